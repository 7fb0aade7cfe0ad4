package dev.shatter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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

    /** However narrow the terminal is, what two runs do not have in common is on the page. */
    @Test
    void textsThatAgreeForLongAreShownFromWhereTheyPart() {
        String folder = "csv:/home/somebody/experiments/2026/november/";
        List<String> shown = PlainFormat.fromDifference(List.of(folder + "train-a.csv", folder + "train-b.csv"));
        assertThat(shown).containsExactly("…in-a.csv", "…in-b.csv");
        assertThat(PlainFormat.fromDifference(List.of("sgd", "adam"))).containsExactly("sgd", "adam");
        assertThat(PlainFormat.fromDifference(List.of("0.1", "0.01"))).containsExactly("0.1", "0.01");
        TextTable table = TextTable.of("field", "1f3a5c7e9b2d", "2f3a5c7e9b2d");
        table.row("data.file", shown.get(0), shown.get(1));
        assertThat(String.join("\n", table.lines(80))).contains("a.csv", "b.csv");
    }
}
