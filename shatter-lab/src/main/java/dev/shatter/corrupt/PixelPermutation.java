package dev.shatter.corrupt;

import dev.shatter.core.Parameter;
import dev.shatter.data.Dataset;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Moves the pixels of every sample by a permutation; the multiset of a sample's values stays. */
final class PixelPermutation {
    /** Zhang et al. do not say whether a pixel's three colours move together. */
    static final Parameter TRIPLES = Parameter.flag(
            "triples", true, "a pixel's red, green and blue move together; false permutes all values of an image");

    /** Samples a task handles at once: enough to outweigh a task's cost. */
    private static final int BLOCK = 128;

    private PixelPermutation() {}

    /** Number of things that are permuted in one sample. */
    static int units(Shape shape, boolean triples) {
        return Math.toIntExact(triples && shape.isImage() ? shape.elements() / shape.channels() : shape.elements());
    }

    /**
     * Both splits permuted.
     *
     * @param train permutation of sample i of the training split
     * @param test permutation of sample i of the test split
     */
    static Dataset apply(Dataset data, String act, int units, IntFunction<int[]> train, IntFunction<int[]> test) {
        return data.derived(
                act,
                new Split(
                        permute(data.train().inputs(), units, train),
                        data.train().labels()),
                new Split(
                        permute(data.test().inputs(), units, test), data.test().labels()));
    }

    private static Samples permute(Samples from, int units, IntFunction<int[]> permutation) {
        Samples to = Samples.allocate(from.type(), from.shape(), from.count());
        int elements = from.elements();
        IntStream.range(0, (from.count() + BLOCK - 1) / BLOCK).parallel().forEach(block -> {
            boolean bytes = from.type() == Samples.Type.U8;
            byte[] oldBytes = new byte[bytes ? elements : 0];
            byte[] newBytes = new byte[bytes ? elements : 0];
            float[] oldFloats = new float[bytes ? 0 : elements];
            float[] newFloats = new float[bytes ? 0 : elements];
            for (int i = block * BLOCK; i < Math.min(from.count(), (block + 1) * BLOCK); i++) {
                int[] order = permutation.apply(i);
                if (bytes) {
                    from.copy(i, oldBytes);
                    for (int plane = 0; plane < elements; plane += units) {
                        for (int j = 0; j < units; j++) {
                            newBytes[plane + j] = oldBytes[plane + order[j]];
                        }
                    }
                    to.set(i, newBytes);
                } else {
                    from.copy(i, oldFloats);
                    for (int plane = 0; plane < elements; plane += units) {
                        for (int j = 0; j < units; j++) {
                            newFloats[plane + j] = oldFloats[plane + order[j]];
                        }
                    }
                    to.set(i, newFloats);
                }
            }
        });
        return to;
    }
}
