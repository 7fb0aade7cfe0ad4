package dev.shatter.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs on disk: {@code <root>/<id>/}. A run is complete once its {@code run.json} is there, which is written last
 * and names every other file with its size.
 */
public final class RunStore {
    static final String SPEC = "spec.json";
    /** The file that makes a run complete. */
    public static final String RUN = "run.json";

    static final String TRACE = "trace.csv";
    static final String LOCK = ".lock";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

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
        Listing listing = look(folder(id));
        return Optional.ofNullable(listing.run());
    }

    /** Whether what lies in a spec's folder was a finished run and is one no more. */
    public boolean isDamaged(Spec spec) {
        return look(folder(spec.id())).state() == Listing.State.DAMAGED;
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
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(p -> !p.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(RunStore::modified).reversed().thenComparing(Path::getFileName))
                    .map(this::look)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw BadInput.in(root.toString(), "cannot be read", "give yourself read access or name another store", e);
        }
    }

    /** The run whose id begins with {@code prefix}; at least four characters. */
    public Run get(String prefix) {
        Listing listing = listing(prefix);
        if (listing.run() == null) {
            throw BadInput.in("run " + listing.name(), listing.note(), "train it again");
        }
        return listing.run();
    }

    /** The folder whose name begins with {@code prefix}, whatever its state. */
    public Listing listing(String prefix) {
        if (prefix.length() < 4) {
            throw BadInput.in(
                    "run '" + prefix + "'", "is too short to name a run", "give at least four characters of its id");
        }
        List<Listing> found =
                list().stream().filter(l -> l.name().startsWith(prefix)).toList();
        if (found.isEmpty()) {
            throw BadInput.in("run '" + prefix + "'", "is not in " + root, "see what there is with 'runs list'");
        }
        if (found.size() > 1) {
            throw BadInput.in(
                    "run '" + prefix + "'", "fits " + found.size() + " runs", "give more characters of its id");
        }
        return found.get(0);
    }

    /** Removes a run's folder; refuses while a process is at it. */
    public void remove(Listing listing) {
        if (listing.state() == Listing.State.FOREIGN) {
            throw BadInput.in(listing.folder(), "is not a run", "remove it by hand if it is not needed");
        }
        if (listing.state() == Listing.State.RUNNING) {
            throw BadInput.in("run " + listing.name(), "is being trained now", "end that process first");
        }
        AtomicFiles.remove(listing.folder());
    }

    /**
     * Marks a run complete: writes {@code run.json}, naming every file now in the folder with its size, then removes what was
     * needed to resume it.
     *
     * @param scratch names of files that do not belong to the finished run
     */
    Run complete(
            Path folder, Spec spec, Provenance provenance, SortedMap<String, Double> results, Set<String> scratch) {
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("format", 1);
        tree.put("id", spec.id());
        tree.set("provenance", Json.mapper().valueToTree(provenance));
        tree.set("results", Json.mapper().valueToTree(results));
        ObjectNode sizes = tree.putObject("files");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".")
                        && !name.equals(RUN)
                        && !scratch.contains(name)
                        && Files.isRegularFile(file)) {
                    sizes.put(name, Files.size(file));
                }
            }
        } catch (IOException e) {
            throw AtomicFiles.unwritable(folder, e);
        }
        AtomicFiles.write(folder.resolve(RUN), Json.pretty(tree));
        // Last: a process killed before this line resumes from these files.
        scratch.forEach(name -> AtomicFiles.remove(folder.resolve(name)));
        return new Run(spec, folder, provenance, results, names(sizes));
    }

    /** The spec of a run of this id, finished or not, if its folder holds one that can be read. */
    public Optional<Spec> spec(String id) {
        Path file = folder(id).resolve(SPEC);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Spec spec = Spec.read(Json.read(file));
        return spec.id().equals(id) ? Optional.of(spec) : Optional.empty();
    }

    private static SortedSet<String> names(ObjectNode files) {
        TreeSet<String> names = new TreeSet<>();
        files.fieldNames().forEachRemaining(names::add);
        return Collections.unmodifiableSortedSet(names);
    }

    /** What lies in a folder; never throws for what it finds there. */
    Listing look(Path folder) {
        String name = folder.getFileName().toString();
        Path spec = folder.resolve(SPEC);
        if (!ID.matcher(name).matches() || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return new Listing(name, folder, Listing.State.FOREIGN, null, "not a run's folder");
        }
        try {
            if (!Files.exists(folder.resolve(RUN))) {
                boolean busy = RunClaim.isHeld(folder);
                return busy
                        ? new Listing(name, folder, Listing.State.RUNNING, null, "being trained now")
                        : Files.exists(spec)
                                ? new Listing(name, folder, Listing.State.UNFINISHED, null, "begun and not finished")
                                : new Listing(name, folder, Listing.State.FOREIGN, null, "holds no spec");
            }
            return new Listing(name, folder, Listing.State.COMPLETE, read(folder, name), "");
        } catch (BadInput | IllegalArgumentException | IOException e) {
            return new Listing(name, folder, Listing.State.DAMAGED, null, String.valueOf(e.getMessage()));
        }
    }

    private static Run read(Path folder, String name) throws IOException {
        Spec spec = Spec.read(Json.read(folder.resolve(SPEC)));
        JsonNode tree = Json.read(folder.resolve(RUN));
        if (!spec.id().equals(name) || !tree.path("id").asText().equals(name)) {
            throw BadInput.in(folder, "the spec in it is not the one it is named after", "train it again");
        }
        if (!(tree.get("files") instanceof ObjectNode files)
                || !tree.path("results").isObject()) {
            throw BadInput.in(folder.resolve(RUN), "lacks its list of files or results", "train it again");
        }
        for (Map.Entry<String, JsonNode> file : files.properties()) {
            Path path = folder.resolve(file.getKey());
            if (!Files.isRegularFile(path)
                    || Files.size(path) != file.getValue().asLong()) {
                throw BadInput.in(path, "is missing or cut short", "train it again");
            }
        }
        TreeMap<String, Double> results = new TreeMap<>();
        // asText first: NaN and the infinities are stored as words.
        tree.get("results")
                .properties()
                .forEach(
                        e -> results.put(e.getKey(), Double.valueOf(e.getValue().asText())));
        Provenance provenance;
        try {
            provenance = Json.mapper().treeToValue(tree.get("provenance"), Provenance.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw BadInput.in(folder.resolve(RUN).toString(), "has no readable provenance", "train it again", e);
        }
        return new Run(spec, folder, provenance, results, names(files));
    }

    private static long modified(Path path) {
        try {
            return Files.getLastModifiedTime(path).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }
}
