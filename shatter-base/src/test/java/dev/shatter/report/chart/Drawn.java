package dev.shatter.report.chart;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The sample charts, each drawn once for all tests. */
final class Drawn {
    private static final Map<String, Svg> DRAWN = new LinkedHashMap<>();

    private Drawn() {}

    static synchronized Map<String, Svg> all() {
        if (DRAWN.isEmpty()) {
            SampleCharts.all().forEach((name, chart) -> DRAWN.put(name, Svg.of(chart, name, "t", "d")));
        }
        return DRAWN;
    }

    static Svg of(String name) {
        return Objects.requireNonNull(all().get(name), name);
    }
}
