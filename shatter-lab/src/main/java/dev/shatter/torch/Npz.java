package dev.shatter.torch;

import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.core.InputFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * NumPy's archive of named arrays: a zip of {@link Npy} files, stored or deflated.
 *
 * <p>Every array read is checked against the archive's CRC-32. Limits on untrusted files: 1,000 members, 2 GiB an array,
 * 4 GiB and the limit of {@link Expansion} in all. Names are looked up, never turned into paths.
 */
public final class Npz {
    private static final int MAX_MEMBERS = 1000;
    private static final long MAX_TOTAL = 4L << 30;

    private Npz() {}

    /** Every array of the file, by name without {@code .npy}. */
    public static Map<String, HostArray> read(Path file) {
        return read(file, name -> true);
    }

    /** The arrays whose name is wanted; the others are not unpacked. */
    public static Map<String, HostArray> read(Path file, Predicate<String> wanted) {
        Map<String, HostArray> arrays = new TreeMap<>();
        try (VerifiedZip zip = VerifiedZip.open(InputFiles.plain(file))) {
            List<ZipArchiveEntry> members = zip.members();
            if (members.size() > MAX_MEMBERS) {
                throw BadInput.in(file, "holds " + members.size() + " members", "keep at most 1000 arrays in one file");
            }
            for (ZipArchiveEntry member : members) {
                String name = member.getName().replaceFirst("\\.npy$", "");
                if (!wanted.test(name) || member.isDirectory()) {
                    continue;
                }
                String where = file + ", array '" + name + "'";
                zip.read(member, in -> {
                    HostArray array = Npy.read(
                            in,
                            where,
                            Math.min(member.getSize(), zip.expansion().limit()));
                    if (arrays.put(name, array) != null) {
                        throw BadInput.in(where, "occurs twice", "save the file again with numpy.savez");
                    }
                    if (arrays.values().stream()
                                    .mapToLong(a -> a.data().capacity())
                                    .sum()
                            > MAX_TOTAL) {
                        throw BadInput.in(file, "unpacks to more than 4 GiB", "keep fewer arrays in one file");
                    }
                });
            }
        } catch (ZipException e) {
            throw BadInput.in(
                    file.toString(),
                    "is not a whole NPZ file (" + e.getMessage() + ")",
                    "save it again with numpy.savez(file, name=array)",
                    e);
        } catch (IOException e) {
            throw Npy.unreadable(file.toString(), e);
        }
        return Collections.unmodifiableMap(arrays);
    }

    /** Writes a file as one act; the same arrays give the same bytes. */
    public static void write(Path file, Map<String, HostArray> arrays) {
        AtomicFiles.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, HostArray> array : new TreeMap<>(arrays).entrySet()) {
                ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
                // Zip's earliest time, in place of now: the bytes depend on the arrays alone.
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                Npy.write(zip, array.getValue());
                zip.closeEntry();
            }
            zip.finish();
        });
    }
}
