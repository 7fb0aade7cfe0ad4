package dev.shatter.bound;

import static dev.shatter.bound.Digits.SIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Draw;
import dev.shatter.core.Property;
import dev.shatter.stats.BinomialTail;
import org.junit.jupiter.api.Test;

/** Tails and test-set bounds: theory sheet, section A; properties 2 and 27 of section R. */
class TestSetBoundsTest {
    @Test
    void decompositionOfTheExcessRisk() {
        RiskDecomposition split = RiskDecomposition.of(new double[] {0.20, 0.30}, new double[] {0.28, 0.26}, 0.15, 1);
        assertThat(split.erm()).isEqualTo(1);
        assertThat(split.best()).isZero();
        assertThat(split.approximation()).isCloseTo(0.05, within(1e-12));
        assertThat(split.estimation()).isCloseTo(0.10, within(1e-12));
        assertThat(split.estimationLimit()).isCloseTo(0.16, within(1e-12));
        assertThat(split.excess()).isCloseTo(0.15, within(1e-12));
        RiskDecomposition other = RiskDecomposition.of(new double[] {0.20, 0.30}, new double[] {0.28, 0.26}, 0.15, 0);
        assertThat(other.optimisation()).isCloseTo(-0.10, within(1e-12));
        assertThat(other.empiricalSuboptimality()).isCloseTo(0.02, within(1e-12));
        assertThatThrownBy(() -> RiskDecomposition.of(new double[] {0.2}, new double[] {0.2}, 0.3, 0))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void markovAndChernoff() {
        assertThat(Markov.tail(1, 3)).isCloseTo(0.333333, SIX).isGreaterThan(Math.exp(-3));
        assertThat(Markov.chernoff(2, l -> l * l / 2, 50))
                .isCloseTo(0.135335, SIX)
                .isGreaterThan(0.022750);
        assertThat(Markov.chernoff(-1, l -> l * l / 2, 50)).isLessThanOrEqualTo(1);
        assertThatThrownBy(() -> Markov.tail(1, 0)).isInstanceOf(BadInput.class);
    }

    @Test
    void coinTails() {
        assertThat(Hoeffding.tail(100, 0.1, 1)).isCloseTo(0.135335, SIX);
        assertThat(Hoeffding.twoSidedTail(100, 0.1, 1)).isCloseTo(0.270671, SIX);
        assertThat(BinomialTail.atLeast(60, 100, 0.5)).isCloseTo(0.028444, SIX);
        assertThat(KlChernoff.tail(100, 0.6, 0.5)).isCloseTo(0.133514, SIX);
        assertThat(Hoeffding.samples(0.05, 0.05)).isCloseTo(737.775891, SIX);
        assertThat(Hoeffding.twoSidedHalfWidth(738, 0.05, 1)).isLessThanOrEqualTo(0.05);
        assertThat(Hoeffding.twoSidedHalfWidth(737, 0.05, 1)).isGreaterThan(0.05);
    }

    @Test
    void testSetReferenceValues() {
        assertThat(Hoeffding.upper(0.025, 10_000, 0.05)).isCloseTo(0.037239, SIX);
        assertThat(BinomialInversion.upper(250, 10_000, 0.05)).isCloseTo(0.027723, SIX);
        assertThat(KlChernoff.upper(0.025, 10_000, 0.05)).isCloseTo(0.029013, SIX);
        assertThat(Bernstein.upper(0.025, 0.024375, 10_000, 0.05)).isCloseTo(0.028921, SIX);
        double variance = EmpiricalBernstein.variance(250, 10_000);
        assertThat(variance).isCloseTo(0.024377, SIX);
        assertThat(EmpiricalBernstein.upper(0.025, variance, 10_000, 0.05)).isCloseTo(0.030102, SIX);
        assertThat(BinomialInversion.upper(0, 300, 0.05)).isCloseTo(0.009936, SIX);
        assertThat(Hoeffding.upper(0, 300, 0.05)).isCloseTo(0.070660, SIX);
        assertThat(EmpiricalBernstein.upper(0, 0, 1, 0.05)).isInfinite();
    }

    @Property(tries = 300)
    void binomialBeatsChernoffBeatsHoeffding(Draw draw) {
        long n = draw.whole(1, 5000);
        double share = draw.real(0, 0.9999);
        double delta = draw.real(1e-6, 0.999);
        long k = Math.min(n - 1, (long) (share * n));
        double rate = (double) k / n;
        double binomial = BinomialInversion.upper(k, n, delta);
        double chernoff = KlChernoff.upper(rate, n, delta);
        assertThat(binomial).isBetween(0.0, chernoff + 1e-9);
        assertThat(chernoff).isLessThanOrEqualTo(Hoeffding.upper(rate, n, delta) + 1e-12);
    }

    @Property(tries = 200)
    void certificatesShrinkWithMoreData(Draw draw) {
        long n = draw.whole(2, 100_000);
        double risk = draw.real(0, 1);
        double size = draw.real(0, 500);
        double delta = 0.05;
        assertThat(Hoeffding.upper(risk, 2 * n, delta)).isLessThanOrEqualTo(Hoeffding.upper(risk, n, delta));
        assertThat(KlChernoff.upper(risk, 2 * n, delta)).isLessThanOrEqualTo(KlChernoff.upper(risk, n, delta));
        assertThat(Vapnik.upper(risk, size, 2 * n, delta)).isLessThanOrEqualTo(Vapnik.upper(risk, size, n, delta));
        assertThat(Occam.upper(risk, size, 2 * n, delta)).isLessThanOrEqualTo(Occam.upper(risk, size, n, delta));
        assertThat(FiniteClass.upper(risk, size, 2 * n, delta))
                .isLessThanOrEqualTo(FiniteClass.upper(risk, size, n, delta));
        assertThat(Robustness.upper(risk, 0.1, size + 1, 2 * n, delta))
                .isLessThanOrEqualTo(Robustness.upper(risk, 0.1, size + 1, n, delta));
        assertThat(PacBayes.kl(risk, PacBayes.budget(size, 2 * n, delta)))
                .isLessThanOrEqualTo(PacBayes.kl(risk, PacBayes.budget(size, n, delta)));
        assertThat(Compression.upper(risk, 1 + (long) size, 2 * n, delta))
                .isLessThanOrEqualTo(Compression.upper(risk, 1 + (long) size, n, delta));
        assertThat(SpectralComplexity.upper(risk, size / 10, 2 * n, delta))
                .isLessThanOrEqualTo(SpectralComplexity.upper(risk, size / 10, n, delta));
    }
}
