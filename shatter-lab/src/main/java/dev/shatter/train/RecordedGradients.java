package dev.shatter.train;

import dev.shatter.network.Network;
import dev.shatter.network.Operation;
import dev.shatter.network.Pass;
import dev.shatter.network.Placed;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** By autograd, for networks with a layer that does not write its derivative out. */
final class RecordedGradients implements Gradients {
    private final Cohort cohort;
    private final Loss loss;
    private final List<List<Placed>> dropouts;
    private final Tensor values;

    private float[] means = {};
    private long[] correct = {};

    RecordedGradients(Cohort cohort, Loss loss) {
        this.cohort = cohort;
        this.loss = loss;
        this.dropouts =
                cohort.networks().stream().map(RecordedGradients::dropouts).toList();
        try (StepScope scope = StepScope.open()) {
            values = scope.keep(torch.zeros_like(cohort.theta()));
        }
    }

    @Override
    public void at(Batch batch, long @Nullable [] noise) {
        try (StepScope scope = StepScope.open()) {
            Tensor outputs = cohort.forward(batch.inputs(), masks(batch.labels().size(1), noise), Pass.LEAN_TRAINING);
            Tensor losses = loss.each(outputs.flatten(0, 1), batch.labels().flatten())
                    .view(batch.labels().sizes())
                    .mean(new long[] {1}, false, new ScalarTypeOptional());
            values.copy_(cohort.gradient(losses.sum()));
            means = Tensors.floats(losses);
            correct = Tensors.longs(outputs.detach()
                    .argmax(new LongOptional(2), false)
                    .eq(batch.labels())
                    .sum(new long[] {1}, false, new ScalarTypeOptional()));
        }
    }

    @Override
    public Tensor values() {
        return values;
    }

    @Override
    public double loss(int network) {
        return means[network];
    }

    @Override
    public long correct(int network) {
        return correct[network];
    }

    @Override
    public void close() {
        values.close();
    }

    /** Each network draws its masks from its own stream, layer after layer, as it does alone. */
    private Map<String, Tensor> masks(long n, long @Nullable [] noise) {
        Map<String, Tensor> masks = new LinkedHashMap<>();
        if (dropouts.get(0).isEmpty()) {
            return masks;
        }
        Map<String, TensorVector> drawn = new LinkedHashMap<>();
        try (NoGradGuard off = new NoGradGuard()) {
            for (int i = 0; i < dropouts.size(); i++) {
                if (noise != null) {
                    Generators.use(noise[i]);
                }
                for (Placed place : dropouts.get(i)) {
                    List<Integer> shape = place.input().sizes();
                    long[] sizes = new long[shape.size() + 1];
                    sizes[0] = n;
                    for (int j = 0; j < shape.size(); j++) {
                        sizes[j + 1] = shape.get(j);
                    }
                    place.operation()
                            .flatMap(operation -> operation.mask(ScalarType.Float, sizes))
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
