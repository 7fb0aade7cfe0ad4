package dev.shatter.lab;

import dev.shatter.compute.Analysis;
import dev.shatter.compute.Computations;
import dev.shatter.core.BadInput;
import dev.shatter.core.Catalogue;
import dev.shatter.core.Entry;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.corrupt.PixelCorruptions;
import dev.shatter.data.store.Datasets;
import dev.shatter.spec.ComputeSpec;
import dev.shatter.spec.Drafter;
import java.util.List;
import java.util.Map;

/** A computation's spec in the making, from fields by name as {@link Draft} has them. */
final class ComputeDraft {
    private static final List<String> FIELDS =
            List.of(Drafter.COMPUTE, "data", "subset", "test-subset", "labels", "pixels", "seed");

    private final String where;
    private final Map<String, Object> given;

    ComputeDraft(String where, Map<String, Object> given) {
        this.where = where;
        this.given = given;
        for (String name : given.keySet()) {
            if (!FIELDS.contains(name)) {
                throw BadInput.in(
                        where,
                        "has the field '" + name + "', which no computation takes",
                        "the fields are " + String.join(", ", FIELDS));
            }
        }
    }

    ComputeSpec spec() {
        Variant computation = variant(Computations.CATALOGUE, Drafter.COMPUTE, "");
        boolean analysis = Computations.CATALOGUE.get(computation) instanceof Analysis;
        if (analysis != given.containsKey("data")) {
            throw BadInput.in(
                    where,
                    analysis
                            ? "'" + computation.name() + "' is computed on data"
                            : "'" + computation.name() + "' makes up its own problem",
                    analysis ? "give 'data'" : "leave 'data' out");
        }
        ComputeSpec.Examples examples = analysis
                ? new ComputeSpec.Examples(
                        Datasets.parse(String.valueOf(given.get("data"))),
                        (int) whole("subset", 0, Integer.MAX_VALUE),
                        (int) whole("test-subset", 0, Integer.MAX_VALUE),
                        variant(LabelCorruptions.CATALOGUE, "labels", "true"),
                        variant(PixelCorruptions.CATALOGUE, "pixels", "true"))
                : null;
        return new ComputeSpec(computation, examples, whole("seed", 1, Long.MAX_VALUE));
    }

    private <T extends Entry> Variant variant(Catalogue<T> catalogue, String field, String fallback) {
        return catalogue.parse(String.valueOf(given.getOrDefault(field, fallback)));
    }

    private long whole(String field, long fallback, long high) {
        return (Long) Parameter.integer(field, fallback, 0, high, "").read(where, given.get(field));
    }
}
