package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Outcome;
import dev.shatter.app.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Corrupted labels through the real command line: trained, remarked upon, certified and reported. */
class CorruptionCommandTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "corrupt:0.3, 15.0 % expected",
        "next-class:0.3, 30.0 % expected",
        "matrix:0-1:0.25, 0.0 to 25.0 % expected",
        "instance:0.5, 50.0 % expected",
    })
    void whatBecameOfLabelsIsSaid(String labels, String expected) {
        Outcome trained = train(labels).isDone();
        assertThat(trained.out()).contains(expected, "test labels are true");
    }

    /** A moved or changed file is another matrix; the run is what it was. */
    @Test
    void aMatrixFromAFileStandsInTheSpec() throws Exception {
        Path file = folder.resolve("noise.csv");
        Files.writeString(file, "0.8,0.2\n0.1,0.9\n");
        String id = train("matrix:" + file, "--json").json().get("id").asText();
        Files.delete(file);
        JsonNode spec = Shell.shared()
                .run("runs", "show", id, "--store", folder.resolve("runs"), "--json")
                .json()
                .at("/spec/labels");
        assertThat(spec.get("flips").asText()).isEqualTo("0-1:0.2+1-0:0.1");
        assertThat(train("matrix:classes=2,flips=1-0:0.1+0-1:0.2", "--json")
                        .json()
                        .get("id")
                        .asText())
                .isEqualTo(id);
        train("matrix:" + file).isOneSentence(file, "9-1:0.4+2-0:0.3");
        train("matrix:0-5:0.2").isOneSentence("6 classes", "the data of 2");
    }

    @Test
    void certificatesFromTrainingPointsRefuseAnExactShare() {
        String id = train("exact:0.25", "--json").json().get("id").asText();
        Path page = folder.resolve("page.html");
        JsonNode certified = Shell.shared()
                .run("certify", id, "--store", folder.resolve("runs"), "-o", page, "--json")
                .json();
        assertThat(certified.get("certificates").findValuesAsText("points"))
                .isNotEmpty()
                .containsOnly("HELD_OUT");
        assertThat(certified.get("notApplicable").toString()).contains("exchangeable, not independent");
        Shell.shared()
                .run("report", id, "--store", folder.resolve("runs"), "-o", folder.resolve("run.html"))
                .isDone();
        assertThat(folder.resolve("run.html")).content().contains("labels exact:0.25");
    }

    private Outcome train(String labels, String... more) {
        Object[] line = {
            "train",
            "--data",
            "gaussian-mixture",
            "--net",
            "linear",
            "--epochs",
            1,
            "--labels",
            labels,
            "--threads",
            1,
            "--store",
            folder.resolve("runs")
        };
        Object[] all = java.util.Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, all, line.length, more.length);
        return Shell.shared().run(all);
    }
}
