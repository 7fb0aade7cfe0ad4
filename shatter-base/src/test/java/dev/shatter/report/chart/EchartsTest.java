package dev.shatter.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Json;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EchartsTest {
    @Test
    void theLibraryIsTheRecordedFileWithItsLicence() throws Exception {
        byte[] source = Echarts.source();
        assertThat(HexFormat.of().formatHex(Json.sha256().digest(source))).isEqualTo(Echarts.SHA256);
        for (String name : List.of("echarts.LICENSE", "echarts.NOTICE", "echarts.LICENSE-d3")) {
            try (InputStream in = Echarts.class.getResourceAsStream(name)) {
                assertThat(in).as(name).isNotNull();
            }
        }
    }

    @Test
    void manyThreadsDrawTheSame() throws Exception {
        Chart chart = SampleCharts.logGap();
        String alone = Svg.of(chart, "a", "t", "d").text();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<String>> drawn = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                drawn.add(pool.submit(() -> Svg.of(chart, "a", "t", "d").text()));
            }
            for (Future<String> each : drawn) {
                assertThat(each.get()).isEqualTo(alone);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
