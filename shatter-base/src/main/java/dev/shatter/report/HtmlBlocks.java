package dev.shatter.report;

import dev.shatter.report.chart.Svg;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The blocks of a report as HTML. Every text is escaped here: names of classes and files come from strangers. */
final class HtmlBlocks {
    /** So many runs behind a figure are named beneath it; more fold away. */
    private static final int FEW = 3;

    /** What commands take for an id is its beginning, and nobody reads the rest of a hash. */
    private static final Pattern HASH = Pattern.compile("([0-9a-f]{12})[0-9a-f]{52}");

    // Names up to this length stay on one line: alexnet-small is one word to the reader.
    private static final int UNBROKEN = 22;

    private final StringBuilder html;
    private final List<FigureFiles> files;
    private int figures;
    private int tables;

    HtmlBlocks(StringBuilder html, List<FigureFiles> files) {
        this.html = html;
        this.files = files;
    }

    void add(Block block) {
        if (block instanceof Block.Paragraph paragraph) {
            html.append("<p>" + inline(paragraph.text()) + "</p>\n");
        } else if (block instanceof Block.Listing listing) {
            html.append("<pre><code>" + lines(listing.lines()) + "</code></pre>\n");
        } else if (block instanceof Block.Judged judged) {
            judged(judged);
        } else if (block instanceof Table table) {
            table(table);
        } else if (block instanceof Figure figure) {
            figure(figure);
        }
    }

    private void judged(Block.Judged judged) {
        html.append("<article class=\"claim\" id=\"" + judged.anchor() + "\">\n<div>\n<h3>" + badge(judged.badge())
                + " <code>" + Svg.escape(judged.name()) + "</code></h3>\n<p>" + inline(judged.text())
                + "</p>\n");
        judged.remarks().forEach(text -> html.append("<p class=\"remark\">" + inline(text) + "</p>\n"));
        html.append("</div>\n");
        Strip values = judged.values();
        if (values != null) {
            html.append(values.svg());
        }
        html.append("<details><summary>Statistics</summary>\n");
        judged.details().forEach(text -> html.append("<p>" + inline(text) + "</p>\n"));
        html.append("</details>\n</article>\n");
    }

    /** Escaped text, with pieces between back ticks as code. An odd back tick stands for itself. */
    static String inline(String text) {
        String[] pieces = text.split("`", -1);
        StringBuilder inline = new StringBuilder();
        for (int i = 0; i < pieces.length; i++) {
            boolean code = i % 2 == 1 && i < pieces.length - 1;
            boolean odd = i % 2 == 1 && !code;
            inline.append(code ? "<code>" : odd ? "`" : "")
                    .append(Svg.escape(pieces[i]))
                    .append(code ? "</code>" : "");
        }
        return inline.toString();
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines.stream().map(Svg::escape).toList());
    }

    private void figure(Figure figure) {
        figures++;
        FigureFiles drawn = files.stream()
                .filter(f -> f.figure().id().equals(figure.id()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("figure '" + figure.id() + "' was not drawn"));
        html.append("<figure id=\"" + figure.id() + "\">\n");
        drawn.narrow()
                .ifPresentOrElse(
                        narrow -> html.append("<div class=\"wide\">\n"
                                + drawn.svg().map(Svg::themed).orElse("") + "</div>\n<div class=\"narrow\">\n"
                                + narrow.themed() + "</div>\n"),
                        () -> drawn.svg().ifPresent(svg -> html.append(svg.themed())));
        if (figure.picture() instanceof Picture.Pixels pixels) {
            html.append("<img" + (pixels.sharp() ? " class=\"sharp\"" : "") + " width=\"" + pixels.width()
                    + "\" height=\"" + pixels.height() + "\" alt=\"" + Svg.escape(figure.alternative())
                    + "\" src=\"" + data("image/png", pixels.png()) + "\">\n");
        }
        html.append("<figcaption>\n<p><span class=\"label\">Figure " + figures + ".</span> <span class=\"finding\">"
                + inline(figure.caption().finding()) + "</span> "
                + inline(figure.caption().method())
                + " <span class=\"sample\">" + inline(figure.caption().sample()) + "</span></p>\n");
        html.append("<p class=\"reading\">" + inline(figure.reading().shows()) + " "
                + inline(figure.reading().showsNot()) + "</p>\n");
        links(figure, drawn);
        provenance(figure.provenance());
        html.append("</figcaption>\n</figure>\n");
    }

    /** A few are named, many can be looked up. */
    private void provenance(List<String> ids) {
        List<String> names = ids.stream().distinct().map(HtmlBlocks::id).toList();
        String all = String.join(", ", names);
        if (names.size() > FEW) {
            html.append(
                    "<details class=\"ids\"><summary>From " + names.size() + " runs</summary>" + all + "</details>\n");
        } else if (!names.isEmpty()) {
            html.append("<p class=\"ids\">From " + (names.size() == 1 ? "run " : "runs ") + all + "</p>\n");
        }
    }

    /** A hash by its beginning, as code. */
    static String id(String id) {
        return "<code>" + Svg.escape(HASH.matcher(id).replaceFirst("$1")) + "</code>";
    }

    private void links(Figure figure, FigureFiles drawn) {
        html.append("<div class=\"links\">");
        drawn.csv().ifPresent(csv -> link(figure.id() + ".csv", "text/csv", utf8(csv), "data (CSV)"));
        drawn.svg().ifPresent(svg -> link(figure.id() + ".svg", "image/svg+xml", utf8(svg.text()), "SVG"));
        drawn.png().ifPresent(png -> link(figure.id() + ".png", "image/png", png, "PNG"));
        if (!figure.reproduce().isEmpty()) {
            html.append("<details><summary>reproduce</summary><pre><code>" + Svg.escape(figure.reproduce())
                    + "</code></pre></details>");
        }
        html.append("</div>\n");
    }

    void link(String name, String type, byte[] content, String text) {
        html.append("<a download=\"" + name + "\" href=\"" + data(type, content) + "\">" + text + "</a>");
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String data(String type, byte[] content) {
        String charset = type.startsWith("text/") ? ";charset=utf-8" : "";
        return "data:" + type + charset + ";base64," + Base64.getEncoder().encodeToString(content);
    }

    private void table(Table table) {
        tables++;
        String title = Svg.escape(table.title());
        html.append(
                "<div class=\"table\" id=\"" + table.id() + "\" role=\"region\" tabindex=\"0\" aria-label=\"" + title
                        + "\">\n<table>\n<caption><span class=\"label\">Table " + tables + ".</span> " + title
                        + "</caption>\n<thead><tr>");
        for (Table.Column column : table.columns()) {
            html.append("<th scope=\"col\"" + numeric(column) + ">" + Svg.escape(column.name())
                    + (column.unit().isEmpty()
                            ? ""
                            : " <span class=\"unit\">(" + Svg.escape(column.unit()) + ")</span>")
                    + "</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (List<Cell> row : table.rows()) {
            html.append("<tr>");
            for (int c = 0; c < row.size(); c++) {
                // On a phone a row stands as lines, and each says its column.
                html.append(
                        "<td data-label=\"" + Svg.escape(table.columns().get(c).title()) + "\""
                                + style(table.columns().get(c), row.get(c)) + ">" + cell(row.get(c)) + "</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n");
        if (!table.note().isEmpty()) {
            html.append("<p class=\"note\">" + inline(table.note()) + "</p>\n");
        }
        html.append("<div class=\"links\">");
        link(table.id() + ".csv", "text/csv", utf8(table.csv()), "data (CSV)");
        html.append("</div>\n</div>\n");
    }

    private static String numeric(Table.Column column) {
        return column.numbers() ? " class=\"number\"" : "";
    }

    private static String style(Table.Column column, Cell cell) {
        boolean small = !column.numbers() && cell.text().length() <= UNBROKEN;
        return small ? " class=\"short\"" : numeric(column);
    }

    private static String cell(Cell cell) {
        return cell instanceof Cell.Judgement judgement ? badge(judgement.badge()) : Svg.escape(cell.text());
    }

    /** The word in its colour with a drawn shape, the same as in text: disc, cross, ring. */
    static String badge(Badge badge) {
        String shape = switch (badge) {
            case HOLDS -> "<circle cx=\"6\" cy=\"6\" r=\"5.5\" fill=\"currentColor\"/>";
            case FAILS ->
                "<path d=\"M1.5 1.5L10.5 10.5M10.5 1.5L1.5 10.5\" stroke=\"currentColor\" stroke-width=\"2.6\"/>";
            case UNDECIDED ->
                "<circle cx=\"6\" cy=\"6\" r=\"4.6\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.8\"/>";
            case NOT_RUN -> "<path d=\"M1.5 6L10.5 6\" stroke=\"currentColor\" stroke-width=\"1.8\"/>";
        };
        return "<span class=\"badge " + badge.name().toLowerCase(Locale.ROOT)
                + "\"><svg viewBox=\"0 0 12 12\" aria-hidden=\"true\">" + shape + "</svg>" + badge.word() + "</span>";
    }
}
