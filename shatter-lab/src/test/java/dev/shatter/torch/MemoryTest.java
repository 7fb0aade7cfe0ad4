package dev.shatter.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    @TempDir
    private Path folder;

    @Test
    void whatDoesNotFitIsRefusedWithItsSize() {
        assertThat(Memory.available()).isPositive();
        Memory.require("a matrix", 1000, "takes", "make it smaller");
        assertThatThrownBy(() -> Memory.require("a matrix", 0x1p50, "takes", "make it smaller"))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("a matrix: takes 1,048,576.0 GiB of memory where ")
                .hasMessageEndingWith("GiB are free; make it smaller.");
    }

    @Test
    void theTightestControlGroupCounts() throws IOException {
        Path own = write("own", "0::/batch/job\n");
        write("batch/memory.max", "5000\n");
        write("batch/memory.current", "4000\n");
        write("batch/memory.stat", "anon 1\ninactive_file 100\n");
        write("batch/job/memory.max", "max\n");
        write("batch/job/memory.current", "3000\n");
        assertThat(ControlGroups.available(own, folder)).isEqualTo(1100);
        // As a container sees it: its own group is the root.
        write("memory.max", "600");
        assertThat(ControlGroups.available(write("own", "0::/seen/by/the/host\n"), folder))
                .isEqualTo(600);
    }

    @Test
    void theFirstVersionCountsToo() throws IOException {
        Path own = write("own", "5:cpu,cpuacct:/x\n4:memory:/job\n0::/\n");
        write("memory/job/memory.limit_in_bytes", "9000");
        write("memory/job/memory.usage_in_bytes", "2000");
        write("memory/memory.limit_in_bytes", "9223372036854771712");
        assertThat(ControlGroups.available(own, folder)).isEqualTo(7000);
        assertThat(ControlGroups.available(folder.resolve("nowhere"), folder)).isEqualTo(Long.MAX_VALUE);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, text);
    }
}
