package dev.shatter.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static Table table(String first, String second) {
        return new Table(
                "t",
                "Accuracy",
                List.of(
                        Table.Column.words("network"),
                        Table.Column.numbers("parameters", ""),
                        Table.Column.numbers("test accuracy", "%"),
                        Table.Column.words("fits")),
                List.of(
                        List.of(
                                Cell.words(first),
                                Cell.count(1209866),
                                Cell.percent(0.509, 0.504, 0.514),
                                Cell.badge(Badge.HOLDS)),
                        List.of(Cell.words(second), Cell.count(7850), Cell.none(), Cell.badge(Badge.UNDECIDED))),
                "Intervals at 95 %.");
    }

    @Test
    void columnsAlign() {
        assertThat(TerminalTable.lines(table("mlp:512", "linear"), 80))
                .containsExactly(
                        "Accuracy",
                        "",
                        "network  parameters  test accuracy (%)  fits",
                        "mlp:512   1,209,866         50.9 ± 0.5  ● HOLDS",
                        "linear        7,850                  –  ○ UNDECIDED",
                        "",
                        "Intervals at 95 %.");
    }

    @Test
    void wordsWrapUntilTheTableFitsAndNumbersNever() {
        assertThat(TerminalTable.lines(table("perceptron, three-layered-and-wide", "linear"), 60)
                        .subList(2, 7))
                .containsExactly(
                        "network           parameters  test accuracy (%)  fits",
                        "perceptron,        1,209,866         50.9 ± 0.5  ● HOLDS",
                        "three-layered-",
                        "and-wide",
                        "linear                 7,850                  –  ○ UNDECIDED");
        String longName = "a network with an uncommonly long name, chosen by somebody else";
        List<String> lines = TerminalTable.lines(table(longName, "linear"), 60);
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
        assertThat(lines.get(3)).contains("1,209,866").contains("50.9 ± 0.5");
        assertThat(TerminalTable.lines(table(longName, "linear"), 20).get(3)).contains("1,209,866");
    }

    @Test
    void aLastColumnOfWordsStandsUnderItsRowWhereItHasNoRoomBeside() {
        Table table = new Table(
                "t",
                "",
                List.of(Table.Column.words("verdict"), Table.Column.words("claim"), Table.Column.words("published")),
                List.of(
                        List.of(
                                Cell.badge(Badge.HOLDS),
                                Cell.words("vc-dimension-explains-nothing"),
                                Cell.words("the networks have more parameters than the sample has examples (table 1)")),
                        List.of(Cell.badge(Badge.UNDECIDED), Cell.words("count-of-weights"), Cell.words(""))),
                "");
        assertThat(TerminalTable.lines(table, 57))
                .containsExactly(
                        "verdict      claim",
                        "             published",
                        "● HOLDS      vc-dimension-explains-nothing",
                        "             the networks have more parameters than the",
                        "             sample has examples (table 1)",
                        "○ UNDECIDED  count-of-weights");
        assertThat(TerminalTable.lines(table, 90).subList(0, 3))
                .containsExactly(
                        "verdict      claim                          published",
                        "● HOLDS      vc-dimension-explains-nothing  the networks have more parameters than the",
                        "                                            sample has examples (table 1)");
    }

    @Test
    void underItsRowALastColumnKeepsWithinTheTerminal() {
        String place = "folder/".repeat(20);
        Table table = new Table(
                "t",
                "",
                List.of(Table.Column.words("verdict"), Table.Column.words("claim"), Table.Column.words("published")),
                List.of(List.of(
                        Cell.badge(Badge.UNDECIDED),
                        Cell.words("vc-dimension-explains-nothing"),
                        Cell.words("see " + place + " and what is in there"))),
                "");
        assertThat(TerminalTable.lines(table, 57))
                .containsExactly(
                        "verdict      claim",
                        "             published",
                        "○ UNDECIDED  vc-dimension-explains-nothing",
                        "             see",
                        "             " + place.substring(0, 43) + "…",
                        "             and what is in there");
    }

    @Test
    void whatCannotWrapIsCut() {
        List<String> lines = TerminalTable.lines(table("anuncommonlylongnamechosenbysomebodyelse", "linear"), 60);
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
        assertThat(lines.get(3)).contains("…").contains("1,209,866").contains("50.9 ± 0.5");
    }

    @Test
    void namesCannotSteerTheTerminal() {
        String text = String.join("\n", TerminalTable.lines(table("\u001b[2Jgone\u202e\r\nnew line", "\ttab"), 80));
        assertThat(text)
                .doesNotContain("\u001b")
                .doesNotContain("\u202e")
                .doesNotContain("\r")
                .doesNotContain("\t");
        assertThat(text.lines()).hasSize(7);
    }

    @Test
    void wideCharactersTakeTwoCells() {
        List<String> lines = TerminalTable.lines(table("ひらがな", "linear"), 80);
        assertThat(lines.get(3)).startsWith("ひらがな   1,209,866");
        assertThat(lines.get(4)).startsWith("linear         7,850");
    }

    @Test
    void csvHoldsWholeNumbersAndIntervals() {
        assertThat(table("a,\"b\"", "linear").csv())
                .isEqualTo("network,parameters,test accuracy (%),test accuracy (%) low,test accuracy (%) high,fits\r\n"
                        + "\"a,\"\"b\"\"\",1209866,50.9,50.4,51.4,HOLDS\r\n"
                        + "linear,7850,–,,,UNDECIDED\r\n");
    }

    @Test
    void rowsMustFitTheirColumns() {
        assertThatThrownBy(() -> new Table(
                        "t", "", List.of(Table.Column.words("a")), List.of(List.of(Cell.none(), Cell.none())), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
