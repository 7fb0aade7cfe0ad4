package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.app.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Impossible specs through the command line: each is one sentence, and no run is left in the store. */
class TrainBadInputTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--lr -0.1                          | out of range",
                "--lr NaN                           | not a finite number",
                "--lr fast                          | 'fast'",
                "--lr 10%                           | write 0.10",
                "--learning-rate 0.1                | did you mean --lr?",
                "--batch_size=32                    | did you mean --batch?",
                "--weight_decay 1e-4                | did you mean --weight-decay?",
                "--momentum 2                       | out of range",
                "--weight-decay -1                  | out of range",
                "--epochs many                      | 'many'",
                "--batch 0                          | batch",
                "--subset 100001                    | subset",
                "--subset 1                         | subset",
                "--net mlp:8,bn=true --batch 39     | one of the 40 training examples",
                "--subset -4                        | subset",
                "--test-subset 999999               | subset",
                "--labels corrupt:1.5               | out of range",
                "--labels wrong                     | 'wrong'",
                "--pixels wrong                     | 'wrong'",
                "--net alexnet-small                | does not fit",
                "--net mlp:0                        | out of range",
                "--net nothing                      | 'nothing'",
                "--optimizer lion                   | 'lion'",
                "--schedule stairs                  | 'stairs'",
                "--until train-accuracy=2           | out of range",
                "--until never=1                    | never",
                "--augment flip                     | needs images",
                "--crop 5                           | crop",
                "--dropout 1.5                      | out of range",
                "--seed pi                          | 'pi'",
                "--precision fp16                   | 'fp16'",
                "--threads 0                        | --threads",
                "--checkpoint -1                    | --checkpoint",
                "--data mnits                       | did you mean 'mnist'"
            })
    void impossibleFlags(String flags, String said) {
        List<Object> line = new ArrayList<>(List.of("train", "--store", store()));
        line.addAll(Arrays.asList(flags.split(" +")));
        if (!flags.startsWith("--data")) {
            line.addAll(List.of("--data", "two-spirals:n=40,test=20"));
        }
        if (!flags.startsWith("--net")) {
            line.addAll(List.of("--net", "mlp:8"));
        }
        Shell.shared().run(line.toArray()).isOneSentence(said);
        assertThat(Shell.shared()
                        .run("runs", "list", "--store", store(), "--json")
                        .json())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "data: two-spirals:n=40\\nnet: mlp:8\\nlearning: 0.1 | unknown field 'learning'",
                "data: two-spirals:n=40\\nnet: mlp:8\\nlr: -1        | out of range",
                "data: two-spirals:n=40                              | net",
                "data: [a, b                                     | line",
                "just text                                       | not a spec",
                "kind: dance                                     | 'dance'",
                "a: &x [*x]                                      | spec.yaml",
                "data: two-spirals:n=40\\ndata: parity               | spec.yaml"
            })
    void impossibleFiles(String yaml, String said) throws IOException {
        Path spec = Files.writeString(folder.resolve("spec.yaml"), yaml.replace("\\n", "\n"));
        Shell.shared().run("run", spec, "--store", store()).isOneSentence(said);
        assertThat(store()).doesNotExist();
    }

    @Test
    void aSpecThatIsNotThere() {
        Shell.shared()
                .run("run", folder.resolve("none.yaml"), "--store", store())
                .isOneSentence("none.yaml");
    }

    @Test
    void aStoreThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Shell.shared()
                .run("train", "--data", "two-spirals:n=40", "--net", "mlp:8", "--epochs", 1, "--store", file)
                .isOneSentence(file);
        assertThat(file).hasContent("");
    }

    private Path store() {
        return folder.resolve("store");
    }
}
