package dev.shatter.measure.catalogue;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;
import dev.shatter.measure.Reading;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.measure.Weights;
import dev.shatter.run.Measurement;
import dev.shatter.run.Measurement.Status;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs measures on a subject, one after another: times each, says why one could not be measured, and goes on.
 *
 * <p>Deterministic: the same subject, seed and measure give the same value whatever else is measured.
 */
public final class MeasureRunner {
    private MeasureRunner() {}

    /** Told of every step. */
    public interface Listener {
        /** A measure begins. */
        default void begins(Measure measure, int index, int of) {}

        /** A measure has ended. */
        default void ended(Measurement measurement) {}
    }

    /**
     * Measures everything asked for.
     *
     * @param measures with their options, in the order wanted
     */
    public static List<Measurement> all(Subject subject, List<Variant> measures, Listener listener) {
        List<Measurement> results = new ArrayList<>();
        for (Variant variant : measures) {
            Measure measure = Measures.CATALOGUE.get(variant);
            listener.begins(measure, results.size(), measures.size());
            Measurement measurement = one(subject, measure, variant);
            results.add(measurement);
            listener.ended(measurement);
        }
        return results;
    }

    /** All measures but those that train again, which run only on request. */
    public static List<Variant> usual() {
        return Measures.CATALOGUE.entries().stream()
                .filter(measure -> measure.cost() != Cost.TRAINING)
                .map(Measure::defaults)
                .toList();
    }

    /** One measurement with every option at its default; never throws for what a measure does. */
    public static Measurement one(Subject subject, Measure measure) {
        return one(subject, measure, measure.defaults());
    }

    /** One measurement with these options; never throws for what a measure does. */
    public static Measurement one(Subject subject, Measure measure, Variant options) {
        String deviations = measure.deviations(options);
        long start = System.nanoTime();
        var missing = subject.missing(measure.needs());
        if (!missing.isEmpty()) {
            String reason = missing.stream().map(Need::words).collect(Collectors.joining(" and "));
            return nothing(subject, measure, deviations, Status.SKIPPED, "needs " + reason, start);
        }
        try (StepScope scope = StepScope.open()) {
            if (measure.reads() == Weights.OPERATORS) {
                subject.requireKnownLayers();
            }
            Reading reading = measure.measure(subject, options);
            if (Double.isNaN(reading.value())) {
                return nothing(subject, measure, deviations, Status.FAILED, "gave no number", start);
            }
            return measurement(subject, measure, deviations, reading, start);
        } catch (Unmeasurable e) {
            return nothing(subject, measure, deviations, Status.SKIPPED, String.valueOf(e.getMessage()), start);
        } catch (BadInput | OutOfMemoryError e) {
            return nothing(subject, measure, deviations, Status.FAILED, String.valueOf(e.getMessage()), start);
        } catch (RuntimeException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return nothing(
                    subject, measure, deviations, Status.FAILED, e.getClass().getSimpleName() + ": " + first, start);
        }
    }

    /**
     * Why measures could not be measured: each reason once, with the measures it holds for.
     *
     * @param reason in a sentence's middle
     * @param measures their names, at least one
     */
    public record Skipped(String reason, List<String> measures) {
        public Skipped {
            measures = List.copyOf(measures);
        }
    }

    /** What was not measured, in the order in which the reasons came up. */
    public static List<Skipped> skipped(List<Measurement> results) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        results.stream()
                .filter(m -> !m.measured())
                .forEach(m ->
                        names.computeIfAbsent(m.note(), r -> new ArrayList<>()).add(m.reference()));
        return names.entrySet().stream()
                .map(entry -> new Skipped(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Measurement measurement(
            Subject subject, Measure measure, String options, Reading reading, long start) {
        return new Measurement(
                measure.name(),
                options,
                reading.value(),
                reading.status(),
                reading.standardError(),
                reading.low(),
                reading.high(),
                measure.unit(),
                rate(measure, reading, subject),
                reading.n(),
                seconds(start),
                subject.seed(),
                measure.reads().words(),
                conventions(subject, measure),
                measure.source(),
                reading.note(),
                reading.details());
    }

    private static Measurement nothing(
            Subject subject, Measure measure, String options, Status status, String why, long start) {
        return new Measurement(
                measure.name(),
                options,
                Double.NaN,
                status,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                measure.unit(),
                Double.NaN,
                0,
                seconds(start),
                subject.seed(),
                measure.reads().words(),
                conventions(subject, measure),
                measure.source(),
                why,
                new TreeMap<>());
    }

    /** Post-processing of Dziugaite et al. 2020, where the training set's size is known. */
    private static double rate(Measure measure, Reading reading, Subject subject) {
        if (measure.scale() == Measure.Scale.NONE
                || !subject.missing(java.util.Set.of(Need.TRAIN)).isEmpty()) {
            return Double.NaN;
        }
        double n = subject.n();
        return measure.scale() == Measure.Scale.ROOT
                ? Math.sqrt(reading.value() / n)
                : (reading.value() - Math.log(n)) / 2;
    }

    private static String conventions(Subject subject, Measure measure) {
        String type = subject.type() == org.bytedeco.pytorch.global.torch.ScalarType.Double ? "fp64" : "fp32";
        return measure.formula() + "; evaluation mode, outputs in " + type + ", norms in fp64";
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
