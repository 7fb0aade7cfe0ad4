package dev.shatter.train;

import dev.shatter.network.Architecture;
import dev.shatter.network.Backpropagation;
import dev.shatter.network.ParameterSpec;
import dev.shatter.torch.Matrices;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** By derivatives that layers and loss write out: no graph is recorded, and a step allocates next to nothing. */
final class ExplicitGradients implements Gradients {
    private final List<Architecture> networks;
    private final Loss loss;
    private final Tensor gradients;
    private final Map<String, Tensor> values;
    private final Map<String, Tensor> slopes;
    private final List<Tensor> kept = new ArrayList<>();

    /** By the size of batches: full ones, and a last smaller one. */
    private final Map<Integer, Workspace> spaces = new HashMap<>();

    private @Nullable Workspace last;

    /**
     * Memory for batches of one size.
     *
     * @param byOutputs the loss's gradient by the outputs, [m, n, K]
     * @param losses of each example, [m, n]
     * @param hits 1 for each example that is classified correctly, else 0, [m, n]
     * @param seen losses and hits, [m, 2, n]
     * @param ones [m, n, 1]
     * @param sums [m, 2, 1]
     */
    private record Workspace(
            Backpropagation layers,
            Tensor byOutputs,
            Tensor losses,
            Tensor hits,
            Matrices seen,
            Matrices ones,
            Matrices sums) {}

    /**
     * Gradients at the present values of θ.
     *
     * @param networks m of them, of architectures with the same layers, which {@link Backpropagation#covers}
     * @param theta their parameters, a row each, [m, p] or with numbers behind that mean nothing; stays where it is
     */
    ExplicitGradients(List<Architecture> networks, Tensor theta, Loss loss) {
        this.networks = List.copyOf(networks);
        this.loss = loss;
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            gradients = keep(scope, torch.zeros_like(theta));
            values = views(scope, theta);
            slopes = views(scope, gradients);
        }
    }

    private Tensor keep(StepScope scope, Tensor tensor) {
        kept.add(scope.keep(tensor));
        return tensor;
    }

    private Map<String, Tensor> views(StepScope scope, Tensor rows) {
        Map<String, Tensor> views = new LinkedHashMap<>();
        long offset = 0;
        for (Map.Entry<String, ParameterSpec> entry :
                networks.get(0).parameters().entrySet()) {
            long count = entry.getValue().count();
            views.put(
                    entry.getKey(),
                    keep(
                            scope,
                            rows.narrow(1, offset, count)
                                    .unflatten(1, entry.getValue().sizes())));
            offset += count;
        }
        return views;
    }

    @Override
    public void at(Batch batch, long @Nullable [] noise) {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Workspace space =
                    spaces.computeIfAbsent(Math.toIntExact(batch.labels().size(1)), this::space);
            Tensor outputs = space.layers().forward(batch.inputs(), noise);
            torch.eq_out(space.hits(), outputs.argmax(new LongOptional(2), false), batch.labels());
            loss.differentiate(outputs, batch.labels(), space.byOutputs(), space.losses());
            space.layers().backward(space.byOutputs());
            space.sums().set(space.seen(), space.ones(), 0);
            last = space;
        }
    }

    private Workspace space(int examples) {
        int m = networks.size();
        try (StepScope scope = StepScope.open()) {
            Tensor seen = keep(scope, torch.zeros(new long[] {m, 2, examples}, gradients.options()));
            Tensor ones = keep(scope, torch.ones(new long[] {1, examples, 1}, gradients.options()));
            Tensor sums = keep(scope, torch.zeros(new long[] {m, 2, 1}, gradients.options()));
            Backpropagation layers = new Backpropagation(networks, examples, values, slopes);
            return new Workspace(
                    layers,
                    layers.slopes(),
                    keep(scope, seen.select(1, 0)),
                    keep(scope, seen.select(1, 1)),
                    Matrices.of(seen),
                    Matrices.of(ones.expand(m, examples, 1)),
                    Matrices.of(sums));
        }
    }

    @Override
    public Tensor values() {
        return gradients;
    }

    private Workspace last() {
        if (last == null) {
            throw new IllegalStateException("no batch was looked at");
        }
        return last;
    }

    @Override
    public double loss(int network) {
        return last().sums().get(network, 0, 0) / last().layers().examples();
    }

    @Override
    public long correct(int network) {
        return Math.round(last().sums().get(network, 1, 0));
    }

    @Override
    public void close() {
        spaces.values().forEach(space -> space.layers().close());
        kept.forEach(Tensor::close);
    }
}
