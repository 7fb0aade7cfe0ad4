package dev.shatter.concentration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConcentrationTest {
    private static final double SIX = 1e-6;

    @Test
    void tailsAtKnownPlaces() {
        // Exp(1) at 3 and N(0, 1) at 2.
        assertThat(Tails.markov(1, 3)).isCloseTo(0.333333, within(SIX));
        assertThat(Tails.chernoff(l -> l * l / 2, 100, 2)).isCloseTo(Math.exp(-2), within(1e-9));
        assertThat(Tails.hoeffding(100, 0.1, 1)).isCloseTo(0.135335, within(SIX));
        assertThat(Tails.hoeffdingTwoSided(100, 0.1, 1)).isCloseTo(0.270671, within(SIX));
        assertThat(Tails.coinChernoff(100, 0.6, 0.5)).isCloseTo(0.133514, within(SIX));
        assertThat(Tails.sampleComplexity(0.05, 0.05)).isCloseTo(737.775891, within(SIX));
        assertThat(Tails.finiteClass(1000, 1000, 0.05)).isCloseTo(0.072790, within(SIX));
        // Chernoff of a Bernoulli mean by its moments is the kl form.
        double byMoments = Tails.chernoff(l -> 100 * Math.log1p(0.5 * Math.expm1(l)), 50, 60);
        assertThat(byMoments).isCloseTo(0.133514, within(SIX));
        assertThatThrownBy(() -> Tails.markov(1, 0)).isInstanceOf(BadInput.class);
    }

    @Test
    void theCoinOfTheTextbook() {
        CoinTail tail = CoinTail.of(100, 0.5, 0.1, 20_000, 0.999, Chance.of(1, "coin"));
        assertThat(tail.exact()).isCloseTo(0.028444, within(SIX));
        // Level 0.999: one seed in a thousand would miss.
        assertThat(tail.simulated().contains(tail.exact())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"10, 0.5, 0.3", "100, 0.1, 0.05", "100, 0.5, 0.1", "1000, 0.02, 0.01", "50, 0.9, 0.2"})
    void theExactTailLiesBelowEveryInequality(int n, double p, double epsilon) {
        CoinTail tail = CoinTail.of(n, p, epsilon, 1, 0.95, Chance.of(2, "coin"));
        assertThat(tail.exact()).isLessThanOrEqualTo(tail.chernoff());
        assertThat(tail.chernoff()).isLessThanOrEqualTo(tail.hoeffding() * (1 + 1e-12));
        assertThat(tail.exact()).isLessThanOrEqualTo(tail.bernstein());
        assertThat(tail.exact()).isLessThanOrEqualTo(tail.chebyshev());
    }

    /** Coverage at least 1 − δ for every p; the interval of the missed fraction has level 0.99. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.5})
    void limitsAreMissedNoMoreOftenThanTheySay(double p) {
        CoinLimits limits = CoinLimits.of(200, p, 0.05, 4000, Chance.of(3, "limits"));
        for (CoinLimits.Limit limit : new CoinLimits.Limit[] {
            limits.hoeffding(), limits.bernstein(), limits.empiricalBernstein(), limits.clopperPearson()
        }) {
            assertThat(limit.missed().low()).isLessThanOrEqualTo(0.05);
            assertThat(limit.mean()).isGreaterThan(p);
        }
        assertThat(limits.clopperPearson().mean()).isLessThan(limits.hoeffding().mean());
    }

    @Test
    void limitsAtKnownCounts() {
        double[] limits = CoinLimits.limits(250, 10_000, 0.025, 0.05);
        assertThat(limits).containsExactly(new double[] {0.037239, 0.028921, 0.030102, 0.027723}, within(SIX));
    }

    @Test
    void theUnionBoundIsNearlyMetByIndependentErrorsOnly() {
        FiniteClassMaxima independent =
                FiniteClassMaxima.simulate(200, 400, 0.5, 0.05, false, 400, Chance.of(4, "class"));
        FiniteClassMaxima shared = FiniteClassMaxima.simulate(200, 400, 0.5, 0.05, true, 400, Chance.of(5, "class"));
        assertThat(independent.quantile()).isLessThan(independent.bound()).isGreaterThan(0.8 * independent.bound());
        assertThat(shared.quantile()).isLessThan(0.7 * independent.quantile());
    }

    @Test
    void theSupremumOverThresholdsIsThatOfAFineGrid() {
        Chance chance = Chance.of(6, "grid");
        double[] x = new double[25];
        boolean[] one = new boolean[25];
        for (int i = 0; i < x.length; i++) {
            x[i] = chance.nextDouble();
            one[i] = chance.nextDouble() < 0.5;
        }
        double naive = 0;
        for (int g = 0; g <= 100_000; g++) {
            double t = g / 100_000.0;
            int errors = 0;
            for (int i = 0; i < x.length; i++) {
                errors += (x[i] >= t) != one[i] ? 1 : 0;
            }
            naive = Math.max(naive, Math.abs(0.1 + 0.8 * Math.abs(t - 0.4) - errors / 25.0));
        }
        assertThat(Thresholds.supremum(x, one, 0.4, 0.1)).isCloseTo(naive, within(2e-5));
    }

    @Test
    void thresholdsObeyVapnikAndShrinkAsTheRootOfN() {
        Thresholds small = Thresholds.simulate(100, 0.4, 0.1, 0.05, 400, Chance.of(7, "thresholds"));
        Thresholds large = Thresholds.simulate(1600, 0.4, 0.1, 0.05, 400, Chance.of(8, "thresholds"));
        assertThat(small.quantile()).isLessThan(small.vapnik());
        assertThat(small.mean() / large.mean()).isBetween(3.4, 4.6);
        // One threshold fixed beforehand has it easier than the worst of all.
        assertThat(small.single()).isLessThan(small.vapnik());
    }

    @Test
    void excessRiskOfTwoHypotheses() {
        ExcessRisk excess = ExcessRisk.of(new double[] {0.20, 0.30}, new double[] {0.28, 0.26}, 1, 0.15);
        assertThat(excess.approximation()).isCloseTo(0.05, within(1e-12));
        assertThat(excess.estimation()).isCloseTo(0.10, within(1e-12));
        assertThat(excess.optimisation()).isZero();
        assertThat(2 * excess.deviation()).isCloseTo(0.16, within(1e-12));
        assertThat(excess.total()).isCloseTo(0.15, within(1e-12));
    }

    @Test
    void theHistogramTaskAddsUp() {
        HistogramTask task = new HistogramTask(3, 0.8);
        assertThat(task.bayes()).isCloseTo(0.5 - 0.8 / Math.PI, within(1e-15));
        double ones = 0;
        for (int c = 0; c < 7; c++) {
            ones += task.ones(c, 7);
        }
        assertThat(ones).isCloseTo(0.5, within(1e-12));
        for (int cells : new int[] {1, 6, 60}) {
            ExcessRisk excess = task.draw(cells, 500, cells, Chance.of(9, "histogram", cells));
            assertThat(excess.optimisation()).isZero();
            assertThat(excess.approximation()).isGreaterThanOrEqualTo(-1e-12);
            assertThat(excess.estimation()).isBetween(-1e-12, 2 * excess.deviation());
        }
        // Cells that end where the sign changes lose nothing; a single cell loses all there is.
        assertThat(task.draw(6, 10, 6, Chance.of(9)).approximation()).isCloseTo(0, within(1e-12));
        assertThat(task.draw(1, 10, 1, Chance.of(9)).approximation()).isCloseTo(0.8 / Math.PI, within(1e-12));
    }
}
