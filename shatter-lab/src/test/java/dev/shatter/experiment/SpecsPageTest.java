package dev.shatter.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SpecsPageTest {
    @Test
    void thePageIsTheOneInDocs() throws IOException {
        Path made = Files.createDirectories(Path.of("target")).resolve("specs.md");
        Files.writeString(made, SpecsPage.text());
        assertThat(Path.of("..", "docs", "specs.md"))
                .as("docs/specs.md; copy " + made.toAbsolutePath() + " over it")
                .hasSameTextualContentAs(made);
    }
}
