package dev.shatter.report.chart;

import com.fasterxml.jackson.core.io.NumberOutput;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart's data as CSV (RFC 4180, UTF-8): one row a value, complete, numbers in their shortest exact form.
 *
 * <p>Columns: {@code panel, series}, x, y, {@code low, high}; for histograms a column for each bin's right edge; for heat
 * maps y, x and value. Columns without any content are left out. Missing values are empty.
 */
public final class ChartCsv {
    private static final int PANEL = 0;
    private static final int SERIES = 1;
    private static final int X = 2;
    private static final int X_TO = 3;
    private static final int Y = 4;
    private static final int LOW = 5;
    private static final int HIGH = 6;
    private static final int VALUE = 7;
    private static final int COLUMNS = 8;

    private final Chart chart;
    private final List<String[]> rows = new ArrayList<>();

    private ChartCsv(Chart chart) {
        this.chart = chart;
    }

    /** The text, with lines ended by CR LF as the RFC wants. */
    public static String of(Chart chart) {
        return new ChartCsv(chart).write();
    }

    private String write() {
        for (int i = 0; i < chart.panels().size(); i++) {
            Panel panel = chart.panels().get(i);
            String name =
                    chart.panels().size() == 1 ? "" : panel.title().isEmpty() ? Integer.toString(i + 1) : panel.title();
            panel.marks().forEach(mark -> add(name, panel, mark));
        }
        List<Integer> used = new ArrayList<>();
        for (int column = 0; column < COLUMNS; column++) {
            int c = column;
            boolean base = c == SERIES || c == X || c == Y;
            if (base || rows.stream().anyMatch(r -> !r[c].isEmpty())) {
                used.add(c);
            }
        }
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            String[] header = header();
            csv.writeRecord(used.stream().map(c -> header[c]).toArray(String[]::new));
            for (String[] row : rows) {
                csv.writeRecord(used.stream().map(c -> row[c]).toArray(String[]::new));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private String[] header() {
        Panel first = chart.panels().get(0);
        boolean same = chart.panels().stream()
                .allMatch(p -> p.x().title().equals(first.x().title())
                        && p.y().title().equals(first.y().title()));
        String x = same && !first.x().title().isEmpty() ? first.x().title() : "x";
        String y = same && !first.y().title().isEmpty() ? first.y().title() : "y";
        return new String[] {"panel", "series", x, x + " to", y, "low", "high", "value"};
    }

    private void add(String panelName, Panel panel, Mark mark) {
        if (mark instanceof Mark.Line line) {
            points(panelName, panel, line.name(), line.x(), line.y(), line.spread());
        } else if (mark instanceof Mark.Points points) {
            points(panelName, panel, points.name(), points.x(), points.y(), points.spread());
        } else if (mark instanceof Mark.Bars bars) {
            for (int i = 0; i < bars.values().length; i++) {
                String[] row = row(panelName, bars.name());
                List<String> names =
                        panel.level() ? panel.y().categories() : panel.x().categories();
                row[panel.level() ? Y : X] = names.get(i);
                row[panel.level() ? X : Y] = number(bars.values()[i]);
                spread(row, bars.spread(), i);
            }
        } else if (mark instanceof Mark.Histogram histogram) {
            for (int i = 0; i < histogram.heights().length; i++) {
                String[] row = row(panelName, histogram.name());
                row[X] = number(histogram.edges()[i]);
                row[X_TO] = number(histogram.edges()[i + 1]);
                row[Y] = number(histogram.heights()[i]);
            }
        } else if (mark instanceof Mark.Heat heat) {
            for (int i = 0; i < heat.values().length; i++) {
                for (int j = 0; j < heat.values()[i].length; j++) {
                    String[] row = row(panelName, heat.name());
                    row[X] = panel.x().categories().get(j);
                    row[Y] = panel.y().categories().get(i);
                    row[VALUE] = number(heat.values()[i][j]);
                }
            }
        }
    }

    private void points(String panelName, Panel panel, String name, double[] x, double[] y, @Nullable Spread spread) {
        boolean category = panel.x().kind() == Axis.Kind.CATEGORY;
        for (int i = 0; i < x.length; i++) {
            String[] row = row(panelName, name);
            row[X] = category
                            && x[i] == Math.rint(x[i])
                            && x[i] >= 0
                            && x[i] < panel.x().categories().size()
                    ? panel.x().categories().get((int) x[i])
                    : number(x[i]);
            row[Y] = number(y[i]);
            spread(row, spread, i);
        }
    }

    private static void spread(String[] row, @Nullable Spread spread, int i) {
        if (spread != null) {
            row[LOW] = number(spread.low()[i]);
            row[HIGH] = number(spread.high()[i]);
        }
    }

    private String[] row(String panelName, String series) {
        String[] row = new String[COLUMNS];
        Arrays.fill(row, "");
        row[PANEL] = panelName;
        row[SERIES] = series;
        rows.add(row);
        return row;
    }

    /** Shortest form that reads back as the same double, the same on every JDK; NaN is empty. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        String text = NumberOutput.toString(value, true);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
