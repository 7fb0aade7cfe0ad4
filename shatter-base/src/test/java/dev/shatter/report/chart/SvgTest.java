package dev.shatter.report.chart;

import java.nio.file.*;
import org.junit.jupiter.api.Test;

class SvgTest {
    @Test
    void demo() throws Exception {
        Path dir = Files.createDirectories(Path.of("target/demo-report"));
        for (var e : SampleCharts.all().entrySet()) {
            long t = System.nanoTime();
            Svg svg = Svg.of(e.getValue(), e.getKey(), e.getKey(), "alt");
            long t2 = System.nanoTime();
            Files.writeString(dir.resolve(e.getKey() + ".svg"), svg.text());
            Files.write(dir.resolve(e.getKey() + ".png"), Png.of(svg).orElseThrow());
            System.out.println(e.getKey() + " " + (t2 - t) / 1000000 + " " + (System.nanoTime() - t2) / 1000000 + " "
                    + svg.text().length());
        }
    }
}
