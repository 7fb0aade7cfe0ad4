package dev.shatter.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {
    /** What each cold process runs. */
    static final class FirstTensor {
        public static void main(String[] arguments) {
            try (StepScope scope = StepScope.open()) {
                Tensor ones = scope.adopt(scope.keep(torch.ones(3, 3)));
                System.out.println("sum " + ones.sum().item_float());
                System.out.println("foreign " + MappedLibraries.here().foreign(Natives.cache()));
            }
        }
    }

    @Test
    void twoColdProcessesOnOneEmptyCacheLoadShattersOwnLibraries(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path cache = folder.resolve("natives");
        Path installed = installed(Files.createDirectory(folder.resolve("installed")));
        List<Process> processes = IntStream.range(0, 2)
                .mapToObj(i -> start(cache, installed, folder.resolve("log" + i)))
                .toList();
        for (int i = 0; i < 2; i++) {
            assertThat(processes.get(i).waitFor(5, TimeUnit.MINUTES)).isTrue();
            String log = Files.readString(folder.resolve("log" + i));
            assertThat(processes.get(i).exitValue()).as(log).isZero();
            assertThat(log).contains("sum 9.0").contains("foreign []");
        }
        try (Stream<Path> files = Files.list(cache)) {
            assertThat(files.map(f -> f.getFileName().toString())).contains(".ready-" + Natives.VERSION);
        }
    }

    /** A folder that looks like an installed PyTorch: the system's loader asks it before the folders of our libraries. */
    private static Path installed(Path folder) throws IOException {
        Natives.load();
        for (Path file : MappedLibraries.here().files()) {
            if (file.endsWith("libc10.so")) {
                for (String name : List.of("libc10.so", "libtorch_cpu.so", "libtorch.so", "libc10_cuda.so")) {
                    Files.copy(file, folder.resolve(name));
                }
            }
        }
        return folder;
    }

    private static Process start(Path cache, Path installed, Path log) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-Dorg.bytedeco.javacpp.cachedir=" + cache,
                            "-cp",
                            System.getProperty("java.class.path"),
                            FirstTensor.class.getName())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("OMP_NUM_THREADS", "1");
            builder.environment().put("LD_LIBRARY_PATH", installed.toString());
            return builder.start();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void versionMatchesTheJarsOnTheClassPath() {
        assertThat(System.getProperty("java.class.path")).contains("pytorch-" + Natives.VERSION);
    }

    @Test
    void loadsIntoShattersOwnFolderAndNamesItsBlas() {
        EngineFacts facts = EngineFacts.here();

        assertThat(facts.libtorch()).isEqualTo("2.10.0");
        assertThat(facts.blas()).isEqualTo(Natives.mklOffered() ? "MKL" : "OpenBLAS");
        assertThat(facts.oneDnn()).matches("[0-9.]+(, [a-z ]+)?");
        assertThat(Natives.cache()).exists();
        assertThat(MappedLibraries.here().foreign(Natives.cache())).isEmpty();
    }
}
