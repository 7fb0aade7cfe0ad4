package dev.shatter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace();

    private void at(double fraction, int second) {
        pace.at(fraction, second * 1_000_000_000L);
    }

    @Test
    void nothingIsSaidTooSoon() {
        assertThat(pace.secondsLeft()).isNaN();
        at(0, 0);
        assertThat(pace.secondsLeft()).isNaN();
        at(0.5, 1);
        assertThat(pace.secondsLeft()).isNaN();
        at(0.01, 2);
        at(0.015, 100);
        assertThat(pace.secondsLeft()).isNaN();
    }

    @Test
    void itIsCountedFromWhereItWasFirstTold() {
        at(0.5, 10);
        at(0.6, 30);
        assertThat(pace.secondsLeft()).isCloseTo(80, within(1e-9));
        assertThat(pace.seconds()).isCloseTo(200, within(1e-9));
        at(1, 110);
        assertThat(pace.secondsLeft()).isZero();
        assertThat(pace.seconds()).isEqualTo(200);
    }

    @Test
    void whatFallsBackBeginsAnew() {
        at(0, 0);
        at(1, 100);
        at(0, 100);
        at(0.5, 120);
        assertThat(pace.secondsLeft()).isCloseTo(20, within(1e-9));
    }
}
