package dev.shatter.network;

import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Outputs and gradients of m networks with the same layers, on batches of n examples, by the layers' own {@link Stage}s: without
 * autograd, in memory that is there from the beginning. Owns native memory: close it.
 */
public final class Backpropagation implements AutoCloseable {
    private final int examples;
    private final Tensor slopes;
    private final List<Stage> stages = new ArrayList<>();
    private final List<Tensor> kept = new ArrayList<>();

    /** What is drawn at random in every step, a list a network. */
    private final List<List<Drop>> drops;

    /** A mask [n, shape…] of one network at one layer. */
    private record Drop(Placed place, Tensor mask) {}

    /**
     * For networks whose layers all have a stage.
     *
     * @param networks m of them, of architectures with the same layers; dropout rates may differ
     * @param examples n
     * @param values their parameters by full name, [m, …], without gradient tracking
     * @param gradients where the gradients by them belong, by full name
     */
    public Backpropagation(
            List<Architecture> networks, int examples, Map<String, Tensor> values, Map<String, Tensor> gradients) {
        this.examples = examples;
        ScalarType type = values.values().iterator().next().scalar_type().intern();
        Map<String, Tensor> masks = new HashMap<>();
        List<Placed> layers = networks.get(0).placed();
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            @Nullable Site site = null;
            boolean overwrites = false;
            boolean wanted = false;
            for (Placed place : layers) {
                Operation operation = place.operation().orElseThrow();
                site = new Site(
                        networks.size(),
                        examples,
                        place.input(),
                        type,
                        name -> Objects.requireNonNull(
                                name.equals(Dropout.MASK)
                                        ? masks.get(place.name())
                                        : values.get(place.name() + "." + name)),
                        name -> Objects.requireNonNull(gradients.get(place.name() + "." + name)),
                        overwrites,
                        wanted,
                        scope,
                        kept);
                if (operation.trainingOnly()) {
                    masks.put(place.name(), site.memory(place.input()));
                }
                stages.add(operation.stage().orElseThrow().apply(site));
                overwrites = operation.fresh();
                wanted |= !place.parameters().isEmpty();
            }
            slopes = Objects.requireNonNull(site)
                    .memory(layers.get(layers.size() - 1).output());
            drops = drops(networks, masks, scope);
        }
    }

    /** Whether all layers of a network have a stage. */
    public static boolean covers(Architecture network) {
        return network.placed().stream()
                .allMatch(place -> place.operation().flatMap(Operation::stage).isPresent());
    }

    private List<List<Drop>> drops(List<Architecture> networks, Map<String, Tensor> masks, StepScope scope) {
        List<List<Drop>> all = new ArrayList<>();
        for (Architecture network : networks) {
            List<Drop> own = new ArrayList<>();
            for (Placed place : network.placed()) {
                Tensor mask = masks.get(place.name());
                if (mask != null) {
                    Tensor row = scope.keep(mask.select(0, all.size()));
                    kept.add(row);
                    own.add(new Drop(place, row));
                }
            }
            all.add(own);
        }
        return all;
    }

    /**
     * Outputs in training mode, [m, n, K], in memory that the next call writes over.
     *
     * @param x [m, n, shape…]
     * @param noise for each network the seed of its dropout; null = the process-wide generator goes on as it is
     */
    public Tensor forward(Tensor x, long @Nullable [] noise) {
        for (int i = 0; i < drops.size(); i++) {
            if (noise != null && !drops.get(i).isEmpty()) {
                Generators.use(noise[i]);
            }
            drops.get(i).forEach(this::drop);
        }
        Tensor current = x;
        for (Stage stage : stages) {
            current = stage.forward(current);
        }
        return current;
    }

    private void drop(Drop drop) {
        ScalarType type = drop.mask().scalar_type().intern();
        long[] sizes = drop.mask().shape();
        drop.place()
                .operation()
                .flatMap(operation -> operation.mask(type, sizes))
                .ifPresent(drop.mask()::copy_);
    }

    /**
     * Writes the gradients by all parameters, for the batch that went forward last.
     *
     * @param gradient by the outputs, [m, n, K]; is written over
     */
    public void backward(Tensor gradient) {
        Tensor current = gradient;
        for (int i = stages.size() - 1; i >= 0 && current != null; i--) {
            current = stages.get(i).backward(current);
        }
    }

    /** Memory for the gradient by the outputs, [m, n, K]. */
    public Tensor slopes() {
        return slopes;
    }

    /** n. */
    public int examples() {
        return examples;
    }

    @Override
    public void close() {
        kept.forEach(Tensor::close);
    }
}
