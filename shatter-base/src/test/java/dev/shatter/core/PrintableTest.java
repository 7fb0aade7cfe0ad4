package dev.shatter.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void nothingMovesTheCursorOrReordersTheLine() {
        assertThat(Printable.of("a\u001b[31mb\nc\u202ed\u0007\u0085\u2028"))
                .isEqualTo("a\\u001b[31mb\\u000ac\\u202ed\\u0007\\u0085\\u2028");
        assertThat(Printable.of("Bläschen, σ′ 图 😀")).isEqualTo("Bläschen, σ′ 图 😀");
        assertThat(BadInput.in("x\u001b[2J", "is\nbad", "go").sentence()).isEqualTo("x\\u001b[2J: is bad; go.");
    }
}
