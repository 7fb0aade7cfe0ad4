package dev.shatter.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.Style;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final Path DEMO = Path.of("target", "demo-report");
    private static String page = "";

    @BeforeAll
    static void write() throws IOException {
        new Destination(DEMO).write(DemoReport.make());
        page = Files.readString(DEMO.resolve("index.html"));
    }

    @Test
    void loadsNothing() {
        assertThat(all("(?:src|href|action|poster|srcset|data)=\"([^\"]*)\""))
                .isNotEmpty()
                .allMatch(target -> target.startsWith("data:") || target.startsWith("#"));
        assertThat(all("url\\(([^)]*)\\)")).allMatch(target -> target.startsWith("#"));
        assertThat(page).doesNotContain("<script").doesNotContain("@import").doesNotContain("<link");
        assertThat(page).contains("default-src 'none'");
        // Names of XML vocabularies are the only addresses, and nobody fetches them.
        assertThat(all("(https?://[^\"' <]*)")).allMatch(url -> url.startsWith("http://www.w3.org/"));
    }

    @Test
    void everyFigureHasAnAlternativeTextAndItsFiles() throws IOException {
        for (Figure figure : DemoReport.make().figures().toList()) {
            String own = piece("<figure id=\"" + figure.id() + "\">", "</figure>");
            assertThat(own)
                    .contains(figure.alternative())
                    .contains("reproduce")
                    .contains(figure.caption().finding());
            boolean drawn = figure.picture() instanceof Picture.Drawn;
            assertThat(own.contains("alt=\"") || own.contains("aria-labelledby=\"" + figure.id() + "-title "))
                    .isTrue();
            for (String suffix : drawn ? List.of(".csv", ".svg") : List.of(".png")) {
                Path file = DEMO.resolve("figures").resolve(figure.id() + suffix);
                String link = own.substring(own.indexOf("download=\"" + figure.id() + suffix));
                String base64 = link.substring(link.indexOf(";base64,") + 8, link.indexOf("\">"));
                assertThat(Base64.getDecoder().decode(base64)).isEqualTo(Files.readAllBytes(file));
            }
        }
    }

    @Test
    void theFolderHoldsEveryTable() throws IOException {
        try (Stream<Path> tables = Files.list(DEMO.resolve("tables"))) {
            assertThat(tables.map(p -> p.getFileName().toString())).contains("accuracies.csv", "verdicts.csv");
        }
    }

    @Test
    void everyThemedColourIsDefinedForTheDarkPage() {
        Set<String> used = new HashSet<>(all("var\\((--c-[0-9a-f]{6}),"));
        Set<String> defined = new HashSet<>(all("(--c-[0-9a-f]{6}): #"));
        assertThat(used).isNotEmpty();
        assertThat(defined).containsAll(used);
    }

    @Test
    void idsAreUnique() {
        List<String> ids = all(" id=\"([^\"]*)\"");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).containsAll(all("aria-labelledby=\"(\\S+) [^\"]*\"")).containsAll(all("href=\"#([^\"]*)\""));
    }

    @Test
    void verdictsAreWordsWithAShape() {
        for (Badge badge : Badge.values()) {
            assertThat(HtmlBlocks.badge(badge))
                    .contains(badge.word() + "</span>")
                    .contains("aria-hidden=\"true\"><");
        }
        assertThat(page).contains(HtmlBlocks.badge(Badge.UNDECIDED));
    }

    @Test
    void hostileTextStaysText() {
        String evil = "<img src=x onerror=alert(1)>\"'&`<b>`\u0000";
        Chart chart = Chart.of(Panel.of(
                Axis.linear(evil, evil),
                Axis.linear(evil, ""),
                Mark.Line.of(evil, Style.trueLabels(), new double[] {0, 1}, new double[] {0, 1})));
        Figure figure = new Figure(
                "f",
                evil,
                Picture.of(chart),
                new Figure.Caption(evil, evil, evil),
                new Figure.Reading(evil, evil),
                evil,
                evil,
                List.of(evil));
        Table table = new Table(
                "t", evil, List.of(new Table.Column(evil, evil, false)), List.of(List.of(Cell.words(evil))), evil);
        Report report = new Report(
                evil,
                evil,
                List.of(Section.of(evil, new Block.Paragraph(evil), new Block.Listing(List.of(evil)), figure, table)),
                List.of(evil),
                List.of(new Report.Source(evil, evil)),
                List.of(evil),
                evil);
        String html = HtmlReport.of(report);
        assertThat(html).doesNotContain("<img").doesNotContain("<b>").doesNotContain("\u0000");
        assertThat(html).contains("&lt;img src=x onerror=alert(1)&gt;");
        assertThat(HtmlReport.of(report)).isEqualTo(html);
    }

    /** What the style sheet shows beside each cell where a row does not fit the screen. */
    @Test
    void everyCellSaysItsColumn() {
        for (Table table : DemoReport.make().tables().toList()) {
            String own = piece("id=\"" + table.id() + "\"", "</table>");
            for (Table.Column column : table.columns()) {
                String label = "<td data-label=\"" + column.title() + "\"";
                assertThat(own.split(Pattern.quote(label), -1))
                        .hasSize(table.rows().size() + 1);
            }
        }
        assertThat(page).contains("td::before { content: attr(data-label)");
    }

    /** Hundreds of hashes are no reading: figures name a few runs by their beginnings, more fold away, with whole ids as CSV. */
    @Test
    void hashesFoldAway() {
        List<String> ids =
                IntStream.range(0, 40).mapToObj(i -> Json.sha256("run " + i)).toList();
        Report report = new Report(
                "r",
                "",
                List.of(Section.of("s", figure("few", ids.subList(0, 2)), figure("many", ids))),
                List.of(),
                ids.stream().map(id -> new Report.Source(id, "a run")).toList(),
                List.of(),
                "");
        String html = HtmlReport.of(report);
        ids.forEach(id -> assertThat(html).contains(id.substring(0, 12)).doesNotContain(id));
        assertThat(html)
                .contains("<p class=\"ids\">From runs <code>" + ids.get(0).substring(0, 12) + "</code>, ")
                .contains("<details class=\"ids\"><summary>From 40 runs</summary>")
                .contains("<details class=\"sources\"><summary>40 runs</summary>");
        String link = html.substring(html.indexOf("download=\"runs.csv\""));
        String csv = new String(
                Base64.getDecoder().decode(link.substring(link.indexOf(";base64,") + 8, link.indexOf("\">"))),
                StandardCharsets.UTF_8);
        assertThat(csv.lines()).hasSize(41).contains(ids.get(39) + ",a run");
    }

    private static Figure figure(String id, List<String> runs) {
        return new Figure(
                id,
                "t",
                Picture.of(Chart.of(Panel.of(Axis.linear("x", ""), Axis.linear("y", "")))),
                new Figure.Caption("f.", "m.", "s."),
                new Figure.Reading("a.", "b."),
                "alt",
                "",
                runs);
    }

    @Test
    void backTicksSetCode() {
        assertThat(HtmlBlocks.inline("run `a < b` now")).isEqualTo("run <code>a &lt; b</code> now");
        assertThat(HtmlBlocks.inline("an odd ` one")).isEqualTo("an odd ` one");
        assertThat(HtmlBlocks.inline("`x` and `y`")).isEqualTo("<code>x</code> and <code>y</code>");
    }

    @Test
    void anUnwritablePlaceIsAPlainError(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        Report report = new Report("r", "", List.of(), List.of(), List.of(), List.of(), "");
        assertThatThrownBy(() -> HtmlReport.write(report, file.resolve("report.html")))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void twoThingsOfOneNameAreRefused() {
        Table table = new Table("t", "", List.of(), List.of(), "");
        assertThatThrownBy(() -> new Report(
                        "r", "", List.of(Section.of("s", table, table)), List.of(), List.of(), List.of(), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> all(String pattern) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map((MatchResult m) -> m.group(1))
                .toList();
    }

    private static String piece(String from, String to) {
        int start = page.indexOf(from);
        assertThat(start).isPositive();
        return page.substring(start, page.indexOf(to, start));
    }
}
