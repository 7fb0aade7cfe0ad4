package dev.shatter.corrupt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.data.Statistics;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelCorruptionTest {
    private static final Shape SHAPE = Shape.of(3, 8, 8);

    private final Dataset noise = Examples.bytes(SHAPE, 4, 40, 20);

    @ParameterizedTest
    @ValueSource(strings = {"shuffled", "random", "shuffled,triples=false", "random,triples=false"})
    void everySampleKeepsItsValues(String reference) {
        Dataset corrupted = apply(noise, reference);
        for (int i = 0; i < 20; i++) {
            float[] before = Examples.sample(noise.test(), i);
            float[] after = Examples.sample(corrupted.test(), i);
            Arrays.sort(before);
            Arrays.sort(after);
            assertThat(after).isEqualTo(before);
        }
    }

    /** Samples whose pixels hold their own position show the permutation itself. */
    @Test
    void shuffledIsOneBijectionForTrainAndTest() {
        Dataset shown = apply(positions(), "shuffled");
        float[] order = Examples.sample(shown.train(), 0);
        for (Split split : List.of(shown.train(), shown.test())) {
            for (int i = 0; i < split.count(); i++) {
                assertThat(Examples.sample(split, i)).isEqualTo(order);
            }
        }
        float[] sorted = order.clone();
        Arrays.sort(sorted);
        assertThat(sorted).isEqualTo(Examples.sample(positions().train(), 0));
        assertThat(order).isNotEqualTo(sorted);
    }

    @Test
    void randomIsAnotherBijectionForEachSample() {
        Dataset shown = apply(positions(), "random");
        assertThat(Examples.sample(shown.train(), 0)).isNotEqualTo(Examples.sample(shown.train(), 1));
        assertThat(Examples.sample(shown.train(), 0)).isNotEqualTo(Examples.sample(shown.test(), 0));
    }

    /** Over 20,000 samples each position is the source of the first pixel equally often: χ²_63 at 1 - 1e-6. */
    @Test
    void randomPermutationsAreUniform() {
        int n = 20_000;
        Dataset many = positions(n);
        Dataset shown = apply(many, "random");
        int[] counts = new int[64];
        for (int i = 0; i < n; i++) {
            counts[(int) Examples.sample(shown.train(), i)[0]]++;
        }
        double expected = n / 64.0;
        double chi2 = Arrays.stream(counts)
                .mapToDouble(c -> (c - expected) * (c - expected) / expected)
                .sum();
        assertThat(chi2).isLessThan(132.4);
    }

    @Test
    void coloursOfAPixelStayTogetherUnlessAskedOtherwise() {
        for (String kind : List.of("shuffled", "random")) {
            float[] together = Examples.sample(apply(positions(), kind).train(), 1);
            float[] apart =
                    Examples.sample(apply(positions(), kind + ",triples=false").train(), 1);
            boolean[] moved = {false, false};
            for (int j = 0; j < 64; j++) {
                // In the sample of positions, channel c of pixel j holds 64 c + j.
                moved[0] |= together[64 + j] != together[j] + 64 || together[128 + j] != together[j] + 128;
                moved[1] |= apart[64 + j] != apart[j] + 64;
            }
            assertThat(moved).as(kind).containsExactly(false, true);
        }
    }

    /** Level 1e-6 (five standard errors) on mean and variance of 40 · 192 draws. */
    @ParameterizedTest
    @ValueSource(strings = {"gaussian", "gaussian,per-channel=true"})
    void gaussianHasTheTrainingMeanAndVariance(String reference) {
        Dataset tinted = tinted();
        Dataset drawn = apply(tinted, reference);
        Statistics before = Statistics.of(tinted.train().inputs());
        for (Split split : List.of(drawn.train(), drawn.test())) {
            assertThat(split.inputs().type()).isEqualTo(Samples.Type.F32);
            Statistics after = Statistics.of(split.inputs());
            for (int c = 0; c < 3; c++) {
                boolean each = reference.contains("per-channel");
                double mean = each ? before.channelMeans()[c] : before.mean();
                double deviation = each ? before.channelDeviations()[c] : before.deviation();
                double n = 64.0 * split.count();
                assertThat(after.channelMeans()[c]).isCloseTo(mean, within(5 * deviation / Math.sqrt(n)));
                assertThat(after.channelDeviations()[c]).isCloseTo(deviation, within(5 * deviation / Math.sqrt(2 * n)));
            }
        }
    }

    @Test
    void gaussianIsNotClippedAndFreshForEachSample() {
        Dataset drawn = apply(noise, "gaussian");
        Statistics statistics = Statistics.of(drawn.train().inputs());
        assertThat(statistics.low()).isNegative();
        assertThat(statistics.high()).isGreaterThan(1);
        assertThat(Examples.sample(drawn.train(), 0)).isNotEqualTo(Examples.sample(drawn.train(), 1));
        assertThat(Examples.sample(drawn.train(), 0)).isNotEqualTo(Examples.sample(drawn.test(), 0));
    }

    private static Dataset apply(Dataset data, String reference) {
        Variant variant = PixelCorruptions.CATALOGUE.parse(reference);
        return PixelCorruptions.apply(data, variant, 11);
    }

    private static Dataset positions() {
        return positions(5);
    }

    /** Float images whose values are their own flat positions 0 … 191. */
    private static Dataset positions(int count) {
        Dataset like = Examples.floats(SHAPE, 2, count, 3);
        float[] places = new float[192];
        for (int j = 0; j < places.length; j++) {
            places[j] = j;
        }
        for (Split split : List.of(like.train(), like.test())) {
            for (int i = 0; i < split.count(); i++) {
                split.inputs().set(i, places);
            }
        }
        return like;
    }

    /** Images whose channels differ in mean and spread. */
    private static Dataset tinted() {
        Dataset data = Examples.bytes(SHAPE, 4, 40, 20);
        byte[] sample = new byte[192];
        for (int i = 0; i < data.train().count(); i++) {
            data.train().inputs().copy(i, sample);
            for (int j = 0; j < 64; j++) {
                sample[j] = (byte) ((sample[j] & 0xFF) / 4);
            }
            data.train().inputs().set(i, sample);
        }
        return data;
    }
}
