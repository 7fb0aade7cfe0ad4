package dev.shatter.sweep;

import dev.shatter.core.Parameter;
import dev.shatter.core.References;
import dev.shatter.core.Variant;
import dev.shatter.run.Measurement;
import dev.shatter.run.Measurements;
import dev.shatter.run.Provenance;
import dev.shatter.run.QuickStore;
import dev.shatter.run.Run;
import dev.shatter.run.RunClaim;
import dev.shatter.run.RunStore;
import dev.shatter.run.Trace;
import dev.shatter.spec.Drafter;
import dev.shatter.spec.Field;
import dev.shatter.spec.Origins;
import dev.shatter.spec.Schema;
import dev.shatter.spec.Shorthand;
import dev.shatter.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static final References ANYTHING = new Anything("", Map.of());

    private static final Schema TRAIN = new Schema(
            "train",
            List.of(
                    Field.reference("data", ANYTHING, "two-clouds", "").weighs(),
                    Field.reference("net", new Anything("", Map.of("dropout", 0.0)), "linear", "")
                            .weighs(),
                    Field.reference("labels", ANYTHING, "true", ""),
                    Field.reference("pixels", ANYTHING, "true", ""),
                    whole("subset", 0).weighs(),
                    whole("test-subset", 0),
                    number("validation"),
                    whole("crop", 0),
                    text("scaling", "unit"),
                    Field.reference("loss", ANYTHING, "cross-entropy", ""),
                    Field.reference(
                            "optimizer",
                            new Anything("", Map.of("lr", 0.01, "momentum", 0.9, "weight-decay", 0.0)),
                            "sgd",
                            ""),
                    Field.reference("schedule", ANYTHING, "constant", ""),
                    Field.references("augment", ANYTHING, ""),
                    whole("batch", 128),
                    whole("epochs", 30),
                    whole("evaluate", 1),
                    Field.references("until", ANYTHING, ""),
                    text("precision", "auto"),
                    Field.seed("seed-init", ""),
                    Field.parent("start", "")),
            List.of(
                    Shorthand.option("dropout", "net", ""),
                    Shorthand.option("lr", "optimizer", ""),
                    Shorthand.option("momentum", "optimizer", ""),
                    Shorthand.option("weight-decay", "optimizer", ""),
                    Shorthand.each("seed", List.of("seed-init"), "")));

    private static final Schema COMPUTE = new Schema(
            "compute",
            List.of(
                    Field.reference("computation", ANYTHING, ""),
                    Field.reference("data", ANYTHING, "none", ""),
                    whole("subset", 0),
                    whole("test-subset", 0),
                    Field.reference("labels", ANYTHING, "true", ""),
                    Field.reference("pixels", ANYTHING, "true", ""),
                    Field.seed("seed", "")),
            List.of());

    private static final Schema ALTER = new Schema(
            "alter",
            List.of(Field.parent("of", ""), Field.reference("by", ANYTHING, ""), Field.seed("seed", "")),
            List.of());

    private static final Map<String, Schema> SCHEMAS =
            Map.of(TRAIN.kind(), TRAIN, COMPUTE.kind(), COMPUTE, ALTER.kind(), ALTER);

    private final RunStore store;
    private final Function<Spec, Invention> nature;
    private final Function<Spec, Invention> computations;

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
                "",
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

    public InventedLab(RunStore store, Function<Spec, Invention> nature) {
        this(store, nature, spec -> {
            throw new AssertionError("nothing is computed here: " + spec);
        });
    }

    /** A lab that invents what is computed, too. */
    public InventedLab(RunStore store, Function<Spec, Invention> nature, Function<Spec, Invention> computations) {
        this.store = store;
        this.nature = nature;
        this.computations = computations;
    }

    @Override
    public Spec draft(Map<String, Object> fields) {
        Object kind = fields.getOrDefault(EXPERIMENT, TRAIN.kind());
        return Objects.requireNonNull(SCHEMAS.get(kind)).draft("draft", fields, given -> given, Origins.drafts(this));
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
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("trace.csv"), invention.trace().csv());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Run run = new Run(spec, folder, provenance(), invention.results(), new TreeMap<>());
        invention.asked(task).forEach(m -> QuickStore.measurement(run, m));
        return run;
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
        return spec.kind().equals(COMPUTE.kind()) ? computations.apply(spec) : nature.apply(spec);
    }

    private Run make(RunClaim claim, Spec spec, DoubleConsumer fraction) {
        claim.begin();
        Invention invention = invent(spec);
        fraction.accept(0.5);
        claim.write(invention.trace());
        return claim.complete(provenance(), invention.results(), Set.of());
    }

    /** What is said to have made its runs. */
    public static Provenance provenance() {
        return new Provenance("1", "abc", "17", "linux", 1, new TreeMap<>(), "00", "2026-01-01T00:00:00Z", 2);
    }

    private static Field whole(String name, long fallback) {
        return Field.of(Parameter.integer(name, fallback, 0, Integer.MAX_VALUE, ""));
    }

    private static Field number(String name) {
        return Field.of(Parameter.number(name, 0.0, 0, 1, ""));
    }

    private static Field text(String name, String fallback) {
        return Field.of(Parameter.text(name, fallback, ""));
    }

    /** Takes every word for a name, and what stands after {@code corrupt:} for its p. */
    private record Anything(String kind, Map<String, Object> options) implements References {
        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public Variant parse(String reference) {
            return reference.startsWith("corrupt:")
                    ? Variant.of("corrupt", Map.of("p", Double.valueOf(reference.substring("corrupt:".length()))))
                    : Variant.of(reference, options);
        }

        @Override
        public List<Variant> parseAll(String references) {
            return Arrays.stream(references.split(",", -1)).map(this::parse).toList();
        }

        @Override
        public Variant check(String name, Map<String, Object> given) {
            TreeMap<String, Object> numbers = new TreeMap<>();
            given.forEach((option, value) -> numbers.put(option, Double.valueOf(String.valueOf(value))));
            return Variant.of(name, numbers);
        }

        @Override
        public Variant restore(Variant stored) {
            return stored;
        }

        @Override
        public String brief(Variant variant) {
            return variant.name();
        }
    }
}
