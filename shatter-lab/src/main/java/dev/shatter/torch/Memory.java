package dev.shatter.torch;

import dev.shatter.core.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/** What the machine has free and what this process has used. */
public final class Memory {
    /** Not worth a look at the system. */
    private static final long SMALL = 64L << 20;

    private Memory() {}

    /**
     * Bytes that this process may take now without pushing others out, within the limits of its control groups; the JVM's idea
     * where the system does not say.
     */
    public static long available() {
        long system = field(Path.of("/proc/meminfo"), "MemAvailable:");
        long machine = system > 0 ? system : Pointer.totalPhysicalBytes() - Pointer.physicalBytes();
        return Math.min(machine, ControlGroups.available(Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup")));
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
     * Refuses before anything is allocated.
     *
     * @param what is asked for, as the place of a message
     * @param bytes it takes
     * @param problem a clause that says what takes so many, to which the sizes are added
     * @throws BadInput if more is needed than is free
     */
    public static void require(String what, double bytes, String problem, String remedy) {
        if (bytes < SMALL) {
            return;
        }
        double free = available();
        if (bytes > free) {
            throw BadInput.in(
                    what,
                    String.format(
                            Locale.ROOT,
                            "%s %,.1f GiB of memory where %.1f GiB are free",
                            problem,
                            bytes / (1 << 30),
                            free / (1 << 30)),
                    remedy);
        }
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
