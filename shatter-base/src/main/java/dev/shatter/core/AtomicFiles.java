package dev.shatter.core;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files that are either wholly there or not there: written beside their place, forced to disk, then renamed over it.
 *
 * <p>A process killed at any instant leaves at most a hidden {@code .part} file, which readers ignore and {@link #sweep}
 * removes.
 */
public final class AtomicFiles {
    private static final String PART = ".part";
    private static final String HOST = host();
    /** What no process of another machine has written to for so long is taken to be abandoned. */
    private static final Duration QUIET = Duration.ofDays(1);

    private static final Pattern PART_NAME =
            Pattern.compile("\\..*\\.(?<host>[0-9a-f]{8})\\.(?<pid>[0-9]{1,18})\\.[0-9]+\\.part");

    private AtomicFiles() {}

    /** Writes a file's content; may be called with a stream that is only forwarded to disk on success. */
    @FunctionalInterface
    public interface Writer {
        void write(OutputStream out) throws IOException;
    }

    /** Writes {@code text} as UTF-8. */
    public static void write(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes a file as one act; parent folders are made.
     *
     * @throws BadInput if the place cannot be written or the disk is full; the old file, if any, is untouched
     */
    public static void write(Path file, Writer writer) {
        Path part = part(file, ProcessHandle.current().pid());
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try (FileChannel channel = FileChannel.open(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                writer.write(out);
                out.flush();
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(part);
            throw unwritable(file, e);
        } catch (UncheckedIOException e) {
            discard(part);
            throw unwritable(file, new IOException(e.getMessage(), e));
        } catch (RuntimeException e) {
            discard(part);
            throw e;
        }
    }

    /**
     * Removes a file, or a folder with all that is in it; nothing happens where there is none.
     *
     * @throws BadInput if something in it cannot be removed
     */
    public static void remove(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /**
     * Removes what writers that were killed left in a folder. Nobody may be writing there.
     *
     * @throws BadInput if the folder cannot be read, or something in it cannot be removed
     */
    public static void sweep(Path folder) {
        removeParts(folder, ".");
    }

    /**
     * Removes what writers of one file that were killed left beside it. Nobody may be writing that file.
     *
     * @throws BadInput as {@link #sweep}
     */
    public static void sweepOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            removeParts(folder, "." + file.getFileName() + ".");
        }
    }

    private static void removeParts(Path folder, String beginning) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(beginning) && name.endsWith(PART)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /**
     * Removes what killed writers left in a folder where others may be writing: files whose writer was a process of this machine
     * that is no longer there, and files that another machine's process has not written to for a day. What cannot be removed stays.
     */
    public static void sweepAbandoned(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (isAbandoned(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            // The leftovers are hidden and harmless; the next writer tries again.
        }
    }

    private static boolean isAbandoned(Path file) throws IOException {
        Matcher part = PART_NAME.matcher(String.valueOf(file.getFileName()));
        if (!part.matches()) {
            return false;
        }
        return HOST.equals(part.group("host"))
                ? ProcessHandle.of(Long.parseLong(part.group("pid"))).isEmpty()
                : Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(Instant.now().minus(QUIET));
    }

    /** Whether it is what a writer has not finished, or was killed over. */
    public static boolean isPart(Path file) {
        return PART_NAME.matcher(String.valueOf(file.getFileName())).matches();
    }

    /** Where this thread, as one of a process of this machine, writes a file before it is renamed. */
    public static Path part(Path file, long process) {
        return file.resolveSibling("." + file.getFileName() + "." + HOST + "." + process + "."
                + Thread.currentThread().getId() + PART);
    }

    /** Eight hexadecimal digits for this machine, so that on a shared disk no other machine's process is taken for one of ours. */
    private static String host() {
        String name;
        try {
            name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException | RuntimeException e) {
            name = System.getenv().getOrDefault("COMPUTERNAME", System.getenv().getOrDefault("HOSTNAME", ""));
        }
        return Json.sha256(name).substring(0, 8);
    }

    /** The sentence for a place that cannot be written. */
    public static BadInput unwritable(Path file, IOException cause) {
        String reason = String.valueOf(cause.getMessage());
        if (cause instanceof AccessDeniedException || reason.contains("Read-only file system")) {
            return BadInput.in(
                    file.toString(), "may not be written", "give yourself write access or name another place", cause);
        }
        if (reason.contains("No space left") || reason.contains("quota")) {
            return BadInput.in(file.toString(), "the disk is full", "free some space and start again", cause);
        }
        if (cause instanceof FileAlreadyExistsException || cause instanceof NotDirectoryException) {
            return BadInput.in(
                    file.toString(), "a file stands where a folder is needed", "move it or name another place", cause);
        }
        return BadInput.in(file.toString(), "cannot be written (" + reason + ")", "name another place", cause);
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The sentence about the write itself is what the user needs; the leftover is hidden and harmless.
        }
    }
}
