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
public final class CohortStep implements AutoCloseable {
    private final List<Network> networks;
    private final Cohort cohort;
    private final Loss loss;
    private final List<Optimizer> optimizers;
    private final List<List<Placed>> dropouts;

    /**
     * The step for these networks; owns the optimisers and the cohort, not the networks.
     *
     * @param networks of the same layers; the cohort copies their values
     * @param optimizers a fresh one for a parameter, such as a cohort's row
     */
    public CohortStep(List<Network> networks, Loss loss, List<Maker> optimizers) {
        this.networks = List.copyOf(networks);
        this.loss = loss;
        this.cohort = new Cohort(networks);
        this.optimizers = new ArrayList<>();
        for (int i = 0; i < networks.size(); i++) {
            this.optimizers.add(optimizers.get(i).of(Map.of("theta", cohort.row(i))));
        }
        this.dropouts = networks.stream().map(CohortStep::dropouts).toList();
    }

    /** Makes an optimiser for parameters. */
    @FunctionalInterface
    public interface Maker {
        Optimizer of(Map<String, Tensor> parameters);
    }

    /**
     * A step's result for each network, under the weights before it.
     *
     * @param losses mean loss of its batch
     * @param correct examples classified correctly
     */
    public record Result(float[] losses, long[] correct) {}

    /**
     * Trains every network on its batch.
     *
     * @param inputs [m, n, shape…]
     * @param labels [m, n], int64
     * @param rates learning rate of each network
     * @param noise for each network the seed of its dropout in this step
     */
    public Result run(Tensor inputs, Tensor labels, double[] rates, long[] noise) {
        try (StepScope scope = StepScope.open()) {
            long n = labels.size(1);
            Tensor outputs = cohort.forward(inputs, masks(n, noise), Pass.LEAN_TRAINING);
            Tensor each = loss.each(outputs.flatten(0, 1), labels.flatten());
            Tensor losses = each.view(cohort.size(), n).mean(1);
            Tensor gradient = cohort.gradient(losses.sum());
            Result result = new Result(Tensors.floats(losses), correct(outputs, labels));
            for (int i = 0; i < cohort.size(); i++) {
                optimizers.get(i).step(List.of(gradient.select(0, i)), rates[i]);
            }
            return result;
        }
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

    /** Copies what was learnt into the networks. */
    public void write() {
        for (int i = 0; i < networks.size(); i++) {
            cohort.write(i, networks.get(i));
        }
    }

    @Override
    public void close() {
        optimizers.forEach(Optimizer::close);
        cohort.close();
    }
}
