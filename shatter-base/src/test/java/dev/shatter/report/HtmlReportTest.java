package dev.shatter.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    @Test
    void demo() throws Exception {
        Path folder = Path.of("target", "demo-report");
        ReportFolder.write(DemoReport.make(), folder);
        assertThat(Files.size(folder.resolve("index.html"))).isPositive();
    }
}
