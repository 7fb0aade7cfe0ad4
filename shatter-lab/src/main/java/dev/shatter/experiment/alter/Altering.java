package dev.shatter.experiment.alter;

import dev.shatter.core.Variant;
import dev.shatter.curvature.Vectors;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.Context;
import dev.shatter.experiment.Experiment;
import dev.shatter.experiment.Job;
import dev.shatter.experiment.Subjects;
import dev.shatter.experiment.train.RunSubject;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Subject;
import dev.shatter.network.Network;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.run.Trace;
import dev.shatter.spec.Field;
import dev.shatter.spec.Schema;
import dev.shatter.spec.Spec;
import dev.shatter.torch.Safetensors;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Changes the weights at the end of a training in a stated way. Its run is a trained network like any other: measured on
 * the training's data, its initial weights those of the training. Artefact: {@link Run#FINAL}, the changed weights. Results:
 * accuracies, and {@code outputChange}, the largest change of an output on the training examples over the largest output.
 */
public final class Altering implements Experiment {
    /** The field that names the training. */
    public static final String OF = "of";

    /** The field that says what is done to it. */
    public static final String BY = "by";

    private static final Schema SCHEMA = new Schema(
            "alter",
            List.of(
                    Field.parent(OF, "the training"),
                    Field.reference(BY, Alterations.CATALOGUE, "what is done to its weights"),
                    Field.seed("seed", "has no use here; studies name one for every trial")),
            List.of());

    @Override
    public String name() {
        return SCHEMA.kind();
    }

    @Override
    public String summary() {
        return "change the weights of a trained network: rescale, prune, round";
    }

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public String brief(Spec spec) {
        return "run " + spec.parents(OF).get(0).id().substring(0, 12) + " altered by "
                + Alterations.CATALOGUE.brief(spec.variant(BY));
    }

    @Override
    public Job prepare(Spec spec, Context context) {
        Run training = context.parents(spec, OF).get(0);
        Variant how = spec.variant(BY);
        return folder -> {
            context.engine();
            long begun = System.nanoTime();
            try (RunSubject opened = RunSubject.of(training, context.data());
                    Network altered = opened.subject().network().copy()) {
                Network before = opened.subject().network();
                Alterations.CATALOGUE.get(how).alter("run " + training.id().substring(0, 12), altered, how);
                new Safetensors(altered.state(), Map.of()).write(folder.resolve(Run.FINAL));
                return new Job.Product(
                        norms(before, altered),
                        results(opened.subject(), altered),
                        new TreeMap<>(),
                        (System.nanoTime() - begun) / 1e9,
                        Set.of());
            }
        };
    }

    /** Norms of the tensors before and after, in the order of computation. */
    private static Trace norms(Network before, Network after) {
        List<List<Double>> rows = new ArrayList<>();
        try (StepScope scope = StepScope.open()) {
            for (String name : before.parameters().keySet()) {
                rows.add(List.of(
                        rows.size() + 1.0,
                        Vectors.norm(before.parameter(name).detach()),
                        Vectors.norm(after.parameter(name).detach())));
            }
        }
        return new Trace(List.of("tensor", "normBefore", "normAfter"), rows);
    }

    /** What the change did to the function. */
    private static SortedMap<String, Double> results(Subject subject, Network altered) {
        SortedMap<String, Double> results = new TreeMap<>();
        results.put("trainAccuracy", accuracy(Outputs.of(altered, subject.train())));
        results.put("outputChange", Outputs.apart(subject.network(), altered, subject.train()));
        if (subject.tested().isPresent()) {
            results.put("testAccuracy", accuracy(Outputs.of(altered, subject.test())));
        }
        return results;
    }

    private static double accuracy(Outputs outputs) {
        return 1 - (double) outputs.errors() / outputs.count();
    }

    /** The altered network in place of the trained one. */
    @Override
    public Subjects subject(Run run, DataStore data) {
        Run training = new RunStore(Objects.requireNonNull(run.folder().getParent()))
                .get(run.spec().parents(OF).get(0).id());
        return RunSubject.altered(training, run.required(Run.FINAL), data);
    }
}
