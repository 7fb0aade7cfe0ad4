package dev.shatter.train;

import dev.shatter.network.Network;
import dev.shatter.network.Operation;
import dev.shatter.network.Pass;
import dev.shatter.network.Placed;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * One plain update of each network of a cohort, on a batch of its own, at a learning rate of its own: what {@link
 * TrainingStep} does for each of them, up to rounding. A network's update depends on the others only through the order in
 * which the batched products add.
 */
public final class CohortStep {
    private final Cohort cohort;
    private final Loss loss;
    private final List<Optimizer> optimizers;
    private final List<List<Placed>> dropouts;

    /**
     * The step for these networks; owns none of its arguments.
     *
     * @param loss one that is {@link Loss#separable}
     * @param optimizers for each network one of its {@link Cohort#row} alone
     */
    public CohortStep(Cohort cohort, Loss loss, List<Optimizer> optimizers) {
        this.cohort = cohort;
        this.loss = loss;
        this.optimizers = List.copyOf(optimizers);
        this.dropouts = cohort.networks().stream().map(CohortStep::dropouts).toList();
    }

    /**
     * Trains every network on its batch.
     *
     * @param batch inputs [m, n, shape…] and labels [m, n]
     * @param rates learning rate of each network
     * @param noise for each network the seed of its dropout in this step
     * @param norms whether the norms of the gradients are asked for
     * @return for each network what {@link TrainingStep#run} returns
     */
    public List<TrainingStep.Result> run(Batch batch, double[] rates, long[] noise, boolean norms) {
        try (StepScope scope = StepScope.open()) {
            Tensor outputs = cohort.forward(batch.inputs(), masks(batch.labels().size(1), noise), Pass.LEAN_TRAINING);
            Tensor losses = losses(outputs, batch.labels());
            Tensor gradient = cohort.gradient(losses.sum());
            float[] means = Tensors.floats(losses);
            long[] correct = correct(outputs, batch.labels());
            List<TrainingStep.Result> results = new ArrayList<>();
            for (int i = 0; i < cohort.size(); i++) {
                Tensor own = gradient.select(0, i);
                double norm = norms ? JointNorm.joint(List.of(own)) : Double.NaN;
                results.add(new TrainingStep.Result(means[i], correct[i], norm));
                optimizers.get(i).step(List.of(own), rates[i]);
            }
            return results;
        }
    }

    /** Gradients of a batch at the present weights, [m, p], as {@link #run} makes them; belong to the innermost scope. */
    Tensor gradients(Batch batch, long[] noise) {
        try (StepScope scope = StepScope.open()) {
            Tensor outputs = cohort.forward(batch.inputs(), masks(batch.labels().size(1), noise), Pass.LEAN_TRAINING);
            return scope.pass(cohort.gradient(losses(outputs, batch.labels()).sum()));
        }
    }

    /** Mean loss of each network's batch, [m]. */
    private Tensor losses(Tensor outputs, Tensor labels) {
        return loss.each(outputs.flatten(0, 1), labels.flatten())
                .view(labels.sizes())
                .mean(new long[] {1}, false, new ScalarTypeOptional());
    }

    private static long[] correct(Tensor outputs, Tensor labels) {
        try (NoGradGuard off = new NoGradGuard()) {
            return Tensors.longs(outputs.detach()
                    .argmax(new LongOptional(2), false)
                    .eq(labels)
                    .sum(new long[] {1}, false, new ScalarTypeOptional()));
        }
    }

    /** Each network draws its masks from its own stream, layer after layer, as it does alone. */
    private Map<String, Tensor> masks(long n, long[] noise) {
        Map<String, Tensor> masks = new LinkedHashMap<>();
        if (dropouts.get(0).isEmpty()) {
            return masks;
        }
        Map<String, TensorVector> drawn = new LinkedHashMap<>();
        try (NoGradGuard off = new NoGradGuard()) {
            for (int i = 0; i < noise.length; i++) {
                Generators.use(noise[i]);
                for (Placed place : dropouts.get(i)) {
                    List<Integer> shape = place.input().sizes();
                    long[] sizes = new long[shape.size() + 1];
                    sizes[0] = n;
                    for (int j = 0; j < shape.size(); j++) {
                        sizes[j + 1] = shape.get(j);
                    }
                    place.operation()
                            .flatMap(operation -> operation.mask(sizes))
                            .ifPresent(mask -> drawn.computeIfAbsent(place.name(), name -> new TensorVector())
                                    .push_back(mask));
                }
            }
            drawn.forEach((name, each) -> masks.put(name, torch.stack(each)));
        }
        return masks;
    }

    private static List<Placed> dropouts(Network network) {
        return network.architecture().all().stream()
                .filter(place ->
                        place.operation().filter(Operation::trainingOnly).isPresent())
                .toList();
    }
}
