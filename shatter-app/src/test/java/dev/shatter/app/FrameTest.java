package dev.shatter.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.command.ShatterCommand;
import dev.shatter.core.BadInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Exit codes, streams, help and the log: what every command inherits. */
class FrameTest {
    private final Shell shell = Shell.shared();

    @Test
    void helpNamesEveryCommand() {
        Outcome help = shell.run("--help").isDone();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).contains("Commands:", "version", "completion");
        assertThat(shell.run()).isEqualTo(help);
    }

    @Test
    void versionSaysWhatWasBuilt() {
        Outcome version = shell.run("--version").isDone();
        assertThat(version.out()).contains("shatter ", "libtorch ", "Java ").doesNotContain("unknown,", "${");
        assertThat(shell.run("version").out()).isEqualTo(version.out());
        JsonNode json = shell.run("version", "--json").json();
        assertThat(json.fieldNames())
                .toIterable()
                .contains("version", "commit", "libtorch", "blas", "java", "processor", "features");
    }

    @ParameterizedTest
    @ValueSource(strings = {"versoin", "--halp", "version --jsn", "version too many", "data", "-"})
    void badUsageIsOneSentence(String line) {
        shell.run((Object[]) line.split(" ")).isOneSentence("shatter", "--help'");
    }

    @Test
    void aWrongWordIsAnsweredWithTheRightOne() {
        shell.run("versoin").isOneSentence("'versoin' is not a command", "did you mean version");
    }

    /** The terminal breaks lines: a text that breaks them itself leaves single words on lines of their own. */
    @Test
    void whatHelpEndsWithAreWholeParagraphs() {
        List<CommandLine> commands = new ArrayList<>(List.of(ShatterCommand.line(Terminal.pipe(), "completion")));
        for (int i = 0; i < commands.size(); i++) {
            commands.addAll(commands.get(i).getSubcommands().values());
            for (String paragraph :
                    commands.get(i).getCommandSpec().usageMessage().footer()) {
                assertThat(paragraph).as(commands.get(i).getCommandName()).matches("|(.* )?Example: .*|.*[.]");
            }
        }
    }

    @Test
    void helpIsAlsoAWord() {
        assertThat(shell.run("help")).isEqualTo(shell.run("--help"));
        assertThat(shell.run("help", "version")).isEqualTo(shell.run("version", "--help"));
        assertThat(shell.run("help", "version").out()).startsWith("Usage: shatter version");
    }

    @Test
    void completionIsAScript() {
        assertThat(shell.run("completion").isDone().out()).startsWith("#!").contains("complete -F", "--json");
    }

    @Test
    void aRealProcessDoesTheSame(@TempDir Path home) {
        Outcome help = Shell.at(home).process("--help").isDone();
        assertThat(help.out()).isEqualTo(shell.run("--help").out());
        Shell.at(home).process("nonsense").isOneSentence("nonsense");
        assertThat(home).as("asking leaves nothing behind").isEmptyDirectory();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatCannotBePrintedIsAnError(@TempDir Path home) throws Exception {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "exec \"$0\" -cp \"$1\" -Dshatter.home=\"$2\" " + Main.class.getName() + " --help >/dev/full",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path"),
                        home.toString())
                .start();
        String err = new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.lines())
                .singleElement()
                .asString()
                .contains("standard output: cannot be written (No space left on device); free some space");
    }

    @Test
    void badInputIsItsSentenceHoweverDeep() {
        BadInput bad = BadInput.in("labels.gz, byte 8", "ends too soon", "fetch it again");
        assertThat(code(new ExecutionException(new IllegalStateException(bad)))).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(said.toString().strip()).isEqualTo("labels.gz, byte 8: ends too soon; fetch it again.");
    }

    @Test
    void interruptionIs130() {
        assertThat(code(new RuntimeException(new InterruptedException()))).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(code(new CancellationException())).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(said.toString().lines()).hasSize(2);
    }

    @Test
    void aFullDiskIsBadInput() {
        assertThat(code(new java.io.UncheckedIOException(new IOException("No space left on device"))))
                .isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(said.toString()).contains("the disk is full; free some space");
    }

    @Test
    void aFaultLeavesItsStackTraceInTheLogOnly(@TempDir Path home) throws IOException {
        // A process of its own: logback is set up once a JVM.
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dshatter.home=" + home,
                        Faulty.class.getName())
                .start();
        String err = new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(out).isEmpty();
        assertThat(err.lines()).hasSize(1);
        assertThat(err).contains("shatter train: stopped by a fault", "broken inside", home.resolve("logs") + "/");
        try (Stream<Path> logs = Files.list(home.resolve("logs"))) {
            String log = Files.readString(logs.findFirst().orElseThrow());
            assertThat(log).contains("IllegalStateException: broken inside", "\tat " + Faulty.class.getName());
        }
    }

    @Test
    void aLogThatCannotBeWrittenIsSaid(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        String before = System.getProperty("shatter.home", "");
        System.setProperty("shatter.home", file.toString());
        try {
            assertThat(code(new IllegalStateException("x"))).isEqualTo(ExitCodes.FAILED);
        } finally {
            System.setProperty("shatter.home", before);
        }
        assertThat(said.toString()).contains("could not be written");
    }

    private final StringWriter said = new StringWriter();

    private int code(Throwable problem) {
        return new Failures(new PrintWriter(said)).code("shatter train", problem);
    }

    /** A command that fails inside. */
    static final class Faulty {
        private Faulty() {}

        public static void main(String[] args) {
            PrintWriter err = new PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8);
            System.exit(
                    new Failures(err).code("shatter train", new IllegalStateException("broken inside\nsecond line")));
        }
    }
}
