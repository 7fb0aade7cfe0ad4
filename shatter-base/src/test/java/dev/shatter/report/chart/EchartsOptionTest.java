package dev.shatter.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.core.Json;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class EchartsOptionTest {
    @Test
    void aLineChartHasOneSeriesALineInItsColourAndDash() {
        JsonNode option = EchartsOption.of(SampleCharts.learningCurves());
        assertThat(option.get("series")).hasSize(5);
        JsonNode random = option.at("/series/1");
        assertThat(random.get("type").asText()).isEqualTo("line");
        assertThat(random.get("name").asText()).isEqualTo("random labels");
        assertThat(random.at("/lineStyle/color").asText()).isEqualTo("#d55e00");
        assertThat(random.at("/lineStyle/type").toString()).isEqualTo("[7,3]");
        assertThat(random.at("/data/0/0").asDouble()).isZero();
        assertThat(random.at("/data/0/1").asDouble()).isEqualTo(2.45);
        // The legend's markers are polygons too, but not translucent.
        assertThat(elements(option, "polygon")
                        .filter(e -> e.at("/style/opacity").asDouble() < 1))
                .as("one band a line")
                .hasSize(5);
    }

    /** Markers tell lines apart in grey print, so a line of many points has some, as its key in the legend has. */
    @Test
    void linesOfManyPointsHaveSomeMarkers() {
        JsonNode random = EchartsOption.of(SampleCharts.learningCurves()).at("/series/1");
        List<Integer> marked = IntStream.range(0, random.get("data").size())
                .filter(i -> random.at("/data/" + i).isObject())
                .boxed()
                .toList();
        assertThat(marked).containsExactly(4, 13, 22, 31, 40, 48, 57, 66, 75);
        assertThat(random.at("/data/13/value/0").asDouble()).isEqualTo(13 * 125);
        assertThat(random.at("/data/13/symbol").asText()).isEqualTo("rect");
        assertThat(random.get("symbol").asText()).as("elsewhere").isEqualTo("none");
    }

    @Test
    void isPureJsonWithoutAnimation() {
        for (Chart chart : SampleCharts.all().values()) {
            JsonNode option = EchartsOption.of(chart);
            assertThat(option.get("animation").asBoolean()).isFalse();
            assertThat(Json.canonical(option)).doesNotContain("function").doesNotContain("NaN");
        }
    }

    @Test
    void axesCarryNamesScalesAndRoundEnds() {
        JsonNode option = EchartsOption.of(SampleCharts.corruptionRamp());
        assertThat(option.at("/xAxis/0/type").asText()).isEqualTo("value");
        assertThat(option.at("/yAxis/0/type").asText()).isEqualTo("log");
        assertThat(option.at("/yAxis/0/name").asText()).isEqualTo("training loss (nats, log scale)");
        assertThat(option.at("/yAxis/0/min").asDouble()).isEqualTo(1e-5, within(1e-12));
        assertThat(option.at("/yAxis/0/max").asDouble()).isEqualTo(10, within(1e-9));
    }

    @Test
    void valuesWithoutAPlaceAreGapsAndCounted() {
        JsonNode option = EchartsOption.of(SampleCharts.logGap());
        assertThat(option.at("/series/0/data/0/0").isNull()).isTrue();
        assertThat(option.at("/series/0/data/3/1").isNull()).isTrue();
        assertThat(option.at("/series/0/data/1/1").asDouble()).isEqualTo(3e-7);
        assertThat(texts(option)).contains("1 value not drawn: infinite or ≤ 0");
    }

    @Test
    void vacuousCertificatesAreSolidToChanceAndHatchedBeyond() {
        JsonNode option = EchartsOption.of(SampleCharts.certificates());
        JsonNode data = option.at("/series/0/data");
        assertThat(data.get(0).asDouble()).isEqualTo(0.0214);
        assertThat(data.get(4).asDouble()).isEqualTo(0.9);
        assertThat(data.get(5).asDouble()).isEqualTo(0.9);
        // At least the risk of a guess, but below 1: it says something of the risk, only nothing of use.
        assertThat(texts(EchartsOption.of(
                        Certificates.chart("risk", 0.9, List.of(new Certificates.Bound("b", 0.95)), List.of()))))
                .contains("0.950 (trivial)");
        assertThat(texts(option)).contains("∞ (vacuous)", "38,300 (vacuous)", "chance 0.9", "measured 0.018");
        // Two outlines with their strokes, and two reference lines.
        assertThat(count(option, "polyline")).isGreaterThan(10);
        // A bound is rounded upwards.
        assertThat(texts(option)).contains("0.0214").doesNotContain("38,200 (vacuous)");
    }

    @Test
    void multiplesShareRangesAndOneLegend() {
        JsonNode option = EchartsOption.of(SampleCharts.facets());
        assertThat(option.get("grid")).hasSize(4);
        assertThat(option.at("/xAxis/3/max")).isEqualTo(option.at("/xAxis/0/max"));
        assertThat(texts(option)).containsOnlyOnce("train, true labels");
        assertThat(option.at("/series/5/xAxisIndex").asInt()).isEqualTo(1);
    }

    @Test
    void barsStandOnZeroAndShareABand() {
        JsonNode option = EchartsOption.of(SampleCharts.accuracyBars());
        assertThat(option.at("/xAxis/0/type").asText()).isEqualTo("category");
        assertThat(option.at("/yAxis/0/min").asDouble()).isZero();
        assertThat(option.at("/series/0/barWidth")).isEqualTo(option.at("/series/1/barWidth"));
    }

    @Test
    void aHeatMapSkipsMissingCellsAndCentresTwoSigns() {
        JsonNode option = EchartsOption.of(SampleCharts.kendall());
        assertThat(option.at("/series/0/data")).hasSize(29);
        JsonNode map = option.at("/visualMap/0");
        assertThat(map.get("min").asDouble()).isEqualTo(-map.get("max").asDouble());
    }

    @Test
    void endLabelsOnlyWhereTheyCanBeTold() {
        // Lines that end apart are named at their ends, in their colour; lines that meet get a legend.
        assertThat(ChartLayout.of(SampleCharts.convergence()).frames().get(0).margin())
                .extracting(Frame.MarginLabel::text)
                .containsExactly("Inception", "AlexNet", "MLP 1x512");
        Frame met = ChartLayout.of(SampleCharts.testError()).frames().get(0);
        assertThat(met.margin()).extracting(Frame.MarginLabel::text).containsExactly("chance 90 %");
        assertThat(met.legend().entries()).hasSize(3);
        // A line that runs to the left ends far from the margin.
        Mark back = Mark.Line.of("dropout", Style.neutral(0), new double[] {100, 90, 20}, new double[] {78, 77, 59});
        Mark near = Mark.Line.of("decay", Style.neutral(1), new double[] {100, 95}, new double[] {77, 70});
        Frame left = ChartLayout.of(
                        Chart.of(Panel.of(Axis.linear("fitted", "%"), Axis.linear("right", "%"), back, near)))
                .frames()
                .get(0);
        assertThat(left.margin()).isEmpty();
        assertThat(left.legend().entries()).extracting(Legend.Entry::text).containsExactly("dropout", "decay");
    }

    private static List<String> texts(JsonNode option) {
        return StreamSupport.stream(option.at("/graphic/elements").spliterator(), false)
                .filter(e -> e.get("type").asText().equals("text"))
                .map(e -> e.at("/style/text").asText())
                .toList();
    }

    private static long count(JsonNode option, String type) {
        return elements(option, type).count();
    }

    private static Stream<JsonNode> elements(JsonNode option, String type) {
        return StreamSupport.stream(option.at("/graphic/elements").spliterator(), false)
                .filter(e -> e.get("type").asText().equals(type));
    }
}
