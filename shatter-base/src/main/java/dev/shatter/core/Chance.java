package dev.shatter.core;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * A stream of chance named by a seed and a path, for instance {@code Chance.of(7, "labels", "train", 41)}.
 *
 * <p>Streams with different names are independent for all practical purposes, so nothing depends on the order in which
 * examples are visited, and a resumed computation asks for the stream of its step instead of restoring a state. The
 * generator is SplitMix64 (Steele, Lea and Flood 2014); every derived draw is spelled out here and uses only integer
 * arithmetic and {@link StrictMath}, so the numbers are the same on every machine and every JDK, for ever.
 */
public final class Chance implements RandomGenerator {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;
    private double spareGaussian = Double.NaN;

    private Chance(long state) {
        this.state = state;
    }

    /** The stream of this seed and path; path elements are strings or whole numbers. */
    public static Chance of(long seed, Object... path) {
        return new Chance(seed(seed, path));
    }

    /** The stream from a raw generator state, for comparison with the published sequence. */
    static Chance ofState(long state) {
        return new Chance(state);
    }

    /** A seed for another generator (libtorch's, say), derived from this seed and path. */
    public static long seed(long seed, Object... path) {
        long hash = mix(seed + GOLDEN);
        for (Object element : path) {
            if (element instanceof Number number) {
                hash = mix(hash ^ mix(number.longValue() + GOLDEN));
            } else {
                for (byte b : element.toString().getBytes(StandardCharsets.UTF_8)) {
                    hash = mix(hash ^ (b & 0xFF) ^ 0x100);
                }
            }
            hash = mix(hash + GOLDEN);
        }
        return hash;
    }

    @Override
    public long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    @Override
    public int nextInt() {
        return (int) (nextLong() >>> 32);
    }

    /** Uniform on 0 … bound-1, unbiased (Lemire 2019, arXiv:1805.10941). */
    @Override
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive: " + bound);
        }
        long product = (nextInt() & 0xFFFFFFFFL) * bound;
        if ((int) product < 0 || (product & 0xFFFFFFFFL) < bound) {
            long threshold = (1L << 32) % bound;
            while ((product & 0xFFFFFFFFL) < threshold) {
                product = (nextInt() & 0xFFFFFFFFL) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /** Uniform on [0, 1), 53 bits. */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Standard normal, by the polar method of Marsaglia. */
    @Override
    public double nextGaussian() {
        if (!Double.isNaN(spareGaussian)) {
            double spare = spareGaussian;
            spareGaussian = Double.NaN;
            return spare;
        }
        double u;
        double v;
        double s;
        do {
            u = 2 * nextDouble() - 1;
            v = 2 * nextDouble() - 1;
            s = u * u + v * v;
        } while (s >= 1 || s == 0);
        double scale = StrictMath.sqrt(-2 * StrictMath.log(s) / s);
        spareGaussian = v * scale;
        return u * scale;
    }

    /** A uniformly random permutation of 0 … n-1 (Fisher-Yates). */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
