package dev.shatter.experiment;

import dev.shatter.core.Catalogue;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.spec.Spec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Complete specs of every kind, and a variant of any entry of a catalogue. */
final class Samples {
    /** A spec of each kind; {@code compute} with and without data. */
    static final List<Spec> SPECS = List.of(
            Experiments.draft(
                    "test", Map.of("data", "two-spirals", "net", "mlp:8", "until", "train-accuracy:1.0", "batch", 32)),
            Experiments.draft(
                    "test",
                    Map.of(
                            "data",
                            "two-spirals",
                            "net",
                            "mlp:8",
                            "start",
                            Map.of("data", "two-spirals", "net", "mlp:8"),
                            "moment",
                            "initial",
                            "mask",
                            "largest:share=0.5")),
            Experiments.draft("test", Map.of("experiment", "compute", "computation", "coin-tail")),
            Experiments.draft(
                    "test",
                    Map.of(
                            "experiment",
                            "alter",
                            "of",
                            Map.of("data", "two-spirals", "net", "mlp:8"),
                            "by",
                            "rescale:layer=1,factor=2")),
            Experiments.draft(
                    "test",
                    Map.of(
                            "experiment",
                            "compute",
                            "computation",
                            "intrinsic-dimension",
                            "data",
                            "two-spirals",
                            "labels",
                            "random",
                            "subset",
                            100)));

    private Samples() {}

    /** An entry with every option at its default, and something plain where there is none. */
    static Variant variant(Catalogue<?> catalogue, String name) {
        String example = catalogue.get(name).example();
        if (!example.equals(name)) {
            return catalogue.parse(example);
        }
        Map<String, Object> given = new TreeMap<>();
        for (Parameter parameter : catalogue.get(name).parameters()) {
            if (parameter.fallback() == null) {
                given.put(parameter.name(), plain(parameter));
            }
        }
        return catalogue.check(name, given);
    }

    private static Object plain(Parameter parameter) {
        return switch (parameter.type()) {
            case NUMBER -> Math.max(parameter.low(), Math.min(parameter.high(), 0.5));
            case INTEGER -> (long) Math.max(parameter.low(), Math.min(parameter.high(), 3));
            case INTEGERS -> List.of((long) Math.max(parameter.low(), 3));
            case FLAG -> true;
            case TEXT -> "/x";
            case CHOICE -> parameter.choices().get(0);
        };
    }
}
