package dev.shatter.run;

import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.spec.Spec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A process's hold on one run's folder: nobody else trains the same spec meanwhile. The operating system drops it when
 * the process dies, however it dies.
 */
public final class RunClaim implements AutoCloseable {
    /** Locks belong to the whole process: threads of one process keep apart by this set. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** Where a run is made that is to replace a finished one. */
    private static final String NEW = ".new";

    private final Path home;
    private Path folder;
    private final Spec spec;
    private final FileChannel channel;
    private final FileLock lock;

    private RunClaim(Path folder, Spec spec, FileChannel channel, FileLock lock) {
        this.home = folder;
        this.folder = folder;
        this.spec = spec;
        this.channel = channel;
        this.lock = lock;
    }

    static RunClaim take(Path folder, Spec spec, Runnable waiting) {
        Path key = folder.toAbsolutePath().normalize();
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw BadInput.in(folder, "stands where the run's folder is needed", "move it elsewhere");
        }
        try {
            Files.createDirectories(folder);
            boolean told = false;
            synchronized (HELD) {
                while (!HELD.add(key)) {
                    if (!told) {
                        waiting.run();
                        told = true;
                    }
                    HELD.wait();
                }
            }
            try {
                FileChannel channel = open(folder);
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    if (!told) {
                        waiting.run();
                    }
                    lock = channel.lock();
                }
                RunClaim claim = new RunClaim(folder, spec, channel, lock);
                claim.replaceByNew();
                return claim;
            } catch (IOException | RuntimeException e) {
                release(key);
                throw e;
            }
        } catch (IOException e) {
            throw AtomicFiles.unwritable(folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + folder, e);
        }
    }

    /** Whether some process is at this run now. */
    static boolean isHeld(Path folder) throws IOException {
        if (HELD.contains(folder.toAbsolutePath().normalize())) {
            return true;
        }
        Path file = folder.resolve(RunStore.LOCK);
        if (FileKind.of(file) != FileKind.REGULAR || !Files.isWritable(file)) {
            return false;
        }
        try (FileChannel channel = open(folder);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /** Where the run is to be made. */
    public Path folder() {
        return folder;
    }

    public Spec spec() {
        return spec;
    }

    /**
     * Writes {@code spec.json}, unless it is there: from now on the folder is an unfinished run. What a holder before this
     * one was writing when it was killed is removed.
     */
    public void begin() {
        AtomicFiles.sweep(folder);
        if (!Files.exists(folder.resolve(RunStore.SPEC))) {
            AtomicFiles.write(folder.resolve(RunStore.SPEC), Json.pretty(spec.json()));
        }
    }

    /** Whether what lies in the folder is neither nothing nor what an unfinished run leaves: every byte is looked at. */
    public boolean isDamaged() {
        Listing listing = RunFolder.look(folder);
        Run run = listing.run();
        return listing.state() == Listing.State.DAMAGED
                || (run != null && !run.faults().isEmpty());
    }

    /**
     * For a run that the user wants made anew. A finished one stays what it is until the new one is complete, which is made in a
     * folder inside and then takes its place; what is left of an unfinished one is removed.
     */
    public void anew() {
        if (RunFolder.look(home).run() == null) {
            contents().forEach(AtomicFiles::remove);
            return;
        }
        folder = home.resolve(NEW);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw AtomicFiles.unwritable(folder, e);
        }
    }

    /**
     * Puts the run that was made anew, if there is a complete one, in the place of the old one. Killed on the way, the next one to
     * claim the folder goes on: what makes the new run complete is moved last.
     */
    private void replaceByNew() {
        Path made = home.resolve(NEW);
        if (!Files.isDirectory(made, LinkOption.NOFOLLOW_LINKS) || !Files.isRegularFile(made.resolve(RunStore.RUN))) {
            return;
        }
        if (Files.exists(home.resolve(RunStore.RUN), LinkOption.NOFOLLOW_LINKS)) {
            // Its record goes last: without one, what lies in the folder is already the new run's.
            contents().stream()
                    .filter(old -> !old.equals(made))
                    .sorted(Comparator.comparing(RunClaim::isRecord))
                    .forEach(AtomicFiles::remove);
        }
        try {
            List<Path> files = new ArrayList<>(list(made));
            files.sort(Comparator.comparing(RunClaim::isRecord));
            for (Path file : files) {
                Files.move(file, home.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.delete(made);
        } catch (IOException e) {
            throw AtomicFiles.unwritable(home, e);
        }
    }

    /**
     * Moves what lies in the folder to one beside it, for a run that is damaged: nothing is deleted that nobody asked to delete.
     *
     * @return the new folder, which the store lists
     */
    public Path setAside() {
        List<Path> contents = new ArrayList<>(contents());
        // What makes the run complete goes last: until then the folder is still seen to be damaged.
        contents.sort(Comparator.comparing(RunClaim::isRecord));
        try {
            Path aside = RunStore.aside(folder);
            for (Path file : contents) {
                Files.move(file, aside.resolve(file.getFileName()));
            }
            return aside;
        } catch (IOException e) {
            throw AtomicFiles.unwritable(folder, e);
        }
    }

    private List<Path> contents() {
        return list(home).stream()
                .filter(file -> !file.getFileName().toString().equals(RunStore.LOCK))
                .toList();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw AtomicFiles.unwritable(folder, e);
        }
    }

    private static boolean isRecord(Path file) {
        return file.getFileName().toString().equals(RunStore.RUN);
    }

    public void write(Trace trace) {
        AtomicFiles.write(folder.resolve(RunStore.TRACE), trace.csv());
    }

    /**
     * Ends the run: everything it is to hold has been written.
     *
     * @param scratch names of files that were needed to resume it, and are removed now
     */
    public Run complete(Provenance provenance, SortedMap<String, Double> results, Set<String> scratch) {
        Run run = RunFolder.complete(folder, spec, provenance, results, scratch);
        if (folder.equals(home)) {
            return run;
        }
        replaceByNew();
        folder = home;
        return new Run(spec, home, provenance, results, run.files());
    }

    @Override
    public void close() {
        try (channel) {
            lock.release();
        } catch (IOException e) {
            throw AtomicFiles.unwritable(folder, e);
        } finally {
            release(home.toAbsolutePath().normalize());
        }
    }

    private static void release(Path key) {
        synchronized (HELD) {
            HELD.remove(key);
            HELD.notifyAll();
        }
    }

    private static FileChannel open(Path folder) throws IOException {
        Path file = folder.resolve(RunStore.LOCK);
        if (FileKind.of(file) == FileKind.OTHER) {
            throw BadInput.in(file, "is no regular file", "remove it");
        }
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }
}
