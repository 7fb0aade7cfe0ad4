package dev.shatter.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Chance;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.stats.ProportionInterval;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Equal inputs are counted as by hand, and the limits that certificates are held against are those of the formulas. */
class BoundSampleTest {
    private static Split of(int... values) {
        Samples samples = Samples.allocate(Samples.Type.F32, Shape.of(2), values.length);
        for (int i = 0; i < values.length; i++) {
            samples.set(i, new float[] {values[i], 1});
        }
        return new Split(samples, new int[values.length]);
    }

    @Test
    void copiesAreCountedOnce() {
        BoundSample sample = BoundSample.of(of(3, 1, 3, 2, 1, 3), null);
        assertThat(sample.repeated()).isEqualTo(3);
        assertThat(sample.fresh()).containsExactly(0, 1, 3);
        assertThat(sample.whole()).isFalse();
        BoundSample held = BoundSample.of(of(3, 1, 3, 2, 1, 3), of(1, 5));
        assertThat(held.repeated()).isEqualTo(3);
        assertThat(held.trainedOn()).isEqualTo(1);
        assertThat(held.fresh()).containsExactly(0, 3);
        assertThat(held.finding("test examples"))
                .isEqualTo("of 6 test examples 3 have the input of an earlier one and 1 have the input of a training"
                        + " example");
        assertThat(BoundSample.of(of(1, 2), of(3)).whole()).isTrue();
    }

    /** Against a naive reading of random samples from a small range. */
    @Test
    void countsAgreeWithSets() {
        for (int seed = 0; seed < 50; seed++) {
            Chance chance = Chance.of(seed, "copies");
            int[] train = IntStream.range(0, 20).map(i -> chance.nextInt(30)).toArray();
            int[] test = IntStream.range(0, 20).map(i -> chance.nextInt(30)).toArray();
            Set<Integer> fresh = new TreeSet<>(Arrays.stream(test).boxed().toList());
            int distinct = fresh.size();
            fresh.removeAll(Arrays.stream(train).boxed().toList());
            BoundSample sample = BoundSample.of(of(test), of(train));
            assertThat(sample.repeated()).isEqualTo(20 - distinct);
            assertThat(sample.fresh()).hasSize(fresh.size());
            assertThat(sample.repeated() + sample.trainedOn() + sample.fresh().length)
                    .isEqualTo(20);
        }
    }

    @Test
    void lowerLimitsOfTestErrors() {
        assertThat(TestRisk.of(250, 10_000).lower(1e-3))
                .isCloseTo(ProportionInterval.clopperPearsonLower(250, 10_000, 1e-3), within(1e-12));
        TestRisk drawn = new TestRisk(0.4, 1000, 1000);
        assertThat(drawn.lower(1e-3)).isBetween(0.2, TestRisk.of(400, 1000).lower(1e-3));
        assertThat(new TestRisk(0, 10, 10).lower(0.1)).isZero();
    }
}
