package dev.shatter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BettingLimitTest {
    private static double[] repeated(int times, double... once) {
        double[] values = new double[times * once.length];
        Arrays.setAll(values, i -> once[i % once.length]);
        return values;
    }

    @Test
    void referenceValue() {
        double[] values = repeated(20, 0, 0.2, 0.1, 0, 0.3, 0.1, 0, 0.2, 0.1, 0);
        assertThat(BettingLimit.upper(values, 0.05)).isCloseTo(0.132849, within(5.01e-7));
    }

    /** The definition, letter by letter, on a grid of m. */
    @Test
    void agreesWithTheDefinition() {
        double[] values =
                Chance.of(3, "betting").doubles(60, 0, 1).map(u -> u * u).toArray();
        double upper = BettingLimit.upper(values, 0.1);
        for (double m = 0.005; m < 1; m += 0.01) {
            assertThat(ruined(values, m, 0.1)).as("m = %s", m).isEqualTo(m >= upper);
        }
    }

    private static boolean ruined(double[] x, double m, double delta) {
        double wealth = 1;
        for (int t = 1; t <= x.length; t++) {
            double squares = 0.25;
            double sum = 0.5;
            for (int i = 1; i < t; i++) {
                sum += x[i - 1];
                squares += Math.pow(x[i - 1] - sum / (i + 1), 2);
            }
            double variance = squares / t;
            double stake = Math.min(Math.sqrt(2 * Math.log(1 / delta) / (x.length * variance)), 0.5);
            wealth *= 1 + stake * (m - x[t - 1]);
            if (wealth >= 1 / delta) {
                return true;
            }
        }
        return false;
    }

    /** Coverage at δ = 0.1 of 400 samples of a skewed law: a limit that fails with probability 0.15 passes with 0.01. */
    @Test
    void coversTheMeanAsOftenAsItSays() {
        int missed = 0;
        for (int draw = 0; draw < 400; draw++) {
            double[] values = Chance.of(draw, "coverage")
                    .doubles(300, 0, 1)
                    .map(u -> u < 0.05 ? 1 : 0.1 * u)
                    .toArray();
            double mean = 0.05 + 0.1 * (1 - 0.05 * 0.05) / 2;
            missed += BettingLimit.upper(values, 0.1) < mean ? 1 : 0;
        }
        assertThat(missed).isLessThanOrEqualTo(40);
    }

    @Test
    void narrowForSmallVarianceAndHonestOtherwise() {
        double[] steady = repeated(200, 0.2, 0.21, 0.19, 0.2, 0.2);
        assertThat(BettingLimit.upper(steady, 0.05)).isBetween(0.2, 0.215);
        assertThat(BettingLimit.lower(steady, 0.05)).isBetween(0.185, 0.2);
        assertThat(BettingLimit.upper(repeated(1, 0.3), 0.05)).isEqualTo(1);
        assertThat(BettingLimit.upper(new double[] {0.1, Double.NaN}, 0.05)).isEqualTo(1);
        assertThat(BettingLimit.upper(repeated(100, 1), 0.05)).isEqualTo(1);
        assertThat(BettingLimit.upper(repeated(100, 0), 0.01)).isGreaterThan(BettingLimit.upper(repeated(100, 0), 0.1));
        assertThatThrownBy(() -> BettingLimit.upper(steady, 0)).isInstanceOf(BadInput.class);
    }
}
