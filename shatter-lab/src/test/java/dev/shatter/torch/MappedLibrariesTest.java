package dev.shatter.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedLibrariesTest {
    @Test
    void theEnginesLibrariesOutsideTheCacheAreForeign(@TempDir Path folder) throws IOException {
        Path cache = Files.createDirectory(folder.resolve("with spaces")).toRealPath();
        MappedLibraries mapped = MappedLibraries.of(List.of(
                "7f00-7f01 r--p 00000000 fe:00 11   " + cache.resolve("libtorch_cpu.so"),
                "7f01-7f02 r-xp 00001000 fe:00 12   /usr/lib/x86_64-linux-gnu/libtorch_cpu.so.1.13.0",
                "7f02-7f03 r--p 00002000 fe:00 12   /usr/lib/x86_64-linux-gnu/libtorch_cpu.so.1.13.0",
                "7f03-7f04 r--p 00000000 fe:00 13   /opt/intel/libmkl_core.so.2 (deleted)",
                "7f04-7f05 r--p 00000000 fe:00 14   /usr/lib/x86_64-linux-gnu/libc.so.6",
                "7f05-7f06 r--p 00000000 fe:00 15   /usr/share/libtorch.txt",
                "7f06-7f07 rw-p 00000000 00:00 0",
                "7ffc-7ffd rw-p 00000000 00:00 0    [stack]"));

        assertThat(mapped.files()).hasSize(4);
        assertThat(mapped.anyNamed("libmkl_core")).isTrue();
        assertThat(mapped.anyNamed("libopenblas")).isFalse();
        assertThat(mapped.foreign(cache))
                .containsExactly(
                        Path.of("/opt/intel/libmkl_core.so.2"),
                        Path.of("/usr/lib/x86_64-linux-gnu/libtorch_cpu.so.1.13.0"));
    }

    @Test
    void whereNothingIsListedNothingIsKnown(@TempDir Path cache) {
        assertThat(MappedLibraries.of(List.of()).foreign(cache)).isEmpty();
    }
}
