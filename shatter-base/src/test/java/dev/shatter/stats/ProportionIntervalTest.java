package dev.shatter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Draw;
import dev.shatter.core.Property;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProportionIntervalTest {
    @Test
    void clopperPearsonReferenceValues() {
        assertThat(ProportionInterval.clopperPearsonUpper(250, 10000, 0.05)).isCloseTo(0.027723, within(5e-7));
        assertThat(ProportionInterval.clopperPearsonUpper(0, 300, 0.05)).isCloseTo(0.009936, within(5e-7));
        Interval both = ProportionInterval.clopperPearson(250, 10000, 0.95);
        assertThat(both.low()).isCloseTo(0.022029, within(5e-7));
        assertThat(both.high()).isCloseTo(0.028252, within(5e-7));
        assertThat(both.estimate()).isEqualTo(0.025);
        assertThat(ProportionInterval.clopperPearsonUpper(7, 7, 0.05)).isEqualTo(1);
        assertThat(ProportionInterval.clopperPearsonLower(0, 7, 0.05)).isZero();
        assertThat(ProportionInterval.clopperPearsonUpper(0, 20, 0.05))
                .isCloseTo(1 - Math.pow(0.05, 0.05), within(1e-15));
    }

    @Property(tries = 200)
    void upperLimitIsTheBetaQuantile(Draw draw) {
        long n = draw.whole(2, 2000);
        double share = draw.real(0, 0.999);
        double delta = draw.real(1e-6, 0.9);
        long k = (long) (share * n);
        double upper = ProportionInterval.clopperPearsonUpper(k, n, delta);
        double quantile = new BetaDistribution(k + 1.0, n - k).inverseCumulativeProbability(1 - delta);
        assertThat(upper).isCloseTo(quantile, within(1e-7));
        assertThat(BinomialTail.atMost(k, n, upper)).isCloseTo(delta, within(1e-7 * Math.max(delta, 1e-3)));
        assertThat(ProportionInterval.clopperPearsonLower(n - k, n, delta)).isCloseTo(1 - upper, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.5})
    void coverageIsAtLeastTheLevel(double p) {
        int n = 100;
        double[] upper = new double[n + 1];
        Interval[] both = new Interval[n + 1];
        for (int k = 0; k <= n; k++) {
            upper[k] = ProportionInterval.clopperPearsonUpper(k, n, 0.05);
            both[k] = ProportionInterval.clopperPearson(k, n, 0.95);
        }
        Chance chance = Chance.of(1, "coverage", (long) (p * 100));
        int draws = 20_000;
        int missedUpper = 0;
        int missedBoth = 0;
        for (int r = 0; r < draws; r++) {
            int k = 0;
            for (int i = 0; i < n; i++) {
                k += chance.nextDouble() < p ? 1 : 0;
            }
            missedUpper += p > upper[k] ? 1 : 0;
            missedBoth += both[k].contains(p) ? 0 : 1;
        }
        // Misses are at most Bin(draws, 0.05): 4 standard errors, so the test fails by chance under 1 in 10,000.
        double limit = draws * (0.05 + 4 * Math.sqrt(0.05 * 0.95 / draws));
        assertThat((double) missedUpper).isLessThan(limit);
        assertThat((double) missedBoth).isLessThan(limit);
        // And by exact summation over k.
        BinomialDistribution law = new BinomialDistribution(n, p);
        double covered = 0;
        for (int k = 0; k <= n; k++) {
            covered += both[k].contains(p) ? law.probability(k) : 0;
        }
        assertThat(covered).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void tailInLogSpaceMeetsTheLibraryAndGoesBeyondIt() {
        // At p = 0.05, n = 20000, k = 250 the tail is about e^-228, in reach of both ways.
        double direct = BinomialTail.logAtMost(250, 20_000, 0.05);
        double sum = 0;
        BinomialDistribution law = new BinomialDistribution(20_000, 0.05);
        double top = law.logProbability(250);
        for (int k = 0; k <= 250; k++) {
            sum += Math.exp(law.logProbability(k) - top);
        }
        assertThat(direct).isCloseTo(top + Math.log(sum), within(1e-8));
        double deep = BinomialTail.logAtMost(250, 20_000, 0.5);
        BinomialDistribution half = new BinomialDistribution(20_000, 0.5);
        double deepTop = half.logProbability(250);
        double deepSum = 0;
        for (int k = 0; k <= 250; k++) {
            deepSum += Math.exp(half.logProbability(k) - deepTop);
        }
        assertThat(deep).isCloseTo(deepTop + Math.log(deepSum), within(1e-6)).isLessThan(-10_000);
        double limit = BinomialTail.upperLimit(250, 20_000, -5000);
        assertThat(BinomialTail.logAtMost(250, 20_000, limit)).isCloseTo(-5000, within(1e-6));
    }

    @Test
    void wilsonSolvesItsEquation() {
        Interval wilson = ProportionInterval.wilson(15, 50, 0.95);
        for (double p : new double[] {wilson.low(), wilson.high()}) {
            assertThat(Math.abs(0.3 - p)).isCloseTo(1.959963985 * Math.sqrt(p * (1 - p) / 50), within(1e-9));
        }
        assertThat(ProportionInterval.wilson(0, 10, 0.95).low()).isZero();
        assertThat(ProportionInterval.wilson(10, 10, 0.95).high()).isEqualTo(1);
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> ProportionInterval.clopperPearsonUpper(3, 2, 0.05))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("3 out of 2");
        assertThatThrownBy(() -> ProportionInterval.clopperPearsonUpper(1, 2, 0))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("delta");
        assertThatThrownBy(() -> ProportionInterval.clopperPearson(1, 2, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("level");
    }
}
