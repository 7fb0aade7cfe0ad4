package dev.shatter.train;

import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A fixed set of examples, looked at in blocks and never augmented. */
public interface Examples {
    int count();

    /** Examples from a place on, inputs in this set's floating type; belongs to the innermost scope. */
    Batch slice(int from, int count);

    /** Looks at a block of examples. */
    @FunctionalInterface
    interface Look {
        /**
         * Sees a block.
         *
         * @param from place of its first example
         * @param block belongs to a scope that ends with this call
         */
        void at(int from, Batch block);
    }

    /** Shows all examples in their order, so many at a time. */
    default void inBlocks(int rows, Look look) {
        for (int from = 0; from < count(); from += rows) {
            try (StepScope scope = StepScope.open()) {
                look.at(from, slice(from, Math.min(rows, count() - from)));
            }
        }
    }

    /**
     * Sums over all examples.
     *
     * @param of a block's part of every sum
     */
    default double[] sums(int rows, int sums, Function<Batch, double[]> of) {
        double[] all = new double[sums];
        inBlocks(rows, (from, block) -> {
            double[] part = of.apply(block);
            for (int i = 0; i < sums; i++) {
                all[i] += part[i];
            }
        });
        return all;
    }

    /** All examples of these batches, inputs converted to {@code type}. The batches stay the caller's to close. */
    static Examples of(Batches batches, ScalarType type) {
        return of(batches.count(), type, batches::slice);
    }

    /** Examples from tensors [n, …] and [n], which must outlive this set. */
    static Examples of(Tensor inputs, Tensor labels) {
        return new Examples() {
            @Override
            public int count() {
                return Math.toIntExact(labels.size(0));
            }

            @Override
            public Batch slice(int from, int count) {
                return new Batch(inputs.narrow(0, from, count), labels.narrow(0, from, count));
            }
        };
    }

    /** These places of batches, in this order: a subset. The batches must hold no augmentations. */
    static Examples of(Batches batches, int[] places, ScalarType type) {
        int[] chosen = places.clone();
        return of(chosen.length, type, (from, count) -> batches.take(Arrays.copyOfRange(chosen, from, from + count)));
    }

    private static Examples of(int all, ScalarType type, BiFunction<Integer, Integer, Batch> slices) {
        return new Examples() {
            @Override
            public int count() {
                return all;
            }

            @Override
            public Batch slice(int from, int count) {
                try (StepScope scope = StepScope.open()) {
                    Batch batch = slices.apply(from, count);
                    return new Batch(
                            scope.pass(batch.inputs().to(type)),
                            scope.pass(batch.labels().alias()));
                }
            }
        };
    }

    /** The same inputs under other labels. */
    default Examples labelled(int[] labels) {
        Examples original = this;
        int[] own = labels.clone();
        return new Examples() {
            @Override
            public int count() {
                return original.count();
            }

            @Override
            public Batch slice(int from, int count) {
                Batch batch = original.slice(from, count);
                return new Batch(batch.inputs(), Tensors.indices(Arrays.copyOfRange(own, from, from + count)));
            }
        };
    }
}
