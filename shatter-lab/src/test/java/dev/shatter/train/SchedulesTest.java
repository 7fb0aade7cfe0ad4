package dev.shatter.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Variant;
import org.junit.jupiter.api.Test;

class SchedulesTest {
    /** theory.md F4: learning rate after 50 epochs from 0.1 at 0.95 an epoch. */
    @Test
    void exponentialDropsAfterEveryEpoch() {
        assertThat(0.1 * factor("exponential:0.95", 50, 60)).isCloseTo(0.007694, within(5e-7));
        assertThat(factor("exponential:0.95", 0.99, 60)).isEqualTo(1);
        assertThat(factor("exponential:0.95", 1, 60)).isEqualTo(0.95);
    }

    @Test
    void stepDropsEverySoManyEpochs() {
        assertThat(factor("step:15,0.5", 14.9, 60)).isEqualTo(1);
        assertThat(factor("step:15,0.5", 45, 60)).isEqualTo(0.125);
    }

    @Test
    void curvesEndAtTheirEndValue() {
        assertThat(factor("linear", 0, 10)).isEqualTo(1);
        assertThat(factor("linear:end=0.2", 5, 10)).isCloseTo(0.6, within(1e-12));
        assertThat(factor("linear", 10, 10)).isZero();
        assertThat(factor("cosine", 0, 10)).isEqualTo(1);
        assertThat(factor("cosine", 5, 10)).isCloseTo(0.5, within(1e-12));
        assertThat(factor("cosine:end=0.01", 10, 10)).isCloseTo(0.01, within(1e-12));
    }

    @Test
    void warmUpRisesLinearly() {
        assertThat(factor("constant:warmup=4", 1, 10)).isEqualTo(0.25);
        assertThat(factor("constant:warmup=4", 4, 10)).isEqualTo(1);
    }

    private static double factor(String reference, double epoch, int epochs) {
        Variant options = Schedules.CATALOGUE.parse(reference);
        return Schedules.CATALOGUE.get(options).factor(options, epoch, epochs);
    }
}
