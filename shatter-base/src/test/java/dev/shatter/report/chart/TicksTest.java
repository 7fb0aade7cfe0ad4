package dev.shatter.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Draw;
import dev.shatter.core.Property;
import java.math.BigDecimal;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class TicksTest {
    @Test
    void roundNumbersWithNoMoreDigitsThanTheyNeed() {
        assertThat(Ticks.linear(0, 1, 5).labels()).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(Ticks.linear(-30, 10100, 5).labels())
                .containsExactly("0", "2,000", "4,000", "6,000", "8,000", "10,000");
        assertThat(Ticks.linear(-1, 1, 4).labels()).containsExactly("−1.0", "−0.5", "0", "0.5", "1.0");
        assertThat(Ticks.linear(0, 4e6, 4).labels()).containsExactly("0", "10⁶", "2×10⁶", "3×10⁶", "4×10⁶");
    }

    @Test
    void powersOfTenOrOneTwoFive() {
        assertThat(Ticks.logarithmic(0.001, 100, 6).labels()).containsExactly("0.001", "0.01", "0.1", "1", "10", "100");
        assertThat(Ticks.logarithmic(1e-12, 1, 4).labels()).containsExactly("10⁻¹²", "10⁻⁸", "10⁻⁴", "10⁰");
        assertThat(Ticks.logarithmic(7, 90, 4).labels()).containsExactly("10", "20", "50");
        assertThat(Ticks.logarithmic(31, 38, 4).labels()).containsExactly("32", "34", "36", "38");
    }

    @Test
    void textsKeepApart() {
        Ticks ticks = Ticks.logarithmic(11, 19, 8);
        AxisScale narrow = new AxisScale(11, 19, true, 0, 120);
        assertThat(ticks.apart(narrow, -1000).labels()).isEqualTo(ticks.labels());
        Ticks apart = ticks.apart(narrow, 6);
        assertThat(apart.labels()).hasSizeBetween(2, ticks.labels().size() - 1).isSubsetOf(ticks.labels());
        for (int i = 1; i < apart.labels().size(); i++) {
            double between = narrow.at(apart.values()[i]) - narrow.at(apart.values()[i - 1]);
            double texts = TextWidth.of(apart.labels().get(i), ChartLayout.TEXT) / 2
                    + TextWidth.of(apart.labels().get(i - 1), ChartLayout.TEXT) / 2;
            assertThat(between).isGreaterThanOrEqualTo(texts + 6);
        }
    }

    @Test
    void labelsOfExponents() {
        assertThat(Ticks.scientific(new BigDecimal("0.00025"))).isEqualTo("2.5×10⁻⁴");
        assertThat(Ticks.exponentAt("2.5×10⁻⁴")).isEqualTo(6);
        assertThat(Ticks.exponentAt("2,500")).isEqualTo(-1);
        assertThat(Ticks.lowered("⁻¹⁰")).isEqualTo("−10");
    }

    @Property
    void linearTicksRiseInsideTheRange(Draw draw) {
        double from = draw.real(-1e9, 1e9);
        double magnitude = draw.real(-6, 9);
        int target = draw.whole(2, 12);
        // A range far narrower than its distance from zero has no doubles to tick.
        double width = Math.max(Math.pow(10, magnitude), Math.abs(from) * 1e-9);
        Ticks ticks = Ticks.linear(from, from + width, target);
        double slack = 1e-6 * width + Math.ulp(from);
        assertThat(ticks.values().length).isBetween(1, 2 * target + 1);
        for (int i = 0; i < ticks.values().length; i++) {
            assertThat(ticks.values()[i]).isBetween(from - slack, from + width + slack);
        }
        assertThat(new HashSet<>(ticks.labels())).hasSize(ticks.labels().size());
    }

    @Property
    void logarithmicTicksRiseInsideTheRange(Draw draw) {
        double exponent = draw.real(-30, 30);
        double decades = draw.real(0.01, 40);
        int target = draw.whole(2, 12);
        double min = Math.pow(10, exponent);
        double max = min * Math.pow(10, decades);
        Ticks ticks = Ticks.logarithmic(min, max, target);
        double before = 0;
        for (double v : ticks.values()) {
            assertThat(v).isBetween(min * (1 - 1e-6), max * (1 + 1e-6)).isGreaterThan(before);
            before = v;
        }
        assertThat(new HashSet<>(ticks.labels())).hasSize(ticks.labels().size());
    }

    @Test
    void rangesAreRoundedOutwards() {
        assertThat(Ticks.roundOutwards(0.3, 9.7, 5)).containsExactly(new double[] {0, 10}, within(1e-12));
        assertThat(Ticks.roundOutwards(0, 10, 5)).containsExactly(new double[] {0, 10}, within(1e-12));
        assertThat(Ticks.roundOutwards(-0.1, 0.1, 4)).containsExactly(new double[] {-0.1, 0.1}, within(1e-12));
    }
}
