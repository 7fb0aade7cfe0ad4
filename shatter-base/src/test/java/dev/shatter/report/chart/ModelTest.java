package dev.shatter.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ModelTest {
    private static final double[] THREE = {1, 2, 3};
    private static final double[] TWO = {1, 2};

    @Test
    void whatCannotBeDrawnIsRefusedAtOnce() {
        refused(() -> Mark.Line.of("l", Style.trueLabels(), THREE, TWO));
        refused(() -> Mark.Line.of("l", Style.trueLabels(), THREE, THREE).band(TWO, TWO));
        refused(() -> new Spread(new double[] {2}, new double[] {1}, Spread.Form.BAND));
        refused(() -> new Mark.Histogram("h", Style.trueLabels(), THREE, THREE));
        refused(() -> new Mark.Histogram("h", Style.trueLabels(), new double[] {0, 0}, new double[] {1}));
        refused(() -> Axis.log("x", "").withZero());
        refused(() -> Axis.log("x", "").range(0, 1));
        refused(() -> Axis.linear("x", "").range(2, 1));
        refused(() -> Axis.categories("x", List.of()));
        refused(() -> ReferenceLine.level(Double.NaN, "chance"));
        refused(() -> Panel.of(
                Axis.categories("x", List.of("a")), Axis.linear("y", ""), Mark.Bars.of("b", Style.trueLabels(), TWO)));
        refused(() -> Panel.of(Axis.linear("x", ""), Axis.linear("y", ""), Mark.Bars.of("b", Style.trueLabels(), TWO)));
        refused(() -> Panel.of(
                Axis.categories("x", List.of("a")),
                Axis.categories("y", List.of("b")),
                new Mark.Heat("h", new double[][] {{1, 2}}, 0)));
        refused(() -> new Certificates.Bound("b", Double.NaN));
        refused(() -> new Chart(List.of(), 1, 640, 360, false));
    }

    @Test
    void anEmptyPanelAndConstantDataStillGetAxes() {
        for (Mark mark : List.of(
                Mark.Line.of("none", Style.trueLabels(), new double[0], new double[0]),
                Mark.Line.of("same", Style.trueLabels(), new double[] {5, 5}, new double[] {0, 0}),
                Mark.Line.of("nan", Style.trueLabels(), TWO, new double[] {Double.NaN, Double.NaN}))) {
            for (Axis y : List.of(Axis.linear("y", ""), Axis.log("y", ""))) {
                Frame frame = ChartLayout.of(Chart.of(Panel.of(Axis.linear("x", ""), y, mark)))
                        .frames()
                        .get(0);
                assertThat(frame.y().min()).isLessThan(frame.y().max());
                assertThat(frame.x().min()).isLessThan(frame.x().max());
                assertThat(frame.yTicks().values()).isNotEmpty();
            }
        }
    }

    @Test
    void marksDoNotShareTheirArrays() {
        double[] y = {1, 2, 3};
        Mark.Line line = Mark.Line.of("l", Style.trueLabels(), THREE, y);
        y[0] = 99;
        assertThat(line.y()[0]).isEqualTo(1);
    }

    private static void refused(ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOf(IllegalArgumentException.class);
    }
}
