package dev.shatter.run;

import dev.shatter.core.AtomicFiles;
import dev.shatter.core.Json;
import dev.shatter.spec.Spec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A process's hold on one run's folder: nobody else trains the same spec meanwhile. The operating system drops it when
 * the process dies, however it dies.
 */
public final class RunClaim implements AutoCloseable {
    /** Locks belong to the whole process: threads of one process keep apart by this set. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Spec spec;
    private final FileChannel channel;
    private final FileLock lock;

    private RunClaim(Path folder, Spec spec, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.spec = spec;
        this.channel = channel;
        this.lock = lock;
    }

    static RunClaim take(Path folder, Spec spec, Runnable waiting) {
        Path key = folder.toAbsolutePath().normalize();
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
                return new RunClaim(folder, spec, channel, lock);
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
        if (!Files.exists(folder.resolve(RunStore.LOCK)) || !Files.isWritable(folder.resolve(RunStore.LOCK))) {
            return false;
        }
        try (FileChannel channel = open(folder);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

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

    /** Empties the folder, for a run that is to be made anew. */
    public void clear() {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().equals(RunStore.LOCK)) {
                    AtomicFiles.remove(file);
                }
            }
        } catch (IOException e) {
            throw AtomicFiles.unwritable(folder, e);
        }
    }

    public void write(Trace trace) {
        AtomicFiles.write(folder.resolve(RunStore.TRACE), trace.csv());
    }

    /**
     * Ends the run: everything it is to hold has been written.
     *
     * @param scratch names of files that were needed to resume it, and are removed now
     */
    public Run complete(RunStore store, Provenance provenance, SortedMap<String, Double> results, Set<String> scratch) {
        return store.complete(folder, spec, provenance, results, scratch);
    }

    @Override
    public void close() {
        try (channel) {
            lock.release();
        } catch (IOException e) {
            throw AtomicFiles.unwritable(folder, e);
        } finally {
            release(folder.toAbsolutePath().normalize());
        }
    }

    private static void release(Path key) {
        synchronized (HELD) {
            HELD.remove(key);
            HELD.notifyAll();
        }
    }

    private static FileChannel open(Path folder) throws IOException {
        return FileChannel.open(folder.resolve(RunStore.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
