package dev.shatter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Chance;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SequentialTestsTest {
    /** P(Bin(10, 1/2) ≥ 8) = 56/1024, by hand. */
    @Test
    void theSignTestIsABinomialTail() {
        assertThat(SignTest.p(8, 10)).isCloseTo(56 / 1024.0, within(1e-14));
        assertThat(SignTest.p(10, 10)).isCloseTo(1 / 1024.0, within(1e-16));
        assertThat(SignTest.p(0, 10)).isEqualTo(1);
    }

    /** The wealth of the two bets, written out: of n = 1 it is 1 + (1/2 + 1/4) or 1 − (1/2 + 1/4), and so on by numbers. */
    @Test
    void theSignTestsEvidenceIsWhatABettorWouldHave() {
        assertThat(SignTest.evidence(0, 1)).isCloseTo(0.25, within(1e-12));
        assertThat(SignTest.evidence(1, 1)).isCloseTo(1.75, within(1e-12));
        for (int n = 1; n <= 12; n++) {
            for (int k = 0; k <= n; k++) {
                double half = 0;
                int steps = 2000;
                for (int i = 0; i < steps; i++) {
                    double lambda = (i + 0.5) / steps;
                    half += Math.pow(1 + lambda, k) * Math.pow(1 - lambda, n - k) / steps;
                }
                double naive = 0.5 * half + (k == n ? 0.5 * Math.pow(2, n) : 0);
                assertThat(SignTest.evidence(k, n)).isCloseTo(naive, within(1e-5 * naive + 1e-12));
            }
        }
    }

    /** A martingale: under probabilities of one half the mean after the next value is the wealth now. */
    @Test
    void theSignTestsEvidenceIsAMartingale() {
        for (int k = 0; k <= 9; k++) {
            double next = (SignTest.evidence(k, 10) + SignTest.evidence(k + 1, 10)) / 2;
            assertThat(next).isCloseTo(SignTest.evidence(k, 9), within(1e-9 * next));
        }
    }

    /** The coverage of an interval of order statistics, exactly: of 10 values 1 − 2 P(Bin(10, 1/2) ≤ 1) = 0.9785. */
    @Test
    void mediansHaveIntervalsOfOrderStatistics() {
        double[] values = {3, 1, 4, 10, 5, 9, 2, 6, 8, 7};
        Interval ten = SignTest.median(values, 0.95);
        assertThat(ten.estimate()).isEqualTo(5.5);
        assertThat(ten.low()).isEqualTo(2);
        assertThat(ten.high()).isEqualTo(9);
        assertThat(SignTest.median(Arrays.copyOf(values, 5), 0.95).width()).isInfinite();
    }

    /** Growth of 1 + λ(X − m) at each value, as it is written in the paper. */
    @Test
    void wealthIsTheMeanOverBets() {
        double[] values = {0.9, 0.4, 1, 0.7};
        double m = 0.5;
        double naive = 0;
        for (int bet = 0; bet < BettingMean.BETS; bet++) {
            double wealth = 1;
            for (double x : values) {
                wealth *= 1 + (bet + 0.5) / BettingMean.BETS / m * (x - m);
            }
            naive += wealth / BettingMean.BETS;
        }
        assertThat(BettingMean.above(values, m)).isCloseTo(naive, within(1e-12));
        assertThat(BettingMean.below(new double[] {0.1, 0.6, 0, 0.3}, m)).isCloseTo(naive, within(1e-12));
    }

    /** Accuracies of 1 with rare failures: no number of ones below ln(1/0.025)/0.01 refutes a mean of 0.99. */
    @Test
    void onesProveLittleAboutAMeanNearOne() {
        double[] ones = new double[100];
        Arrays.fill(ones, 1);
        assertThat(BettingMean.above(ones, 0.99)).isLessThan(Math.pow(0.99, -100));
        assertThat(BettingMean.interval(ones, 0.95).low()).isBetween(0.9, 0.97);
        assertThat(BettingMean.interval(ones, 0.95).high()).isEqualTo(1);
    }

    /** 300 samples of 60 values u³ of mean 1/4: the interval misses it in at most 5 %, with 3.5 standard errors of slack. */
    @Test
    void theBettingIntervalCovers() {
        Chance chance = Chance.of(7, "betting");
        int missed = 0;
        for (int trial = 0; trial < 300; trial++) {
            double[] values = new double[60];
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.pow(chance.nextDouble(), 3);
            }
            missed += BettingMean.interval(values, 0.95).contains(0.25) ? 0 : 1;
        }
        assertThat(missed / 300.0).isLessThan(0.05 + 3.5 * Math.sqrt(0.05 * 0.95 / 300));
    }
}
