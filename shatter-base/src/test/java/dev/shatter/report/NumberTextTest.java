package dev.shatter.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Draw;
import dev.shatter.core.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "50.87 | 0.52 | 50.9 ± 0.5",
                "50.87 | 0.14 | 50.87 ± 0.14",
                "50.87 | 0.0951 | 50.87 ± 0.10",
                "50.87 | 0.96 | 50.9 ± 1.0",
                "1234.5 | 56 | 1,230 ± 60",
                "-0.004 | 0.02 | 0.00 ± 0.02",
                "-12.3 | 2 | −12 ± 2",
                "0.00001234 | 0.00000042 | (1.23 ± 0.04) × 10⁻⁵",
                "123456789 | 1200000 | (1.235 ± 0.012) × 10⁸",
                "0 | 0.25 | 0.0 ± 0.2",
                "3 | 0 | 3.000",
                "0.9999999999999998 | 0.0000000000000011 | 1.000",
                "0 | 0 | 0",
                "NaN | 1 | –",
                "5.4321 | NaN | 5.43",
                "5.4321 | Infinity | 5.4 ± ∞",
            })
    void valueAndHalfWidthEndAtTheSamePlace(double value, double half, String text) {
        assertThat(NumberText.plusMinus(value, half)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1730.4 | 3 | 1,730",
                "0.021449 | 3 | 0.0214",
                "0.00000032 | 2 | 3.2 × 10⁻⁷",
                "-15 | 1 | −20",
                "25 | 1 | 20",
                "99999999 | 3 | 1.00 × 10⁸",
                "0.09996 | 3 | 0.100",
                "0 | 3 | 0",
                "-Infinity | 3 | −∞",
            })
    void significantDigits(double value, int digits, String text) {
        assertThat(NumberText.significant(value, digits)).isEqualTo(text);
    }

    @Test
    void lopsidedIntervalsShowBothEnds() {
        assertThat(NumberText.estimate(0.42, 0.38, 0.51)).isEqualTo("0.42 [0.38, 0.51]");
        assertThat(NumberText.estimate(0, 0, 0.0003)).isEqualTo("0.00000 [0.00000, 0.00030]");
        assertThat(NumberText.estimate(0.509, 0.504, 0.514)).isEqualTo("0.509 ± 0.005");
        assertThat(NumberText.percent(0.509, 0.504, 0.514)).isEqualTo("50.9 ± 0.5 %");
        assertThatThrownBy(() -> NumberText.estimate(1, 2, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void noMoreDigitsThanTheIntervalSupports(Draw draw) {
        double value = draw.real(-9999, 9999);
        double half = draw.real(0.01, 99);
        String[] parts = NumberText.plusMinus(value, half)
                .replace(",", "")
                .replace('−', '-')
                .split(" ± ", -1);
        double printed = Double.parseDouble(parts[1]);
        String digits = parts[1].replace(".", "").replaceFirst("^0+", "");
        // One digit, two when it begins with a one; zeros before the point hold places only.
        assertThat(digits.replaceFirst("0+$", "").length()).isLessThanOrEqualTo(2);
        assertThat(printed).isCloseTo(half, within(0.25 * half));
        // Rounding moves the value by at most half a unit of the last place, which is at most half the half width.
        assertThat(Double.parseDouble(parts[0])).isCloseTo(value, within(0.5 * half + 1e-9));
    }

    @Test
    void durationsCountsAndSizes() {
        assertThat(NumberText.duration(0)).isEqualTo("0 s");
        assertThat(NumberText.duration(0.3444)).isEqualTo("0.34 s");
        assertThat(NumberText.duration(12.4)).isEqualTo("12 s");
        assertThat(NumberText.duration(59.7)).isEqualTo("1 min 00 s");
        assertThat(NumberText.duration(200)).isEqualTo("3 min 20 s");
        assertThat(NumberText.duration(3599.6)).isEqualTo("1 h 00 min");
        assertThat(NumberText.duration(7500)).isEqualTo("2 h 05 min");
        assertThat(NumberText.duration(Double.NaN)).isEqualTo("–");
        assertThat(NumberText.count(1209866)).isEqualTo("1,209,866");
        assertThat(NumberText.bytes(800)).isEqualTo("800 B");
        assertThat(NumberText.bytes(9_878_424_780L)).isEqualTo("9.2 GiB");
        assertThat(NumberText.bytes(12L << 30)).isEqualTo("12 GiB");
        assertThat(NumberText.pValue(1e-9)).isEqualTo("< 0.001");
        assertThat(NumberText.pValue(0.0312)).isEqualTo("0.031");
    }
}
