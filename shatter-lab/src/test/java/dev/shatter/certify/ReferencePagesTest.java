package dev.shatter.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.measure.catalogue.MeasuresPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pages in docs are what the catalogues say; with -Dshatter.docs=write these tests write them. */
class ReferencePagesTest {
    @Test
    void measuresAreUpToDate() throws IOException {
        check("measures.md", MeasuresPage.markdown());
    }

    @Test
    void boundsAreUpToDate() throws IOException {
        check("bounds.md", BoundsPage.markdown());
    }

    private static void check(String name, String expected) throws IOException {
        // Maven runs tests in the module's folder.
        Path page = Path.of("..", "docs", name);
        if ("write".equals(System.getProperty("shatter.docs"))) {
            Files.writeString(page, expected);
        }
        assertThat(page).content().isEqualTo(expected);
    }
}
