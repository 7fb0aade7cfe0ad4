package dev.shatter.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Draw;
import dev.shatter.core.Property;
import dev.shatter.report.chart.Frame.MarginLabel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void labelsApartStayAndLabelsTogetherMoveEvenly() {
        List<MarginLabel> placed = Labels.apart(labels(List.of(100.0, 20.0, 104.0)), 0, 300);
        assertThat(placed)
                .extracting(MarginLabel::at)
                .satisfiesExactly(
                        at -> assertThat(at).isEqualTo(20),
                        at -> assertThat(at).isEqualTo(102 - ChartLayout.LINE / 2, within(1e-9)),
                        at -> assertThat(at).isEqualTo(102 + ChartLayout.LINE / 2, within(1e-9)));
    }

    @Property
    void keepOrderDistanceAndBounds(Draw draw) {
        List<Double> wanted = Stream.generate(() -> draw.real(10, 290))
                .limit(draw.whole(0, 12))
                .toList();
        List<MarginLabel> placed = Labels.apart(labels(wanted), 10, 290);
        assertThat(placed).hasSameSizeAs(wanted);
        for (int i = 0; i < placed.size(); i++) {
            assertThat(placed.get(i).at()).isBetween(10 - 1e-9, 290 + 1e-9);
            if (i > 0) {
                assertThat(placed.get(i).anchorY())
                        .isGreaterThanOrEqualTo(placed.get(i - 1).anchorY());
                assertThat(placed.get(i).at() - placed.get(i - 1).at()).isGreaterThanOrEqualTo(ChartLayout.LINE - 1e-9);
            }
        }
    }

    private static List<MarginLabel> labels(List<Double> at) {
        return at.stream().map(y -> new MarginLabel("l", "#000000", 0, y, y, 0)).toList();
    }
}
