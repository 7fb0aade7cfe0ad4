package dev.shatter.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Chance;
import dev.shatter.measure.output.ExampleMeasures;
import org.junit.jupiter.api.Test;

class ExampleMeasuresTest {
    /** Values by hand: theory of Gini's coefficient. */
    @Test
    void giniOfKnownDistributions() {
        assertThat(ExampleMeasures.gini(new double[] {0, 0, 0, 1})).isCloseTo(0.75, within(1e-12));
        assertThat(ExampleMeasures.gini(new double[] {3, 1, 4, 2})).isCloseTo(0.25, within(1e-12));
        assertThatThrownBy(() -> ExampleMeasures.gini(new double[3])).isInstanceOf(Unmeasurable.class);
    }

    /** The naive double sum of the definition. */
    @Test
    void giniIsTheMeanDifference() {
        Chance chance = Chance.of(1, "gini");
        double[] g = new double[50];
        double sum = 0;
        for (int i = 0; i < g.length; i++) {
            g[i] = chance.nextDouble();
            sum += g[i];
        }
        double naive = 0;
        for (double a : g) {
            for (double b : g) {
                naive += Math.abs(a - b);
            }
        }
        assertThat(ExampleMeasures.gini(g)).isCloseTo(naive / (2 * g.length * sum), within(1e-12));
    }

    /** Two hard and two easy examples: variance 1/4, nothing left to chance. */
    @Test
    void excessVarianceOfErrorRates() {
        ExampleMeasures.Spread spread = ExampleMeasures.Spread.of(new long[] {100, 100, 0, 0}, 100);
        assertThat(spread).isEqualTo(new ExampleMeasures.Spread(0.5, 0.25, 0.0025));
    }

    /** Examples all alike: rates are binomial, and the excess is 0 within 4 standard errors of a variance, √(2/n) of it. */
    @Test
    void chanceAloneHasNoExcess() {
        Chance chance = Chance.of(2, "easy");
        long[] wrong = new long[2000];
        for (int i = 0; i < wrong.length; i++) {
            for (int t = 0; t < 100; t++) {
                wrong[i] += chance.nextDouble() < 0.3 ? 1 : 0;
            }
        }
        ExampleMeasures.Spread spread = ExampleMeasures.Spread.of(wrong, 100);
        assertThat(spread.variance())
                .isCloseTo(spread.binomial(), within(4 * Math.sqrt(2.0 / 2000) * spread.binomial()));
    }
}
