package dev.shatter.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StyleTest {
    private static List<Style> all() {
        List<Style> all =
                new ArrayList<>(List.of(Style.shuffledPixels(), Style.randomPixels(), Style.gaussianPixels()));
        for (int i = 0; i <= 10; i++) {
            all.add(Style.corrupted(i / 10.0));
        }
        for (int i = 0; i < 6; i++) {
            all.add(Style.neutral(i));
        }
        return all;
    }

    @Test
    void theFixedPalette() {
        assertThat(Style.trueLabels().hue().line()).isEqualTo("#0072b2");
        assertThat(Style.randomLabels().hue().line()).isEqualTo("#d55e00");
        assertThat(Style.shuffledPixels().hue().line()).isEqualTo("#009e73");
        assertThat(Style.randomPixels().hue().line()).isEqualTo("#cc79a7");
        assertThat(Style.corrupted(0)).isEqualTo(Style.trueLabels());
        assertThat(Style.corrupted(1)).isEqualTo(Style.randomLabels());
        assertThatThrownBy(() -> Style.corrupted(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textsContrastAndLinesCanBeSeenOnBothPages() {
        for (Style style : all()) {
            Hue hue = style.hue();
            assertThat(HeatColours.contrast(hue.text(), Theme.PAPER))
                    .as("%s", hue)
                    .isGreaterThanOrEqualTo(4.5);
            assertThat(HeatColours.contrast(hue.darkText(), Theme.DARK_PAPER))
                    .as("%s", hue)
                    .isGreaterThanOrEqualTo(4.5);
            assertThat(HeatColours.contrast(hue.line(), Theme.PAPER))
                    .as("%s", hue)
                    .isGreaterThanOrEqualTo(2.5);
            assertThat(HeatColours.contrast(hue.darkLine(), Theme.DARK_PAPER))
                    .as("%s", hue)
                    .isGreaterThanOrEqualTo(2.5);
        }
        assertThat(HeatColours.contrast(Theme.MUTED, Theme.PAPER)).isGreaterThanOrEqualTo(4.5);
        assertThat(HeatColours.contrast(Theme.DARK_MUTED, Theme.DARK_PAPER)).isGreaterThanOrEqualTo(4.5);
    }

    @Test
    void whatIsComparedDiffersInASecondCue() {
        Set<Object> cues = new HashSet<>();
        for (Style style : List.of(
                Style.trueLabels(),
                Style.randomLabels(),
                Style.shuffledPixels(),
                Style.randomPixels(),
                Style.gaussianPixels())) {
            assertThat(cues.add(style.dash())).isTrue();
            assertThat(cues.add(style.marker())).isTrue();
        }
    }

    @Test
    void numbersOnAHeatMapContrast() {
        HeatColours colours = HeatColours.of(new Mark.Heat("", new double[][] {{-1, 1}}, 1));
        for (double v = -1; v <= 1; v += 0.01) {
            String cell = colours.at(v);
            assertThat(HeatColours.contrast(cell, HeatColours.textOn(cell)))
                    .as("at %s", v)
                    .isGreaterThanOrEqualTo(4.5);
        }
    }
}
