package dev.shatter.experiment;

import dev.shatter.compute.Computation;
import dev.shatter.compute.Computations;
import dev.shatter.compute.Computed;
import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.corrupt.PixelCorruptions;
import dev.shatter.data.Dataset;
import dev.shatter.data.Subset;
import dev.shatter.data.store.Datasets;
import dev.shatter.spec.Field;
import dev.shatter.spec.Schema;
import dev.shatter.spec.Spec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Computes something that needs no training: a simulation of an inequality, a linear problem solved exactly, the intrinsic
 * dimension of a data set.
 */
final class Computing implements Experiment {
    private static final String COMPUTATION = "computation";
    private static final String SEED = "seed";

    private static final Schema SCHEMA = new Schema(
            "compute",
            List.of(
                    Field.reference(COMPUTATION, Computations.CATALOGUE, "what is computed")
                            .weighs(),
                    Field.optional(Spec.DATA, Datasets.REFERENCES, "data set, for computations on data")
                            .weighs(),
                    Field.of(Parameter.integer(
                                    "subset", 0L, 0, Integer.MAX_VALUE, "training examples, stratified; 0 takes all"))
                            .later()
                            .weighs(),
                    Field.of(Parameter.integer(
                                    "test-subset", 0L, 0, Integer.MAX_VALUE, "test examples, stratified; 0 takes all"))
                            .later(),
                    Field.reference("labels", LabelCorruptions.CATALOGUE, "true", "corruption of the training labels")
                            .later(),
                    Field.reference("pixels", PixelCorruptions.CATALOGUE, "true", "corruption of all inputs")
                            .later(),
                    Field.seed(SEED, "seed of its chance, the subset and the corruption included")),
            List.of());

    @Override
    public String name() {
        return SCHEMA.kind();
    }

    @Override
    public String summary() {
        return "compute something that needs no training: a simulation, or an analysis of a data set";
    }

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public void check(String where, Spec spec) {
        Variant computation = spec.variant(COMPUTATION);
        boolean onData = Computations.CATALOGUE.get(computation).onData();
        if (onData != spec.data().isPresent()) {
            throw BadInput.in(
                    where,
                    "'" + computation.name() + (onData ? "' is computed on data" : "' makes up its own problem"),
                    onData ? "give 'data'" : "leave 'data' out");
        }
    }

    @Override
    public Job prepare(Spec spec, Context context) {
        Optional<Dataset> data = spec.data().map(reference -> prepared(spec, context.open(reference)));
        Variant options = spec.variant(COMPUTATION);
        Computation computation = Computations.CATALOGUE.get(options);
        return folder -> {
            context.engine();
            context.listener().begins(spec, List.of(options.text() + "; seed " + spec.whole(SEED)));
            long begun = System.nanoTime();
            Computed computed = computation.compute(options, data, spec.whole(SEED));
            double seconds = (System.nanoTime() - begun) / 1e9;
            return new Job.Product(computed.trace(), computed.results(), new TreeMap<>(), seconds, Set.of());
        };
    }

    private static Dataset prepared(Spec spec, Dataset original) {
        long seed = spec.whole(SEED);
        Dataset taken = Subset.take(original, spec.integer("subset"), spec.integer("test-subset"), seed);
        Dataset pixels = PixelCorruptions.apply(taken, spec.variant("pixels"), seed);
        return LabelCorruptions.apply(pixels, spec.variant("labels"), seed);
    }
}
