package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
