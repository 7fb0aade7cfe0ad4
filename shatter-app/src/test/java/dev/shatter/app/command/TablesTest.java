package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Outcome;
import dev.shatter.app.Shell;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People's own tables through the real command line: what is meant is read, what is doubtful is asked about. */
class TablesTest {
    private static final int ROWS = 40;

    @TempDir
    Path folder;

    @Test
    void decimalCommas() {
        Path file = table("a;kind", i -> String.format(Locale.ROOT, "%d,%d;%s", i % 7, i % 10, kind(i)));
        refused(file, "separator=semicolon", "column 'a'", "'0,0'", "decimal=comma");
        JsonNode column = described(file, "separator=semicolon,decimal=comma")
                .path("columns")
                .get(0);
        assertThat(column.path("kind").asText()).isEqualTo("numbers");
        assertThat(column.path("high").asDouble()).isEqualTo(6.7);
    }

    @Test
    void thousandsSeparators() {
        Path file = table("a,kind", i -> String.format(Locale.ROOT, "\"%d,%03d.5\",%s", 1 + i % 7, i, kind(i)));
        refused(file, "test=0.2", "column 'a'", "1,000.5", "thousands=comma");
        JsonNode column = described(file, "thousands=comma").path("columns").get(0);
        assertThat(column.path("high").asDouble()).isEqualTo(7034.5);
        Path german = table("a;kind", i -> String.format(Locale.ROOT, "%d.%03d,5;%s", 1 + i % 7, i, kind(i)));
        assertThat(described(german, "separator=semicolon,decimal=comma,thousands=point")
                        .path("shape")
                        .asText())
                .isEqualTo("1");
    }

    @Test
    void dates() {
        Path file = table(
                "day,kind", i -> String.format(Locale.ROOT, "2024-%02d-%02d,%s", 1 + i % 12, 1 + i % 28, kind(i)));
        refused(file, "test=0.2", "column 'day'", "2024-01-01", "date=day", "drop=day");
        JsonNode json = described(file, "date=day");
        assertThat(json.path("shape").asText()).isEqualTo("1");
        // 2024-01-01 is day 19,723 (java.time and the Unix clock agree).
        assertThat(json.path("columns").get(0).path("low").asDouble()).isEqualTo(19723);
        Path european =
                table("day,kind", i -> String.format(Locale.ROOT, "%d.%d.2024,%s", 13 + i % 15, 1 + i % 12, kind(i)));
        refused(european, "date=day", "line 2", "not a date", "date-order=dmy");
        assertThat(described(european, "date=day,date-order=dmy").path("shape").asText())
                .isEqualTo("1");
    }

    /** Pandas writes its row numbers under an empty name: a network reads the label off them where rows are sorted. */
    @Test
    void rowNumbers() {
        Path file = table(",a,kind", i -> i + "," + i % 7 + "," + kind(i / 20));
        refused(file, "test=0.2", "column 'column1'", "numbers the rows from 0 to 39", "drop=column1", "keep=column1");
        assertThat(described(file, "drop=column1").path("shape").asText()).isEqualTo("1");
        assertThat(described(file, "keep=column1").path("shape").asText()).isEqualTo("2");
        // In another order they are row numbers still.
        Path shuffled = table("id,a,kind", i -> (i * 7 % ROWS + 1) + "," + i % 7 + "," + kind(i));
        refused(shuffled, "test=0.2", "column 'id'", "from 1 to 40");
    }

    @Test
    void namesAreNoKinds() {
        Path file = table("who,a,kind", i -> "person" + i + "," + i % 7 + "," + kind(i));
        refused(file, "test=0.2", "column 'who'", "40 different texts in 40 rows", "drop=who");
    }

    @Test
    void amountsAreNoLabels() {
        Path file = table("a,kind", i -> i % 7 + "," + (i / 4.0));
        refused(file, "test=0.2", "column 'kind'", "amounts, not classes", "categorical=kind");
        Path counts = table("a,kind", i -> i % 7 + "," + i * i);
        refused(counts, "test=0.2", "amounts, not classes: 40 different numbers in 40 rows");
        // Ten grades are classes, whole or not written as such.
        Path grades = table("a,kind", i -> i % 7 + "," + i % 10);
        assertThat(described(grades, "test=0.25").path("classes")).hasSize(10);
    }

    @Test
    void describeShowsWhatColumnsHold() {
        Path file = table(
                "a,colour,kind", i -> (i == 5 ? "" : i % 7) + "," + (i % 3 == 0 ? "red" : "blue") + "," + kind(i));
        JsonNode columns = described(file, "missing=mean").path("columns");
        assertThat(columns).hasSize(3);
        assertThat(columns.get(0).path("missing").asInt()).isEqualTo(1);
        assertThat(columns.get(0).path("low").asDouble()).isZero();
        assertThat(columns.get(1).path("kind").asText()).isEqualTo("categories");
        assertThat(columns.get(1).path("different").asInt()).isEqualTo(2);
        assertThat(columns.get(2).path("use").asText()).isEqualTo("label");
        String text = Shell.at(folder.resolve("home"))
                .run("data", "describe", "csv:" + file + ",label=kind,missing=mean")
                .isDone()
                .out();
        assertThat(text).containsPattern("colour +feature +categories +2");
    }

    @Test
    void twentyThousandColumnsAndNoMore() {
        Path wide = wide(19_999);
        assertThat(described(wide, "test=0.5").path("shape").asText()).isEqualTo("19999");
        Shell.at(folder.resolve("home"))
                .run("data", "describe", "csv:" + wide(20_000) + ",label=kind")
                .isOneSentence("20001 columns");
    }

    /** 40,000 digits in a cell took 17 s, four times as long for twice as many: this is 400 times that work. */
    @Test
    void longCellsAreReadInOneWay() {
        String digits = "1".repeat(400_000);
        Path file = table("a,kind", i -> digits + "x" + i % 2 + "," + kind(i));
        assertThat(described(file, "categorical=a").path("shape").asText()).isEqualTo("2");
    }

    @Test
    void aBarePathIsAnsweredWithItsReference() {
        Path file = table("a,kind", i -> i % 7 + "," + kind(i));
        Shell.at(folder.resolve("home")).run("data", "describe", file).isOneSentence("csv:" + file + ",label=COLUMN");
    }

    @Test
    void pipesAndDevicesAreNoTables() {
        Shell.at(folder.resolve("home"))
                .run("data", "describe", "csv:/dev/zero,label=kind")
                .isOneSentence("/dev/zero", "a pipe or a device");
        Shell.at(folder.resolve("home"))
                .run("data", "describe", "csv:-,label=kind")
                .isOneSentence("standard input", "save what comes from there as a file");
    }

    private static String kind(int i) {
        return i % 2 == 0 ? "yes" : "no";
    }

    private Path table(String header, IntFunction<String> row) {
        String rows = IntStream.range(0, ROWS).mapToObj(row).collect(Collectors.joining("\n"));
        return Hostile.text(
                folder, "t" + Integer.toHexString((header + rows).hashCode()) + ".csv", header + "\n" + rows + "\n");
    }

    private Path wide(int features) {
        String header = IntStream.range(0, features).mapToObj(c -> "f" + c).collect(Collectors.joining(","));
        String cells = IntStream.range(0, features)
                .mapToObj(c -> c % 2 == 0 ? "1" : "2")
                .collect(Collectors.joining(","));
        return Hostile.text(
                folder,
                "wide" + features + ".csv",
                header + ",kind\n" + cells + ",x\n" + cells + ",y\n" + cells + ",x\n" + cells + ",y\n");
    }

    private JsonNode described(Path file, String options) {
        return Shell.at(folder.resolve("home"))
                .run("data", "describe", "csv:" + file + ",label=kind," + options, "--json")
                .json();
    }

    private void refused(Path file, String options, Object... named) {
        Outcome outcome =
                Shell.at(folder.resolve("home")).run("data", "describe", "csv:" + file + ",label=kind," + options);
        outcome.isOneSentence(named);
    }
}
