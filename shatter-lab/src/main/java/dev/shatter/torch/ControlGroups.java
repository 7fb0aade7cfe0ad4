package dev.shatter.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The memory that Linux's control groups, versions 1 and 2, leave to a process: containers and batch systems set them. */
final class ControlGroups {
    /** Version 1 says 'no limit' with a number of this size. */
    private static final long NONE = Long.MAX_VALUE / 2;

    private ControlGroups() {}

    /**
     * Bytes that may still be taken: the limit less what is in use, pages that the system would give up at once not counted, at
     * the tightest of the process's groups; {@code Long.MAX_VALUE} where there is no limit.
     *
     * @param own a file like {@code /proc/self/cgroup}
     * @param root where the groups are mounted
     */
    static long available(Path own, Path root) {
        List<String> lines;
        try {
            lines = Files.readAllLines(own);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
        long least = Long.MAX_VALUE;
        for (String line : lines) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].isEmpty()) {
                least = Math.min(least, tightest(root, parts[2], "memory.max", "memory.current", "inactive_file "));
            } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
                least = Math.min(
                        least,
                        tightest(
                                root.resolve("memory"),
                                parts[2],
                                "memory.limit_in_bytes",
                                "memory.usage_in_bytes",
                                "total_inactive_file "));
            }
        }
        return least;
    }

    /** Of a group and all above it; inside a container the path may be one that only the host sees. */
    private static long tightest(Path mount, String path, String limit, String usage, String idle) {
        long least = Long.MAX_VALUE;
        Path group = mount.resolve(path.substring(path.startsWith("/") ? 1 : 0)).normalize();
        for (Path at = group; at != null && at.startsWith(mount); at = at.getParent()) {
            long most = number(at.resolve(limit));
            if (most > 0 && most < NONE) {
                least = Math.min(
                        least, Math.max(0, most - number(at.resolve(usage)) + field(at.resolve("memory.stat"), idle)));
            }
        }
        return least;
    }

    private static long number(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            // No such file, or 'max'.
            return 0;
        }
    }

    private static long field(Path file, String name) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.substring(name.length()).strip());
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Then all that is in use counts.
        }
        return 0;
    }
}
