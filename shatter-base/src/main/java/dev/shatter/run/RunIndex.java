package dev.shatter.run;

import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the store holds, kept in one file of it, {@value #FILE}, so that a large store is listed without opening a file of each
 * run. Each finished run is remembered with a stamp of its folder: times, lengths and places on disk of the folder, of its
 * measurements' folder and of every file that belongs to the run. Where the stamp has changed, the folder is read again.
 *
 * <p>The file is a copy of what the folders say. Damaged, missing, of another version, or in a store that may not be written, it
 * costs time and nothing else.
 */
final class RunIndex {
    static final String FILE = ".index";

    /** A file may change twice within one tick of its file system's clock: what is younger than this is not remembered. */
    private static final long YOUNG_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final List<StoreRow> rows;

    private RunIndex(List<StoreRow> rows) {
        this.rows = rows;
    }

    /** A finished run as remembered. */
    record Remembered(long stamp, StoreRow row) {}

    private record Looked(long modified, boolean fresh, boolean keep, Remembered remembered) {}

    /** The store as it is now; brings the file up to date where it was not. */
    static RunIndex open(Path root) {
        Map<String, Remembered> known = read(root);
        Fact.Pool pool = new Fact.Pool();
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        List<Looked> looked = RunStore.entries(root).parallelStream()
                .map(folder -> look(folder, known.get(String.valueOf(folder.getFileName())), pool, now))
                .sorted(Comparator.comparingLong(Looked::modified)
                        .reversed()
                        .thenComparing(l -> l.remembered.row.name()))
                .toList();
        List<Remembered> kept =
                looked.stream().filter(Looked::keep).map(Looked::remembered).toList();
        if (kept.size() != known.size() || looked.stream().anyMatch(l -> l.fresh && l.keep)) {
            write(root, kept);
        }
        return new RunIndex(looked.stream().map(l -> l.remembered.row).toList());
    }

    /** Newest first. */
    List<StoreRow> rows() {
        return rows;
    }

    private static Looked look(Path folder, @Nullable Remembered known, Fact.Pool pool, long now) {
        if (known != null) {
            Stamp stamp = Stamp.of(known.row);
            if (stamp.hash == known.stamp) {
                return new Looked(stamp.folder, false, true, known);
            }
        }
        Listing listing = RunFolder.look(folder);
        StoreRow row = StoreRow.seen(listing, measured(listing), pool);
        Stamp stamp = Stamp.of(row);
        boolean keep = listing.run() != null && stamp.newest < now - YOUNG_NANOS;
        return new Looked(stamp.folder, true, keep, new Remembered(stamp.hash, row));
    }

    private static SortedMap<String, Double> measured(Listing listing) {
        TreeMap<String, Double> values = new TreeMap<>();
        if (listing.run() != null) {
            try {
                Measurements.all(listing.run()).forEach(m -> {
                    String seed = m.seed() == Measurements.SEED ? "" : "@" + m.seed();
                    values.put(m.reference() + seed, m.value());
                });
            } catch (BadInput e) {
                // A folder of measurements that cannot be read: the run is listed without them.
            }
        }
        return values;
    }

    /** When a run's folder last changed, as far as can be seen without opening a file. */
    private record Stamp(long hash, long folder, long newest) {
        static Stamp of(StoreRow row) {
            Path folder = row.folder();
            List<Path> files = new ArrayList<>();
            files.add(folder);
            if (row.state() == Listing.State.COMPLETE) {
                files.add(folder.resolve(RunStore.RUN));
                files.add(folder.resolve(Measurements.FOLDER));
                for (Fact fact : row.facts()) {
                    if (fact.column().topic() == Fact.Topic.FILE) {
                        files.add(folder.resolve(fact.column().name()));
                    }
                }
            }
            long hash = 1;
            long first = 0;
            long newest = 0;
            for (Path file : files) {
                long time = 0;
                try {
                    BasicFileAttributes seen =
                            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                    time = seen.lastModifiedTime().to(TimeUnit.NANOSECONDS);
                    hash = mix(mix(mix(hash, time), seen.size()), Objects.hashCode(seen.fileKey()));
                    hash = mix(hash, seen.isRegularFile() ? 1 : 2);
                } catch (IOException e) {
                    hash = mix(hash, 3);
                }
                newest = Math.max(newest, time);
                first = file.equals(folder) ? time : first;
            }
            return new Stamp(hash, first, newest);
        }

        /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014) over a running sum. */
        private static long mix(long hash, long value) {
            long z = hash * 0x9E3779B97F4A7C15L + value;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            return z ^ (z >>> 31);
        }
    }

    private static Map<String, Remembered> read(Path root) {
        Path file = root.resolve(FILE);
        try {
            if (FileKind.of(file) != FileKind.REGULAR) {
                return Map.of();
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return IndexFile.read(root, in.readAllBytes());
            }
        } catch (IOException | RuntimeException e) {
            // It is made again from the folders.
            return Map.of();
        }
    }

    private static void write(Path root, List<Remembered> rows) {
        try {
            AtomicFiles.write(root.resolve(FILE), out -> IndexFile.write(rows, out));
            AtomicFiles.sweepAbandoned(root);
        } catch (BadInput e) {
            // A store that may not be written is listed all the same.
        }
    }
}
