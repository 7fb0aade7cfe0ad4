package dev.shatter.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellLineTest {
    @Test
    void plainWordsStayAsTheyAre() {
        assertThat(ShellLine.of("shatter", "train", "--net", "mlp:512x3,bn=true", "--data", "/tmp/x-1.csv"))
                .isEqualTo("shatter train --net mlp:512x3,bn=true --data /tmp/x-1.csv");
    }

    /** What a shell makes of the line is the words again, and nothing in the line moves a terminal's cursor. */
    @Test
    void aShellReadsTheSameWords() throws IOException, InterruptedException {
        List<String> words =
                List.of("a b", "", "it's", "$HOME", "*", "x;rm -r y", "back\\slash", "`id`", "~", "ü", "#");
        assertThat(read("sh", words)).isEqualTo(words);
    }

    @Test
    void controlCharactersAreEscaped() throws IOException, InterruptedException {
        List<String> words = List.of("two\nlines", "\u001b[31m'red'\\");
        String line = ShellLine.of(words);
        assertThat(Printable.of(line)).isEqualTo(line);
        assertThat(read("bash", words)).isEqualTo(words);
    }

    private static List<String> read(String shell, List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(shell, "-c", "printf '%s\\0' " + ShellLine.of(words))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return List.of(out.substring(0, out.length() - 1).split("\0", -1));
    }
}
