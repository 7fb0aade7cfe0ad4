package dev.shatter.kernel;

import dev.shatter.core.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/** What the machine has free and what this process has used. */
public final class Memory {
    /** What the JVM, libtorch and MKL's own work space take beside the data: measured about 0.7 GB. */
    private static final long BASE = 800L << 20;

    private Memory() {}

    /** Bytes that a process may take now without pushing others out; the JVM's idea where the system does not say. */
    public static long available() {
        long system = field(Path.of("/proc/meminfo"), "MemAvailable:");
        return system > 0 ? system : Pointer.totalPhysicalBytes() - Pointer.physicalBytes();
    }

    /** Most bytes this process ever had resident; what it has now where the system does not say. */
    public static long peak() {
        long high = field(Path.of("/proc/self/status"), "VmHWM:");
        return high > 0 ? high : Pointer.physicalBytes();
    }

    /** Bytes this process has resident now. */
    public static long resident() {
        long now = field(Path.of("/proc/self/status"), "VmRSS:");
        return now > 0 ? now : Pointer.physicalBytes();
    }

    /** Begins {@link #peak} anew, where the system lets a process do so (Linux: clear_refs, 5). */
    public static void forgetPeak() {
        try {
            Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        } catch (IOException e) {
            // The peak then counts from the start of the process: never too low.
        }
    }

    /**
     * Refuses before starting.
     *
     * @param bytes needed for n points as a function of n, the points themselves included
     * @throws BadInput that says how many points would fit
     */
    static void require(int n, java.util.function.IntToDoubleFunction bytes) {
        double free = available();
        double needed = bytes.applyAsDouble(n) + BASE;
        if (needed <= free) {
            return;
        }
        int low = 0;
        int high = n;
        while (high - low > 1) {
            int middle = low + (high - low) / 2;
            if (bytes.applyAsDouble(middle) + BASE <= free) {
                low = middle;
            } else {
                high = middle;
            }
        }
        throw BadInput.in(
                "kernel fit of " + n + " points",
                String.format(
                        java.util.Locale.ROOT,
                        "needs %.1f GiB of memory and %.1f GiB are free",
                        needed / (1 << 30),
                        free / (1 << 30)),
                "--n " + low + " would fit, or take --solver nystrom, which stores no Gram matrix");
    }

    /** A size in kB from a file of /proc, in bytes; 0 if there is none. */
    private static long field(Path file, String name) {
        try {
            List<String> lines = Files.readAllLines(file);
            for (String line : lines) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.substring(name.length()).strip().split(" ", 2)[0]) << 10;
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Not Linux: the caller has another way.
        }
        return 0;
    }
}
