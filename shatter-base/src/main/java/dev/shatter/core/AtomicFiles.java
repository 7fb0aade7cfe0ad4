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
import java.nio.file.NoSuchFileException;
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

    /** As {@link #write(Path, Writer)} names them: the process stands before the thread. */
    private static final Pattern OWNED = Pattern.compile("\\..+\\.(\\d{1,18})\\.\\d+\\.part");

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
        Path part = file.resolveSibling("." + file.getFileName() + "."
                + ProcessHandle.current().pid() + "." + Thread.currentThread().getId() + PART);
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
        if (!Files.exists(path)) {
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

    /**
     * Removes what killed writers left in a folder where others may be writing: parts whose process is no longer there and
     * that nobody has written to for a while. The folder may be shared with other machines, whose processes are not seen
     * from here: hence both.
     *
     * @throws BadInput as {@link #sweep}
     */
    public static void sweepAbandoned(Path folder, Duration quiet) {
        Instant before = Instant.now().minus(quiet);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher part = OWNED.matcher(String.valueOf(file.getFileName()));
                if (part.matches()
                        && ProcessHandle.of(Long.parseLong(part.group(1))).isEmpty()
                        && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            // Another process has removed it or put it in its place meanwhile.
        } catch (IOException e) {
            throw unwritable(folder, e);
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

    /** The sentence for a place that cannot be written. */
    public static BadInput unwritable(Path file, IOException cause) {
        String reason = String.valueOf(cause.getMessage());
        if (cause instanceof AccessDeniedException || reason.contains("Read-only file system")) {
            return BadInput.in(
                    file.toString(), "may not be written", "give yourself write access or name another place", cause);
        }
        if (reason.contains("No space left") || reason.contains("quota")) {
            return BadInput.in(
                    file.toString(), "the disk is full", "free some space and start again: nothing was lost", cause);
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
