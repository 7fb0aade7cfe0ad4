package dev.shatter.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MeasuresPageTest {
    /** The page in docs is what the catalogue says; with -Dshatter.docs=write this test writes it. */
    @Test
    void docsAreUpToDate() throws Exception {
        // Maven runs tests in the module's folder.
        Path page = Path.of("..", "docs", "measures.md");
        if ("write".equals(System.getProperty("shatter.docs"))) {
            Files.writeString(page, MeasuresPage.markdown());
        }
        assertThat(page).content().isEqualTo(MeasuresPage.markdown());
    }
}
