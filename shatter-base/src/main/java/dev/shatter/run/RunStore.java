package dev.shatter.run;

import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.run.Listing.State;
import dev.shatter.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs on disk: {@code <root>/<id>/}. A run is complete once its {@code run.json} is there, which is written last
 * and names every other file with its length and hash.
 *
 * <p>Looking at a run compares lengths; {@link Run#trace}, {@link Run#artefact} and {@link #verify} compare hashes.
 */
public final class RunStore {
    static final String SPEC = "spec.json";
    /** The file that makes a run complete. */
    public static final String RUN = "run.json";

    static final String TRACE = "trace.csv";
    static final String LOCK = ".lock";

    private final Path root;

    /** The store under {@code root}; nothing is made until something is written. */
    public RunStore(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    public Path folder(String id) {
        return root.resolve(id);
    }

    /** The finished run of this spec, if there is one. */
    public Optional<Run> find(Spec spec) {
        return find(spec.id());
    }

    /** The finished run of this id, if there is one. */
    public Optional<Run> find(String id) {
        return Optional.ofNullable(RunFolder.look(folder(id)).run());
    }

    /**
     * The finished run of this spec, if there is one and every byte of its files is what was written.
     *
     * @throws BadInput if it can only not be read now, or not by this version: it must not be made again on that account
     */
    public Optional<Run> findWhole(Spec spec) {
        Listing listing = RunFolder.look(folder(spec.id()));
        if (listing.state() == State.UNREADABLE || listing.state() == State.NEWER) {
            throw unusable(listing);
        }
        return Optional.ofNullable(listing.run()).filter(run -> run.faults().isEmpty());
    }

    /** What is wrong with a folder, a clause each, every byte of it read; empty for a run that is as it was written. */
    public List<String> verify(Listing listing) {
        Run run = listing.run();
        if (run == null) {
            return List.of(State.FOREIGN == listing.state() ? "is not a run" : listing.note());
        }
        List<String> faults = new ArrayList<>(run.faults());
        faults.addAll(Measurements.faults(run));
        return faults;
    }

    /**
     * Takes the folder of a spec for this process; waits while another process has it.
     *
     * @param waiting told once, before waiting, that somebody else is at this run
     */
    public RunClaim claim(Spec spec, Runnable waiting) {
        return RunClaim.take(folder(spec.id()), spec, waiting);
    }

    /** Every folder of the store, newest first. */
    public List<Listing> list() {
        return RunIndex.open(root).rows().stream().map(StoreRow::listing).toList();
    }

    /** The store as a table, a row a folder, newest first. */
    public StoreTable table() {
        return new StoreTable(RunIndex.open(root).rows());
    }

    /** The run whose id begins with {@code prefix}; at least four characters. */
    public Run get(String prefix) {
        Listing listing = listing(prefix);
        if (listing.run() == null) {
            throw unusable(listing);
        }
        return listing.run();
    }

    private static BadInput unusable(Listing listing) {
        return BadInput.in(
                "run " + listing.name(), listing.note(), listing.state().remedy());
    }

    /** The folder whose name begins with {@code prefix}, whatever its state. */
    public Listing listing(String prefix) {
        if (prefix.length() < 4) {
            throw BadInput.in(
                    "run '" + prefix + "'", "is too short to name a run", "give at least four characters of its id");
        }
        List<Path> found = entries(root).stream()
                .filter(path -> path.getFileName().toString().startsWith(prefix))
                .toList();
        if (found.isEmpty()) {
            throw BadInput.in("run '" + prefix + "'", "is not in " + root, "see what there is with 'runs list'");
        }
        if (found.size() > 1) {
            throw BadInput.in(
                    "run '" + prefix + "'", "fits " + found.size() + " runs", "give more characters of its id");
        }
        return RunFolder.look(found.get(0));
    }

    /** What lies in the store, in no order; hidden files are the store's own. */
    static List<Path> entries(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(path -> !path.getFileName().toString().startsWith("."))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw BadInput.in(root.toString(), "cannot be read", "give yourself read access or name another store", e);
        }
    }

    /** Removes a run's folder, whatever is wrong with it; refuses while a process is at it. */
    public void remove(Listing listing) {
        if (listing.state() == State.FOREIGN) {
            throw BadInput.in(listing.folder(), "is not a run", "remove it by hand if it is not needed");
        }
        if (isHeld(listing.folder())) {
            throw BadInput.in("run " + listing.name(), "is being made now", "end that process first");
        }
        AtomicFiles.remove(listing.folder());
    }

    private static boolean isHeld(Path folder) {
        try {
            return RunClaim.isHeld(folder);
        } catch (IOException e) {
            return false;
        }
    }

    /** A new folder beside a damaged run's. */
    static Path aside(Path folder) throws IOException {
        for (int k = 1; ; k++) {
            Path aside = folder.resolveSibling("damaged-" + folder.getFileName() + "-" + k);
            if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
                return Files.createDirectory(aside);
            }
        }
    }

    /** The spec of a run of this id, finished or not, if its folder holds one that can be read. */
    public Optional<Spec> spec(String id) {
        try {
            Path file = folder(id).resolve(SPEC);
            if (FileKind.of(file) == FileKind.MISSING) {
                return Optional.empty();
            }
            Spec spec = Spec.read(Sealed.read(file));
            return spec.id().equals(id) ? Optional.of(spec) : Optional.empty();
        } catch (IOException e) {
            throw BadInput.in(folder(id).toString(), "cannot be read", State.UNREADABLE.remedy(), e);
        }
    }
}
