package dev.shatter.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.core.Variant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compute something that needs no training: a simulation of an inequality, a linear problem solved exactly, the intrinsic
 * dimension of a data set.
 *
 * @param computation what, with all its options
 * @param examples on which data; null for computations that make up their own
 * @param seed of its chance, the subset and the corruption included
 */
public record ComputeSpec(Variant computation, @Nullable Examples examples, long seed) implements Spec {
    /** The kind's name. */
    public static final String KIND = "compute";

    /**
     * Data, prepared as for a training: the subset is taken, then pixels and training labels are corrupted.
     *
     * @param data where the examples come from
     * @param subset number of training examples, stratified by class; 0 = all
     * @param testSubset number of test examples, stratified by class; 0 = all
     * @param labels corruption of the training labels
     * @param pixels corruption of the inputs of both splits
     */
    public record Examples(Variant data, int subset, int testSubset, Variant labels, Variant pixels) {
        static Examples read(Fields fields) {
            Examples examples = new Examples(
                    fields.variant("data"),
                    fields.integer("subset"),
                    fields.integer("testSubset"),
                    fields.variant("labels"),
                    fields.variant("pixels"));
            fields.complete();
            return examples;
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    static ComputeSpec read(JsonNode tree) {
        Fields fields = Fields.of(tree, KIND);
        Variant computation = fields.variant("computation");
        Optional<Fields> examples = fields.inside("examples");
        ComputeSpec spec =
                new ComputeSpec(computation, examples.map(Examples::read).orElse(null), fields.whole("seed"));
        fields.complete();
        return spec;
    }
}
