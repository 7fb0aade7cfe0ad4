package dev.shatter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void alignsTextLeftAndNumbersRight() {
        TextTable table = TextTable.of("network", "parameters", "test")
                .row("mlp:512", "1,209,866", "50.9 ± 0.5 %")
                .row("linear", "23,530", "-");
        assertThat(table.lines(100))
                .containsExactly(
                        "network  parameters          test", //
                        "mlp:512   1,209,866  50.9 ± 0.5 %",
                        "linear       23,530             -");
    }

    @Test
    void wrapsTheLastColumnUnderItself() {
        TextTable table = TextTable.of("name", "summary").row("a", "one two three four five six seven");
        assertThat(table.lines(26))
                .containsExactly(
                        "name  summary", //
                        "a     one two three four",
                        "      five six seven");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatThrownBy(() -> TextTable.of("a", "b").row("1")).isInstanceOf(IllegalArgumentException.class);
    }
}
