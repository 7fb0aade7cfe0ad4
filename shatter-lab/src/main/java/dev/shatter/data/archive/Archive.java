package dev.shatter.data.archive;

import dev.shatter.core.BadInput;
import dev.shatter.core.InputFiles;
import dev.shatter.torch.Expansion;
import dev.shatter.torch.VerifiedZip;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.tukaani.xz.XZInputStream;

/**
 * Walks the files of a folder or of a zip, tar, tar.gz or tar.xz without unpacking anything to disk.
 *
 * <p>What an archive carries of checksums is checked to its end: the CRC-32 of zip members and gzip, the checks of xz, the
 * sums of tar headers. A plain tar has none of its contents. Untrusted archives: names that are absolute or climb with
 * {@code ..}, links and devices are refused; so are more than {@link #MAX_FILES} members, members above
 * {@link #MAX_MEMBER}, and archives beyond the limit of {@link Expansion}.
 */
public final class Archive {
    static final int MAX_FILES = 5_000_000;
    static final long MAX_MEMBER = 512L << 20;

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
            } else if (!Files.exists(InputFiles.plain(path))) {
                throw BadInput.in(path, "does not exist", "check the path");
            } else if (name.endsWith(".zip")) {
                zip(path, visitor);
            } else if (name.endsWith(".tar")) {
                tar(path, in -> in, visitor);
            } else if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
                tar(path, in -> new GZIPInputStream(in, 1 << 16), visitor);
            } else if (name.endsWith(".tar.xz") || name.endsWith(".txz")) {
                tar(path, in -> new XZInputStream(in, XZ_MEMORY_KIB), visitor);
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
                    try (InputStream in = Files.newInputStream(InputFiles.plain(path))) {
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
        Names names = new Names(path);
        try (VerifiedZip zip = VerifiedZip.open(path)) {
            for (ZipArchiveEntry entry : zip.members()) {
                String name = names.checked(entry.getName());
                if (entry.isUnixSymlink()) {
                    throw link(path, entry.getName());
                }
                if (entry.isDirectory()) {
                    visitor.folder(name);
                } else {
                    zip.read(entry, in -> visitor.file(name, in));
                }
            }
        }
    }

    private static void tar(Path path, Unpacking packing, Visitor visitor) throws IOException {
        Names names = new Names(path);
        Expansion expansion = new Expansion(path);
        // The meter sits below the tar reader, so that skipped members count as well.
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
                InputStream unpacked = expansion.metered(packing.unpack(raw));
                TarArchiveInputStream tar = new TarArchiveInputStream(unpacked)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!entry.isCheckSumOK()) {
                    throw new IOException("a header does not have its checksum");
                }
                String name = names.checked(entry.getName());
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
            // The checksum of the packing stands behind the last member; so might bytes that are no part of it.
            unpacked.transferTo(OutputStream.nullOutputStream());
            if (raw.read() >= 0) {
                throw new IOException("something follows its end");
            }
        } catch (IllegalArgumentException e) {
            // What the library throws for some damaged headers.
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Takes the packing from round a tar; reads to the end of what is packed check its checksums. */
    @FunctionalInterface
    private interface Unpacking {
        InputStream unpack(InputStream in) throws IOException;
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

    /** The members' names of one archive, counted and checked. */
    private static final class Names {
        private final Path path;
        private int members;

        Names(Path path) {
            this.path = path;
        }

        /** The name in one form, if it stays inside the archive. */
        String checked(String raw) {
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
}
