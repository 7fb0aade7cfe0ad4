package dev.shatter.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The shared libraries mapped into this process, as Linux lists them. Loads nothing native.
 *
 * @param files absolute paths, each once; empty where there is no {@code /proc/self/maps}
 */
public record MappedLibraries(List<Path> files) {
    private static final Path MAPS = Path.of("/proc/self/maps");

    /** Libraries of which a second copy, of another version, crashes the process or changes its numbers. */
    private static final Pattern ENGINE = Pattern.compile("lib(torch|c10|mkl_|openblas|gomp|iomp5).*");

    /** Columns before the path: addresses, permissions, offset, device, inode. A replaced file is marked behind it. */
    private static final Pattern LINE = Pattern.compile("(?:\\S+\\s+){5}(/.*?)(?: \\(deleted\\))?");

    public MappedLibraries {
        files = List.copyOf(files);
    }

    /** The libraries mapped now. */
    public static MappedLibraries here() {
        try {
            return of(Files.isReadable(MAPS) ? Files.readAllLines(MAPS) : List.of());
        } catch (IOException e) {
            // Hidden by a sandbox: nothing is known then.
            return of(List.of());
        }
    }

    /** Reads the lines of a {@code /proc/self/maps}. */
    static MappedLibraries of(List<String> lines) {
        return new MappedLibraries(lines.stream()
                .map(LINE::matcher)
                .filter(line -> line.matches() && line.group(1).contains(".so"))
                .map(line -> Path.of(line.group(1)))
                .distinct()
                .toList());
    }

    /** True if the name of a library starts with this, for instance {@code libmkl_core}. */
    boolean anyNamed(String start) {
        return files.stream().anyMatch(file -> name(file).startsWith(start));
    }

    /**
     * Libraries of a PyTorch, BLAS or OpenMP that are not Shatter's own, sorted by path.
     *
     * @param cache the folder Shatter's own are unpacked into
     */
    public List<Path> foreign(Path cache) {
        Path own = real(cache);
        return files.stream()
                .filter(file -> ENGINE.matcher(name(file)).matches() && !file.startsWith(own))
                .sorted()
                .toList();
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
