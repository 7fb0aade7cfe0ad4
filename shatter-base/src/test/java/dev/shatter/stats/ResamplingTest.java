package dev.shatter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.inference.TTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResamplingTest {
    @Test
    void studentIntervalOfATextbookSample() {
        // x̄ = 3, s = √2.5, t_{4, 0.975} = 2.776445.
        Interval interval = MeanInterval.student(new double[] {1, 2, 3, 4, 5}, 0.95);
        assertThat(interval.high() - 3).isCloseTo(2.776445105 * Math.sqrt(0.5), within(1e-8));
        assertThat(interval.low() + interval.high()).isCloseTo(6, within(1e-12));
    }

    @Test
    void welchIntervalEndsWhereTheTestTurns() {
        double[] x = {5.1, 4.8, 6.2, 5.9, 5.5};
        double[] y = {4.1, 4.4, 3.2, 4.9, 4.0, 4.2, 3.9};
        Interval interval = MeanInterval.welch(x, y, 0.95);
        double[] moved = y.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += interval.low();
        }
        assertThat(new TTest().tTest(x, moved)).isCloseTo(0.05, within(1e-9));
        assertThat(MeanInterval.paired(new double[] {1, 2}, new double[] {0, 0}, 0.9)
                        .estimate())
                .isEqualTo(1.5);
    }

    @ParameterizedTest
    @EnumSource
    void bootstrapCoversTheMeanAboutAsOftenAsItSays(Bootstrap.Kind kind) {
        Chance data = Chance.of(3, "data");
        int covered = 0;
        int repeats = 400;
        for (int r = 0; r < repeats; r++) {
            double[] sample = new double[40];
            for (int i = 0; i < sample.length; i++) {
                sample[i] = -Math.log1p(-data.nextDouble());
            }
            Interval interval =
                    Bootstrap.of(sample, StatUtils::mean, kind, 400, 0.9, Chance.of(3, "bootstrap", (long) r));
            assertThat(interval.low()).isLessThanOrEqualTo(interval.high());
            covered += interval.contains(1) ? 1 : 0;
        }
        // Nominal 0.9; skewed samples of 40 cost some points: 0.8 to 0.96 is 4 standard errors round 0.86 to 0.9.
        assertThat((double) covered / repeats).isBetween(0.80, 0.96);
    }

    @Test
    void bcaIsPercentileForASymmetricStatisticAndShiftsForASkewedOne() {
        double[] symmetric = new double[21];
        double[] skewed = new double[21];
        for (int i = 0; i < 21; i++) {
            symmetric[i] = i - 10;
            skewed[i] = Math.exp(i / 4.0);
        }
        Interval plain = Bootstrap.of(symmetric, StatUtils::mean, Bootstrap.Kind.PERCENTILE, 4000, 0.9, Chance.of(1));
        Interval bca = Bootstrap.of(symmetric, StatUtils::mean, Bootstrap.Kind.BCA, 4000, 0.9, Chance.of(1));
        assertThat(bca.low()).isCloseTo(plain.low(), within(0.25));
        assertThat(bca.high()).isCloseTo(plain.high(), within(0.25));
        Interval plainSkewed =
                Bootstrap.of(skewed, StatUtils::mean, Bootstrap.Kind.PERCENTILE, 4000, 0.9, Chance.of(1));
        Interval bcaSkewed = Bootstrap.of(skewed, StatUtils::mean, Bootstrap.Kind.BCA, 4000, 0.9, Chance.of(1));
        assertThat(bcaSkewed.high()).isGreaterThan(plainSkewed.high());
        assertThat(bcaSkewed.low()).isGreaterThan(plainSkewed.low());
        Interval constant =
                Bootstrap.of(new double[] {2, 2, 2}, StatUtils::mean, Bootstrap.Kind.BCA, 50, 0.9, Chance.of(1));
        assertThat(constant.low()).isEqualTo(2);
        assertThat(constant.high()).isEqualTo(2);
    }

    @Test
    void permutationTestMeetsExactEnumeration() {
        // Of the C(6,3) = 20 splits of 1..6 only {1,2,3} and {4,5,6} are as extreme: p = 2/20.
        PermutationTest test = PermutationTest.twoSample(
                new double[] {1, 2, 3}, new double[] {4, 5, 6}, 20_000, Chance.of(5, "permutation"));
        assertThat(test.statistic()).isEqualTo(-3);
        // 4 standard errors of a proportion 0.1 in 20,000 draws.
        assertThat(test.pValue()).isCloseTo(0.1, within(4 * Math.sqrt(0.09 / 20_000)));
        PermutationTest paired = PermutationTest.paired(
                new double[] {1, 2, 3, 4}, new double[] {0, 0, 0, 0}, 20_000, Chance.of(5, "paired"));
        assertThat(paired.pValue()).isCloseTo(0.125, within(4 * Math.sqrt(0.11 / 20_000)));
        PermutationTest tau = PermutationTest.association(
                new double[] {1, 2, 3, 4},
                new double[] {1, 2, 3, 4},
                (x, y) -> KendallTau.of(x, y).a(),
                20_000,
                Chance.of(5, "tau"));
        assertThat(tau.pValue()).isCloseTo(2.0 / 24, within(4 * Math.sqrt(0.08 / 20_000)));
    }

    @Test
    void holmByHand() {
        assertThat(HolmCorrection.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
        assertThat(HolmCorrection.adjust(new double[] {0.9, 0.8})).containsExactly(1, 1);
        assertThat(HolmCorrection.adjust(new double[0])).isEmpty();
        assertThatThrownBy(() -> HolmCorrection.adjust(new double[] {Double.NaN}))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void valuesThatAreNotFiniteAreNamed() {
        assertThatThrownBy(() -> MeanInterval.student(new double[] {1, Double.NaN}, 0.9))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("value 2");
        assertThatThrownBy(() -> KendallTau.of(new double[] {1, 2}, new double[] {1}))
                .isInstanceOf(BadInput.class);
    }
}
