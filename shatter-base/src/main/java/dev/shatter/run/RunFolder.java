package dev.shatter.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.run.Listing.State;
import dev.shatter.spec.Spec;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One folder of the store: what lies in it, and how a run there is completed. */
final class RunFolder {
    /** Of {@code run.json}. Format 1 recorded lengths of files without hashes, and is still read. */
    static final int FORMAT = 2;

    /** In {@code run.json}: names of files that were needed to resume the run only. */
    private static final String SCRATCH = "scratch";

    private static final String REMEDY = State.DAMAGED.remedy();
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern ASIDE = Pattern.compile("damaged-[0-9a-f]{64}-[0-9]{1,9}");

    private RunFolder() {}

    /** What lies in a folder; never throws, hangs, or leaves the store for what it finds there. */
    static Listing look(Path folder) {
        String name = String.valueOf(folder.getFileName());
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return new Listing(name, folder, State.FOREIGN, null, "not a run's folder");
        }
        if (ASIDE.matcher(name).matches()) {
            return new Listing(name, folder, State.ASIDE, null, "was damaged, and moved aside");
        }
        if (!ID.matcher(name).matches()) {
            return new Listing(name, folder, State.FOREIGN, null, "not a run's folder");
        }
        try {
            Optional<ObjectNode> stored = Sealed.find(folder.resolve(RunStore.RUN));
            return stored.isEmpty() ? unfinished(folder, name) : finished(folder, name, stored.get());
        } catch (AccessDeniedException e) {
            return new Listing(name, folder, State.UNREADABLE, null, "may not be read");
        } catch (IOException e) {
            return new Listing(name, folder, State.UNREADABLE, null, "cannot be read (" + e.getMessage() + ")");
        } catch (RuntimeException e) {
            // Whatever a file may say: listing the store goes on.
            return new Listing(name, folder, State.DAMAGED, null, String.valueOf(e.getMessage()));
        }
    }

    private static Listing unfinished(Path folder, String name) throws IOException {
        boolean begun = FileKind.of(folder.resolve(RunStore.SPEC)) != FileKind.MISSING;
        if (begun) {
            spec(folder, name);
        }
        if (!begun && holdsFiles(folder)) {
            throw BadInput.in(folder.resolve(RunStore.SPEC), "is missing", REMEDY);
        }
        if (FileKind.of(folder.resolve(Measurements.FOLDER)) != FileKind.MISSING) {
            // Only finished runs are measured.
            throw BadInput.in(folder.resolve(RunStore.RUN), "is missing", REMEDY);
        }
        if (RunClaim.isHeld(folder)) {
            return new Listing(name, folder, State.RUNNING, null, "being made now");
        }
        return new Listing(name, folder, State.UNFINISHED, null, "begun and not finished");
    }

    private static boolean holdsFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> !file.getFileName().toString().startsWith("."));
        }
    }

    private static Spec spec(Path folder, String name) throws IOException {
        Spec spec = Spec.read(Sealed.read(folder.resolve(RunStore.SPEC)), name);
        if (!spec.id().equals(name)) {
            throw BadInput.in(folder.resolve(RunStore.SPEC), "is not the spec that the folder is named after", REMEDY);
        }
        return spec;
    }

    private static Listing finished(Path folder, String name, ObjectNode stored) throws IOException {
        Path file = folder.resolve(RunStore.RUN);
        long format = stored.path("format").asLong();
        if (format > FORMAT) {
            String note =
                    "of format " + format + ", which a later version of Shatter writes; this one reads up to " + FORMAT;
            return new Listing(name, folder, State.NEWER, null, note);
        }
        boolean unsealed = format == 1 && !stored.has(Sealed.SHA256);
        ObjectNode tree = unsealed ? stored : Sealed.opened(file, stored);
        if (format < 1 || !tree.path("id").asText().equals(name)) {
            throw BadInput.in(file, "is not the record of the run that the folder is named after", REMEDY);
        }
        Spec spec = spec(folder, name);
        Run run = new Run(spec, folder, provenance(file, tree), results(file, tree), seals(file, tree));
        for (Map.Entry<String, Seal> entry : run.files().entrySet()) {
            Path sealed = folder.resolve(entry.getKey());
            entry.getValue().glance(sealed).ifPresent(fault -> {
                throw BadInput.in(sealed, fault, REMEDY);
            });
        }
        sweep(folder, tree);
        return new Listing(name, folder, State.COMPLETE, run, "");
    }

    /** Removes what whoever completed the run would have removed next, had it not been killed. */
    private static void sweep(Path folder, JsonNode tree) throws IOException {
        for (JsonNode name : tree.path(SCRATCH)) {
            Path file = folder.resolve(name.asText());
            if (FileKind.of(file) != FileKind.MISSING && !RunClaim.isHeld(folder)) {
                try {
                    AtomicFiles.remove(file);
                } catch (BadInput e) {
                    // In a store that may not be written it stays, and does no harm.
                }
            }
        }
    }

    private static Provenance provenance(Path file, JsonNode tree) {
        if (!tree.path("provenance").isObject()) {
            throw BadInput.in(file, "lacks its provenance", REMEDY);
        }
        try {
            return Json.mapper().treeToValue(tree.get("provenance"), Provenance.class);
        } catch (JsonProcessingException e) {
            throw BadInput.in(file.toString(), "has no readable provenance", REMEDY, e);
        }
    }

    private static SortedMap<String, Double> results(Path file, JsonNode tree) {
        if (!(tree.get("results") instanceof ObjectNode numbers)) {
            throw BadInput.in(file, "lacks its results", REMEDY);
        }
        TreeMap<String, Double> results = new TreeMap<>();
        // asText: NaN and the infinities are stored as words.
        numbers.properties()
                .forEach(
                        e -> results.put(e.getKey(), Double.valueOf(e.getValue().asText())));
        return results;
    }

    private static SortedMap<String, Seal> seals(Path file, JsonNode tree) {
        if (!(tree.get("files") instanceof ObjectNode files)) {
            throw BadInput.in(file, "lacks its list of files", REMEDY);
        }
        TreeMap<String, Seal> seals = new TreeMap<>();
        files.properties().forEach(e -> {
            JsonNode seal = e.getValue();
            seals.put(
                    e.getKey(),
                    seal.isObject()
                            ? new Seal(
                                    seal.path("bytes").asLong(-1),
                                    seal.path(Sealed.SHA256).asText())
                            : new Seal(seal.asLong(-1), ""));
        });
        return Collections.unmodifiableSortedMap(seals);
    }

    /** The content of {@code run.json}. */
    static ObjectNode record(
            Spec spec,
            Provenance provenance,
            SortedMap<String, Double> results,
            SortedMap<String, Seal> seals,
            Set<String> scratch) {
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("format", FORMAT);
        tree.put("id", spec.id());
        tree.set("provenance", Json.mapper().valueToTree(provenance));
        tree.set("results", Json.mapper().valueToTree(results));
        tree.set("files", Json.mapper().valueToTree(seals));
        if (!scratch.isEmpty()) {
            tree.set(SCRATCH, Json.mapper().valueToTree(new TreeSet<>(scratch)));
        }
        return tree;
    }

    /**
     * Marks a run complete: writes {@code run.json}, with the length and hash of every file now in the folder, then removes what
     * was needed to resume it.
     *
     * @param scratch names of files that do not belong to the finished run
     */
    static Run complete(
            Path folder, Spec spec, Provenance provenance, SortedMap<String, Double> results, Set<String> scratch) {
        TreeMap<String, Seal> seals = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".")
                        && !name.equals(RunStore.RUN)
                        && !scratch.contains(name)
                        && FileKind.of(file) == FileKind.REGULAR) {
                    seals.put(name, Seal.of(file));
                }
            }
        } catch (IOException e) {
            throw AtomicFiles.unwritable(folder, e);
        }
        Sealed.write(folder.resolve(RunStore.RUN), record(spec, provenance, results, seals, scratch));
        // Last: a process killed before the record is there resumes from these files; killed after it, whoever looks
        // removes them.
        scratch.forEach(name -> AtomicFiles.remove(folder.resolve(name)));
        return new Run(spec, folder, provenance, results, Collections.unmodifiableSortedMap(seals));
    }
}
