package dev.shatter.sweep;

import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.core.Variant;
import dev.shatter.run.Measurement;
import dev.shatter.run.Measurements;
import dev.shatter.run.Provenance;
import dev.shatter.run.Run;
import dev.shatter.run.RunClaim;
import dev.shatter.run.RunStore;
import dev.shatter.run.Trace;
import dev.shatter.spec.ComputeSpec;
import dev.shatter.spec.Drafter;
import dev.shatter.spec.Seeds;
import dev.shatter.spec.Spec;
import dev.shatter.spec.TrainSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import java.util.function.Function;

/**
 * Stands in for the lab in tests of this module: completes drafts, and invents runs deterministically from their specs,
 * writing them into a real store.
 */
public final class InventedLab implements Drafter, TrackedRunner {
    private static final Set<String> FIELDS = Set.of(
            "data",
            "net",
            "labels",
            "pixels",
            "subset",
            "test-subset",
            "validation",
            "crop",
            "scaling",
            "loss",
            "optimizer",
            "lr",
            "momentum",
            "weight-decay",
            "schedule",
            "augment",
            "dropout",
            "batch",
            "epochs",
            "evaluate",
            "until",
            "precision",
            "seed");

    private static final Set<String> COMPUTED =
            Set.of(COMPUTE, "data", "subset", "test-subset", "labels", "pixels", "seed");

    private final RunStore store;
    private final Function<TrainSpec, Invention> nature;
    private final Function<ComputeSpec, Invention> computations;

    /** What a run comes to, and what is measured on it: whatever is asked for. */
    public record Invention(SortedMap<String, Double> results, Trace trace, List<Measurement> measured) {
        public Invention(SortedMap<String, Double> results, Trace trace) {
            this(results, trace, List.of());
        }

        private List<Measurement> asked(Task task) {
            return measured.stream()
                    .filter(m -> task.measures().contains(m.name()))
                    .toList();
        }
    }

    /** A measurement with nothing but a name, a value and parts. */
    public static Measurement measurement(String name, double value, Map<String, Double> parts) {
        return new Measurement(
                name,
                value,
                Measurement.Status.EXACT,
                0,
                Double.NaN,
                Double.NaN,
                "1",
                Double.NaN,
                0,
                0,
                1,
                "",
                "",
                "",
                "",
                new TreeMap<>(parts));
    }

    public InventedLab(RunStore store, Function<TrainSpec, Invention> nature) {
        this(store, nature, spec -> {
            throw new AssertionError("nothing is computed here: " + spec);
        });
    }

    /** A lab that invents what is computed, too. */
    public InventedLab(
            RunStore store, Function<TrainSpec, Invention> nature, Function<ComputeSpec, Invention> computations) {
        this.store = store;
        this.nature = nature;
        this.computations = computations;
    }

    @Override
    public Spec draft(Map<String, Object> fields) {
        if (fields.containsKey(COMPUTE)) {
            return computed(fields);
        }
        check(fields, FIELDS);
        return train(fields);
    }

    private static ComputeSpec computed(Map<String, Object> fields) {
        check(fields, COMPUTED);
        ComputeSpec.Examples examples = fields.containsKey("data")
                ? new ComputeSpec.Examples(
                        plain(fields, "data", ""),
                        (int) number(fields, "subset", 0),
                        (int) number(fields, "test-subset", 0),
                        labels(text(fields, "labels", "true")),
                        plain(fields, "pixels", "true"))
                : null;
        return new ComputeSpec(plain(fields, COMPUTE, ""), examples, (long) number(fields, "seed", 1));
    }

    private static void check(Map<String, Object> fields, Set<String> known) {
        Set<String> unknown = new HashSet<>(fields.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw BadInput.in("draft", "has no field '" + unknown.iterator().next() + "'", "leave it out");
        }
    }

    private static TrainSpec train(Map<String, Object> fields) {
        TreeMap<String, Object> optimizer = new TreeMap<>();
        optimizer.put("lr", number(fields, "lr", 0.01));
        optimizer.put("weight-decay", number(fields, "weight-decay", 0));
        return new TrainSpec(
                plain(fields, "data", "two-clouds"),
                (int) number(fields, "subset", 0),
                (int) number(fields, "test-subset", 0),
                number(fields, "validation", 0),
                (int) number(fields, "crop", 0),
                text(fields, "scaling", "unit"),
                labels(text(fields, "labels", "true")),
                plain(fields, "pixels", "true"),
                plain(fields, "net", "linear").with("dropout", number(fields, "dropout", 0)),
                plain(fields, "loss", "cross-entropy"),
                Variant.of(text(fields, "optimizer", "sgd"), optimizer),
                plain(fields, "schedule", "constant"),
                variants(text(fields, "augment", "")),
                (int) number(fields, "batch", 128),
                (int) number(fields, "epochs", 30),
                (int) number(fields, "evaluate", 1),
                variants(text(fields, "until", "")),
                text(fields, "precision", "auto"),
                Seeds.of((long) number(fields, "seed", 1)));
    }

    /**
     * The run without a store: only its trace and measurements are written, and nothing is forced to disk, which makes
     * thousands of invented runs affordable.
     */
    public Run imagine(Task task) {
        Spec spec = task.spec();
        Invention invention = invent(spec);
        Path folder = store.folder(spec.id());
        try {
            Path measurements = Files.createDirectories(folder.resolve("measurements"));
            Files.writeString(folder.resolve("trace.csv"), invention.trace().csv());
            for (Measurement m : invention.asked(task)) {
                Files.writeString(measurements.resolve(m.name() + ".json"), Json.pretty(m));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Run(spec, folder, provenance(), invention.results());
    }

    @Override
    public Run run(Task task, DoubleConsumer fraction) {
        Spec spec = task.spec();
        try (RunClaim claim = store.claim(spec, () -> {})) {
            Run run = store.find(spec).orElseGet(() -> make(claim, spec, fraction));
            invent(spec).asked(task).forEach(m -> Measurements.write(run, m));
            return run;
        }
    }

    private Invention invent(Spec spec) {
        return spec instanceof ComputeSpec compute ? computations.apply(compute) : nature.apply((TrainSpec) spec);
    }

    private Run make(RunClaim claim, Spec spec, DoubleConsumer fraction) {
        claim.begin();
        Invention invention = invent(spec);
        fraction.accept(0.5);
        claim.write(invention.trace());
        return claim.complete(store, provenance(), invention.results());
    }

    /** What is said to have made its runs. */
    public static Provenance provenance() {
        return new Provenance("1", "abc", "17", "linux", 1, new TreeMap<>(), "00", "2026-01-01T00:00:00Z", 2);
    }

    private static Variant plain(Map<String, Object> fields, String name, String fallback) {
        return Variant.of(text(fields, name, fallback), Map.of());
    }

    private static Variant labels(String text) {
        return text.startsWith("corrupt:")
                ? Variant.of("corrupt", Map.of("p", Double.valueOf(text.substring("corrupt:".length()))))
                : Variant.of(text, Map.of());
    }

    private static List<Variant> variants(String list) {
        List<Variant> variants = new ArrayList<>();
        Arrays.stream(list.split(",", -1))
                .filter(v -> !v.isEmpty())
                .forEach(v -> variants.add(Variant.of(v, Map.of())));
        return variants;
    }

    private static String text(Map<String, Object> fields, String name, String fallback) {
        return String.valueOf(fields.getOrDefault(name, fallback));
    }

    private static double number(Map<String, Object> fields, String name, double fallback) {
        return Double.parseDouble(String.valueOf(fields.getOrDefault(name, fallback)));
    }
}
