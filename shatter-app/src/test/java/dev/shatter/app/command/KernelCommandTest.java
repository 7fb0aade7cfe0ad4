package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelCommandTest {
    private static final String DATA = "gaussian-mixture:classes=3,dim=12,separation=4,n=300,test=200";

    @TempDir
    private Path folder;

    @Test
    void fitsExactlyAndSaysSo() {
        JsonNode fit = Shell.shared()
                .run("kernel", "fit", "--data", DATA, "--kernel", "gaussian,gamma=0.05", "--threads", 1, "--json")
                .json();
        assertThat(fit.path("trainError").asDouble(1)).isZero();
        assertThat(fit.path("testError").asDouble(1)).isLessThan(0.2);
        assertThat(fit.path("relativeResidual").asDouble(1)).isLessThanOrEqualTo(1e-6);
        assertThat(fit.path("squaredNorm").asDouble()).isPositive();
        assertThat(fit.path("peakBytes").asLong()).isPositive();
        assertThat(fit.path("seconds").asDouble()).isPositive();
        assertThat(fit.path("n").asInt()).isEqualTo(300);
        String table = Shell.shared()
                .run("kernel", "fit", "--data", DATA, "--n", 100, "--ridge", 1, "--threads", 1, "-q")
                .isDone()
                .out();
        assertThat(table).contains("train error", "test error", "peak memory");
    }

    @Test
    void badInputEndsInOneSentence() throws IOException {
        Shell shell = Shell.shared();
        shell.run("kernel", "fit", "--data", DATA, "--kernel", "gausian").isOneSentence("gausian", "gaussian");
        shell.run("kernel", "fit", "--data", DATA, "--ridge", -1).isOneSentence("--ridge");
        shell.run("kernel", "fit", "--data", DATA, "--features", "gabor", "--threads", 1, "-q")
                .isOneSentence("gabor", "images");
        shell.run("kernel", "fit", "--data", DATA, "--kernel", "polynomial:1,offset=0", "--threads", 1, "-q")
                .isOneSentence("singular", "--ridge");
        Path words = Files.writeString(folder.resolve("words.csv"), "a,class\n1,x\n,y\n2,x\n3,y\n");
        shell.run("kernel", "fit", "--data", "csv:" + words + ",label=class", "--threads", 1, "-q")
                .isOneSentence("words.csv");
    }

    @Test
    void equalInputsWithDifferentLabelsAreNamed() throws IOException {
        Path twins = Files.writeString(
                folder.resolve("twins.csv"), "a,b,class\n1,2,x\n3,4,y\n1,2,y\n5,6,x\n7,8,x\n9,1,y\n4,4,x\n8,2,y\n");
        Shell shell = Shell.shared();
        Object[] fit = {"kernel", "fit", "--data", "csv:" + twins + ",label=class,test=0.25,seed=1", "--threads", 1};
        shell.run(fit).isOneSentence("twins.csv", "same input with different labels", "--ridge");
        // With a ridge nothing has to be fitted exactly.
        Object[] softly = Arrays.copyOf(fit, fit.length + 3);
        softly[fit.length] = "--ridge";
        softly[fit.length + 1] = 1;
        softly[fit.length + 2] = "--json";
        assertThat(shell.run(softly).json().path("merged").asInt(-1)).isZero();
    }

    @Test
    void morePointsThanMemoryHoldsAreRefusedBeforeAnythingStarts() {
        // 2 n² bytes are 720 GB.
        Shell.shared()
                .run("kernel", "fit", "--data", "gaussian-mixture:classes=2,dim=2,n=600000,test=10", "-q")
                .isOneSentence("600000 points", "GiB", "--n", "nystrom");
    }

    @Test
    void featuresThatAreNoNumbersAreNamed() {
        Path csv = Hostile.text(folder, "odd.csv", "a,class\n1,x\n2,y\n1e999,x\n3,y\n4,x\n5,y\n");
        Shell.shared()
                .run("kernel", "fit", "--data", "csv:" + csv + ",label=class", "--threads", 1, "-q")
                .isOneSentence("odd.csv", "1e999");
    }

    /** Beyond memory there is another way to the same solution. */
    @Test
    void conjugateGradientsAgreeWithTheDirectSolution() {
        Shell shell = Shell.shared();
        Object[] direct = {"kernel", "fit", "--data", DATA, "--kernel", "gaussian,gamma=0.05", "--threads", 1, "--json"
        };
        Object[] iterative = Arrays.copyOf(direct, direct.length + 2);
        iterative[direct.length] = "--solver";
        iterative[direct.length + 1] = "nystrom:100";
        JsonNode one = shell.run(direct).json();
        JsonNode other = shell.run(iterative).json();
        assertThat(other.path("squaredNorm").asDouble())
                .isCloseTo(one.path("squaredNorm").asDouble(), withinPercentage(0.01));
        assertThat(other.path("testError")).isEqualTo(one.path("testError"));
    }
}
