package dev.shatter.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartCsvTest {
    @Test
    void everyNumberReadsBackExactly() {
        double[] x = {0, 0.1, 1e-7, 123456789.123, 1e22};
        double[] y = {Math.PI, -0.0, Double.NaN, Double.MIN_VALUE, Double.MAX_VALUE};
        double[] low = {3, -1, Double.NaN, 0, 1};
        double[] high = {4, 1, Double.NaN, 1, Double.POSITIVE_INFINITY};
        String name = "a \"name\", with\r\nbreaks; and =formula";
        Chart chart = Chart.of(Panel.of(
                Axis.linear("steps", ""),
                Axis.linear("loss", "nats"),
                Mark.Line.of(name, Style.trueLabels(), x, y).band(low, high)));
        List<NamedCsvRecord> rows = read(ChartCsv.of(chart));
        assertThat(rows).hasSize(5);
        for (int i = 0; i < 5; i++) {
            NamedCsvRecord row = rows.get(i);
            assertThat(row.getField("series")).isEqualTo(name);
            assertThat(number(row, "steps")).isEqualTo(Double.valueOf(x[i]));
            assertThat(number(row, "loss (nats)")).isEqualTo(Double.valueOf(y[i]));
            assertThat(number(row, "low")).isEqualTo(Double.valueOf(low[i]));
            assertThat(number(row, "high")).isEqualTo(Double.valueOf(high[i]));
        }
    }

    @Test
    void columnsFollowTheKindOfChart() {
        assertThat(header(SampleCharts.learningCurves()))
                .containsExactly("series", "training steps", "training loss, mean over a batch (nats)", "low", "high");
        assertThat(header(SampleCharts.margins()))
                .containsExactly("series", "normalised margin", "normalised margin to", "training images");
        assertThat(header(SampleCharts.kendall())).containsExactly("series", "varied", "measure", "value");
        assertThat(header(SampleCharts.facets())).containsExactly("panel", "series", "epoch", "accuracy (%)");
    }

    @Test
    void nothingIsLeftOutThatThePictureLeavesOut() {
        // Not positive on a logarithmic axis, beyond the end of a certificate's axis, missing in a heat map.
        assertThat(read(ChartCsv.of(SampleCharts.logGap()))).hasSize(7);
        assertThat(read(ChartCsv.of(SampleCharts.certificates())))
                .extracting(r -> r.getField(1))
                .contains("38214", "Infinity");
        assertThat(read(ChartCsv.of(SampleCharts.kendall()))).hasSize(30);
    }

    private static List<String> header(Chart chart) {
        return read(ChartCsv.of(chart)).get(0).getHeader();
    }

    private static Double number(NamedCsvRecord row, String field) {
        String text = row.getField(field);
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    private static List<NamedCsvRecord> read(String csv) {
        return CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
    }
}
