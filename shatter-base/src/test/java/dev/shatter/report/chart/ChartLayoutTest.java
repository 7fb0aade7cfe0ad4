package dev.shatter.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing overlaps and nothing is cut off, measured with the widest of the common fonts. */
class LayoutTest {
    private record Text(String text, double left, double right, double top, double bottom) {
        boolean overlaps(Text other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    static Stream<Chart> charts() {
        return Stream.concat(SampleCharts.all().values().stream(), awkward());
    }

    private static Stream<Chart> awkward() {
        String longName = "a name that is much longer than anybody would ever want it to be in a figure of this size";
        double[] x = {0, 1, 2};
        double[] y = {1, 2, 3};
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add("class " + i);
        }
        double[] bars = new double[100];
        Arrays.fill(bars, 3);
        return Stream.of(
                Chart.of(Panel.of(
                                Axis.linear(longName + longName, "m"),
                                Axis.log(longName + longName, ""),
                                Mark.Line.of(longName, Style.neutral(0), x, y))
                        .titled(longName)
                        .with(ReferenceLine.level(2, longName), ReferenceLine.upright(1, longName))),
                Chart.of(Panel.of(
                        Axis.categories("class", many),
                        Axis.linear("images", ""),
                        Mark.Bars.of("", Style.trueLabels(), bars))),
                Chart.of(Panel.of(
                        Axis.linear("x", ""),
                        Axis.categories("", List.of(longName, longName + "!")),
                        Mark.Bars.of("", Style.trueLabels(), new double[] {1, 2})
                                .labelled(List.of("one", "two and a half")))),
                Chart.of(Panel.of(
                                Axis.linear(longName, "").range(-1, 1),
                                Axis.categories("", List.of(longName, "short")).namedOver(),
                                Mark.Bars.of("", Style.trueLabels(), new double[] {-0.5, 1})
                                        .labelled(List.of("one", "two and a half"))
                                        .asDots()))
                        .sized(Chart.NARROW, 180),
                Chart.of(Panel.of(
                                Axis.linear("x", "").range(0, 1),
                                Axis.linear("y", ""),
                                Mark.Line.of("", Style.neutral(0), x, y))
                        .with(
                                ReferenceLine.upright(0.5, "first of three"),
                                ReferenceLine.upright(0.51, "second of three"),
                                ReferenceLine.upright(0.52, "third of three"),
                                ReferenceLine.level(1.5, "one level"),
                                ReferenceLine.level(1.51, "another level"))),
                Chart.multiples(
                        3,
                        List.of(
                                Panel.of(
                                                Axis.linear(longName, ""),
                                                Axis.linear(longName, ""),
                                                Mark.Points.of("p", Style.trueLabels(), x, y))
                                        .titled(longName),
                                Panel.of(
                                        Axis.linear("x", ""),
                                        Axis.linear("y", ""),
                                        Mark.Points.of("q", Style.randomLabels(), x, y)),
                                Panel.of(Axis.linear("x", ""), Axis.linear("y", "")))));
    }

    @ParameterizedTest
    @MethodSource("charts")
    void textsNeitherOverlapNorLeaveThePicture(Chart chart) {
        List<Text> texts = texts(EchartsOption.of(chart));
        for (int i = 0; i < texts.size(); i++) {
            Text a = texts.get(i);
            assertThat(a.left).as(a.text).isGreaterThanOrEqualTo(0);
            assertThat(a.right).as(a.text).isLessThanOrEqualTo(chart.width());
            assertThat(a.top).as(a.text).isGreaterThanOrEqualTo(0);
            assertThat(a.bottom).as(a.text).isLessThanOrEqualTo(chart.height());
            for (Text b : texts.subList(i + 1, texts.size())) {
                assertThat(a.overlaps(b)).as("%s / %s", a, b).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("charts")
    void plotsKeepMostOfTheirPanel(Chart chart) {
        for (Frame frame : ChartLayout.of(chart).frames()) {
            assertThat(frame.plot().width()).isGreaterThan(0.2 * frame.cell().width());
            assertThat(frame.plot().height()).isGreaterThan(0.3 * frame.cell().height());
            assertThat(frame.plot().bottom()).isLessThan(frame.cell().bottom());
        }
    }

    /** Panels share the range of their values, not their categories. */
    @Test
    void everyPanelHasRoomForItsOwnCategories() {
        Chart chart = Chart.multiples(2, List.of(bars("a", "b"), bars("a", "b", "c", "d", "e")));
        for (Frame frame : ChartLayout.of(chart).frames()) {
            int count = frame.panel().y().categories().size();
            for (int i = 0; i < count; i++) {
                assertThat(frame.y().at(i))
                        .isBetween(frame.plot().top(), frame.plot().bottom());
            }
        }
    }

    private static Panel bars(String... categories) {
        return Panel.of(
                Axis.linear("accuracy", "%"),
                Axis.categories("", List.of(categories)),
                Mark.Bars.of("", Style.trueLabels(), new double[categories.length]));
    }

    private static List<Text> texts(JsonNode option) {
        List<Text> texts = new ArrayList<>();
        for (JsonNode element : option.at("/graphic/elements")) {
            if (element.get("type").asText().equals("text")) {
                JsonNode style = element.get("style");
                double size = style.get("fontSize").asDouble();
                String text = style.get("text").asText();
                double width = style.has("fontWeight") ? TextWidth.ofBold(text, size) : TextWidth.of(text, size);
                double x = element.get("x").asDouble();
                double left = switch (style.get("align").asText()) {
                    case "left" -> x;
                    case "right" -> x - width;
                    default -> x - width / 2;
                };
                double y = element.get("y").asDouble();
                // Ascenders and descenders together are no higher than the size of the type.
                texts.add(new Text(text, left, left + width, y - size / 2, y + size / 2));
            }
        }
        return texts;
    }
}
