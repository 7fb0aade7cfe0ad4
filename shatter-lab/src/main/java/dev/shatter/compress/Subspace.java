package dev.shatter.compress;

import dev.shatter.core.Chance;
import dev.shatter.network.Architecture;
import dev.shatter.network.ParameterSpec;

/**
 * A random subspace of a network's weights: w_i = w0_i + a_i θ_{h(i)}, where the bucket h(i) of r, the sign of a_i and the
 * start w0 come from a seed and |a_i| = 1/√(number of weights in the bucket), so that the map is an isometry (Li et al.
 * 2018, arXiv:1804.08838, with the hashing of Chen et al. 2015, arXiv:1504.04788).
 *
 * <p>Part of a fixed decoder: made from {@link Chance} and IEEE arithmetic in a fixed order alone, it is the same to the
 * bit on every machine. The start is normal with variance 2/fan-in for weights, 1 for scales and 0 for all others,
 * whatever the architecture's own initialisation.
 *
 * @param start w0 [p]
 * @param bucket h [p], in 0 … r-1
 * @param factor a [p]
 * @param dimension r
 */
record Subspace(float[] start, long[] bucket, float[] factor, int dimension) {
    static Subspace of(Architecture architecture, int dimension, long seed) {
        int p = Math.toIntExact(architecture.parameterCount());
        float[] start = new float[p];
        int at = 0;
        for (var entry : architecture.parameters().entrySet()) {
            ParameterSpec spec = entry.getValue();
            Chance chance = Chance.of(seed, "subspace", "start", entry.getKey());
            double deviation = StrictMath.sqrt(2.0 / spec.fanIn());
            for (long i = 0; i < spec.count(); i++) {
                start[at++] = switch (spec.role()) {
                    case WEIGHT -> (float) (deviation * chance.nextGaussian());
                    case SCALE -> 1;
                    default -> 0;
                };
            }
        }
        Chance chance = Chance.of(seed, "subspace", "buckets");
        long[] bucket = new long[p];
        boolean[] negative = new boolean[p];
        int[] counts = new int[dimension];
        for (int i = 0; i < p; i++) {
            bucket[i] = chance.nextInt(dimension);
            negative[i] = chance.nextInt(2) == 1;
            counts[(int) bucket[i]]++;
        }
        float[] factor = new float[p];
        for (int i = 0; i < p; i++) {
            float size = (float) (1 / StrictMath.sqrt(counts[(int) bucket[i]]));
            factor[i] = negative[i] ? -size : size;
        }
        return new Subspace(start, bucket, factor, dimension);
    }

    /** w for coordinates θ [r]: one multiplication and one addition in single precision each. */
    float[] weights(float[] theta) {
        float[] weights = new float[start.length];
        for (int i = 0; i < weights.length; i++) {
            float step = factor[i] * theta[(int) bucket[i]];
            weights[i] = start[i] + step;
        }
        return weights;
    }
}
