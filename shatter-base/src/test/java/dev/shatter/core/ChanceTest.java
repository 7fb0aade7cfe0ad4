package dev.shatter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChanceTest {
    @Test
    void aStreamIsTheSameForEver() {
        Chance chance = Chance.of(7, "labels", "train", 41);
        assertThat(new long[] {chance.nextLong(), chance.nextLong()})
                .containsExactly(8850219147490524255L, -335279773642754434L);
        assertThat(Chance.of(7, "x").nextGaussian()).isEqualTo(-0.15645835229457158);
    }

    @Test
    void splitMixAgreesWithThePublishedSequence() {
        // First outputs of SplitMix64 from state 1234567, as listed with the reference implementation.
        Chance chance = Chance.ofState(1234567);
        assertThat(Long.toUnsignedString(chance.nextLong())).isEqualTo("6457827717110365317");
        assertThat(Long.toUnsignedString(chance.nextLong())).isEqualTo("3203168211198807973");
    }

    @Test
    void namesSeparateStreams() {
        assertThat(Chance.of(1, "a", "b").nextLong())
                .isNotEqualTo(Chance.of(1, "ab").nextLong());
        assertThat(Chance.of(1, "a", 1).nextLong())
                .isNotEqualTo(Chance.of(1, "a", 2).nextLong());
        assertThat(Chance.of(1, "a").nextLong()).isNotEqualTo(Chance.of(2, "a").nextLong());
        assertThat(Chance.of(1, 1).nextLong()).isNotEqualTo(Chance.of(1, "1").nextLong());
    }

    /** Chi-square with 9 degrees of freedom; level 1e-4 (quantile 33.7). */
    @Test
    void boundedDrawsAreUniform() {
        Chance chance = Chance.of(3, "uniform");
        double[] counts = new double[10];
        for (int i = 0; i < 100_000; i++) {
            counts[chance.nextInt(10)]++;
        }
        double statistic = Arrays.stream(counts)
                .map(c -> (c - 10_000) * (c - 10_000) / 10_000)
                .sum();
        assertThat(statistic).isLessThan(33.7);
    }

    /** Mean of n normals within 4 standard errors, variance within 4 (level about 1e-4 together). */
    @Test
    void gaussiansHaveUnitVariance() {
        Chance chance = Chance.of(4, "gauss");
        int n = 100_000;
        double[] draws =
                IntStream.range(0, n).mapToDouble(i -> chance.nextGaussian()).toArray();
        double mean = Arrays.stream(draws).average().orElseThrow();
        double variance = Arrays.stream(draws).map(d -> d * d).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(4 / Math.sqrt(n)));
        assertThat(variance).isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
    }

    @Test
    void aPermutationHoldsEveryIndexOnce() {
        int[] order = Chance.of(5, "order").permutation(1000);
        assertThat(Arrays.stream(order).sorted().toArray())
                .isEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(order).isNotEqualTo(IntStream.range(0, 1000).toArray());
    }
}
