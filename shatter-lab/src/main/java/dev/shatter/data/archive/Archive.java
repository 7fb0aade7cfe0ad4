package dev.shatter.data.archive;

import dev.shatter.core.BadInput;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/**
 * Walks the files of a folder or of a zip, tar, tar.gz or tar.xz without unpacking anything to disk.
 *
 * <p>Untrusted archives: names that are absolute or climb with {@code ..}, links and devices are refused; so are more
 * than {@link #MAX_FILES} members, members above {@link #MAX_MEMBER}, and archives that grow beyond {@link #MAX_RATIO}
 * times their size (counted as they are read, whatever their headers claim).
 */
public final class Archive {
    static final int MAX_FILES = 5_000_000;
    static final long MAX_MEMBER = 512L << 20;

    /**
     * Pictures and records of pixels shrink 2- to 20-fold, tar's padding of tiny files included; 10 GB packed into 10 kB
     * is a million-fold.
     */
    static final long MAX_RATIO = 500;

    /** Below this much unpacked data no ratio is suspicious. */
    private static final long HARMLESS = 256L << 20;

    /** XZ decoders need memory as the file demands; xz -9 needs 65 MiB. */
    private static final int XZ_MEMORY_KIB = 256 << 10;

    private Archive() {}

    /** Receives what an archive holds, in the archive's own order. */
    public interface Visitor {
        /**
         * A file.
         *
         * @param name with forward slashes, relative, without {@code .} and {@code ..}
         * @param in its content; need not be read, nor closed
         */
        void file(String name, InputStream in) throws IOException;

        /** A folder that is listed as such. */
        default void folder(String name) {}
    }

    /** Walks all files. */
    public static void walk(Path path, Visitor visitor) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        try {
            if (Files.isDirectory(path)) {
                folder(path, visitor);
            } else if (!Files.exists(path)) {
                throw BadInput.in(path, "does not exist", "check the path");
            } else if (name.endsWith(".zip")) {
                zip(path, visitor);
            } else if (name.endsWith(".tar")) {
                tar(path, new BufferedInputStream(Files.newInputStream(path), 1 << 16), visitor);
            } else if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
                tar(path, new GZIPInputStream(Files.newInputStream(path), 1 << 16), visitor);
            } else if (name.endsWith(".tar.xz") || name.endsWith(".txz")) {
                tar(
                        path,
                        new XZInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16), XZ_MEMORY_KIB),
                        visitor);
            } else {
                throw BadInput.in(
                        path,
                        "is neither a folder nor an archive of a known kind",
                        "give a folder or a .zip, .tar, .tar.gz or .tar.xz");
            }
        } catch (EOFException e) {
            throw BadInput.in(path.toString(), "is cut short", "get the file again", e);
        } catch (IOException e) {
            throw BadInput.in(path.toString(), "is not a whole archive (" + e.getMessage() + ")", "get it again", e);
        }
    }

    /** The files below a folder, or the archive itself: what a cache must watch. */
    public static List<Path> watched(Path path) {
        if (!Files.isDirectory(path)) {
            if (!Files.exists(path)) {
                throw BadInput.in(path, "does not exist", "check the path");
            }
            return List.of(path);
        }
        try (Stream<Path> all = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw BadInput.in(path.toString(), "cannot be listed (" + e.getMessage() + ")", "check its folders", e);
        }
    }

    private static void folder(Path root, Visitor visitor) throws IOException {
        try (Stream<Path> all = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                String name = root.relativize(path).toString().replace('\\', '/');
                if (Files.isDirectory(path)) {
                    visitor.folder(name);
                } else {
                    try (InputStream in = Files.newInputStream(path)) {
                        visitor.file(name, in);
                    }
                }
            }
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof FileSystemLoopException) {
                throw BadInput.in(root.toString(), "contains a link to itself", "remove the link", e);
            }
            throw e.getCause();
        }
    }

    private static void zip(Path path, Visitor visitor) throws IOException {
        Meter meter = new Meter(path);
        try (ZipFile zip = ZipFile.builder().setPath(path).get()) {
            for (Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder(); entries.hasMoreElements(); ) {
                ZipArchiveEntry entry = entries.nextElement();
                String name = meter.member(entry.getName());
                if (entry.isUnixSymlink()) {
                    throw link(path, entry.getName());
                }
                if (entry.isDirectory()) {
                    visitor.folder(name);
                    continue;
                }
                if (!zip.canReadEntryData(entry)) {
                    throw BadInput.in(
                            path + ", member " + name, "is encrypted or packed in an unknown way", "pack it plainly");
                }
                try (InputStream in = new MeteredStream(zip.getInputStream(entry), meter)) {
                    visitor.file(name, in);
                }
            }
        }
    }

    private static void tar(Path path, InputStream unpacked, Visitor visitor) throws IOException {
        Meter meter = new Meter(path);
        // The meter sits below the tar reader, so that skipped members count as well.
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new MeteredStream(unpacked, meter))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = meter.member(entry.getName());
                if (entry.isSymbolicLink() || entry.isLink()) {
                    throw link(path, entry.getName());
                }
                if (entry.isDirectory()) {
                    visitor.folder(name);
                } else if (!entry.isFile() || entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
                    throw BadInput.in(
                            path + ", member " + entry.getName(), "is not a plain file", "pack plain files only");
                } else if (entry.getSize() > MAX_MEMBER) {
                    throw tooLarge(path, name);
                } else {
                    visitor.file(name, tar);
                }
            }
        } catch (IllegalArgumentException e) {
            // What the library throws for some damaged headers.
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Reads a member of at most {@link #MAX_MEMBER} bytes. */
    public static byte[] bytes(InputStream in, Path path, String name) throws IOException {
        byte[] bytes = in.readNBytes((int) MAX_MEMBER + 1);
        if (bytes.length > MAX_MEMBER) {
            throw tooLarge(path, name);
        }
        return bytes;
    }

    private static BadInput tooLarge(Path path, String name) {
        return BadInput.in(path + ", member " + name, "is larger than 512 MiB", "leave it out of the archive");
    }

    private static BadInput link(Path path, String name) {
        return BadInput.in(path + ", member " + name, "is a link", "pack plain files only (tar -h follows links)");
    }

    /** Counts members and unpacked bytes of one archive against its packed size. */
    private static final class Meter {
        private final Path path;
        private final long limit;
        private long bytes;
        private int members;

        Meter(Path path) throws IOException {
            this.path = path;
            this.limit = Math.max(HARMLESS, Math.multiplyExact(Files.size(path), MAX_RATIO));
        }

        void add(long count) {
            bytes += count;
            if (bytes > limit) {
                throw BadInput.in(
                        path,
                        "unpacks to more than " + (limit >> 20) + " MiB, over " + MAX_RATIO + " times its size",
                        "this looks like an archive bomb: unpack it yourself if you trust it, and give the folder");
            }
        }

        /** The member's name in one form, if it stays inside the archive. */
        String member(String raw) {
            if (++members > MAX_FILES) {
                throw BadInput.in(path, "has more than " + MAX_FILES + " members", "split it");
            }
            String name = raw.replace('\\', '/');
            boolean climbs = name.startsWith("/") || name.matches("[A-Za-z]:.*") || name.indexOf('\0') >= 0;
            StringBuilder clean = new StringBuilder();
            for (String part : name.split("/", -1)) {
                climbs |= part.equals("..");
                if (!part.isEmpty() && !part.equals(".")) {
                    clean.append(clean.length() == 0 ? "" : "/").append(part);
                }
            }
            if (climbs) {
                throw BadInput.in(
                        path + ", member " + raw.replace('\0', '?'),
                        "points outside the archive",
                        "do not trust this file; pack the pictures with relative names");
            }
            return clean.toString();
        }
    }

    private static final class MeteredStream extends FilterInputStream {
        private final Meter meter;

        MeteredStream(InputStream in, Meter meter) {
            super(in);
            this.meter = meter;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            meter.add(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            meter.add(Math.max(got, 0));
            return got;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            meter.add(skipped);
            return skipped;
        }
    }
}
