package dev.shatter.report;

import dev.shatter.core.AtomicFiles;
import dev.shatter.report.chart.Svg;
import dev.shatter.report.chart.Theme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A report as one HTML file that works offline: pictures inside, data to save behind links, no script, nothing loaded.
 *
 * <p>The same report gives the same bytes. Its content policy forbids every request, so a mistake could not make one.
 */
public final class HtmlReport {
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
    // Shorter reports are overlooked at a glance.
    private static final int SECTIONS_FOR_CONTENTS = 4;

    private final StringBuilder html = new StringBuilder(1 << 16);
    private final Map<String, String> dark = new TreeMap<>();
    private final Report report;
    private final List<FigureFiles> files;

    private HtmlReport(Report report, List<FigureFiles> files) {
        this.report = report;
        this.files = files;
    }

    /** Draws all figures and returns the page. */
    public static String of(Report report) {
        return of(report, report.figures().map(FigureFiles::of).toList());
    }

    static String of(Report report, List<FigureFiles> files) {
        return new HtmlReport(report, files).page();
    }

    /**
     * Writes the page, whole or not at all.
     *
     * @throws dev.shatter.core.BadInput if the place cannot be written
     */
    public static void write(Report report, Path file) {
        AtomicFiles.write(file, of(report));
    }

    private String page() {
        for (FigureFiles drawn : files) {
            drawn.svg().ifPresent(svg -> dark.putAll(Theme.dark(svg.chart())));
            drawn.narrow().ifPresent(svg -> dark.putAll(Theme.dark(svg.chart())));
        }
        html.append("<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n")
                .append("<title>" + Svg.escape(report.title()) + "</title>\n<style>\n")
                .append(css())
                .append(darkColours())
                .append("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">To the content</a>\n");
        html.append("<header>\n<h1>" + Svg.escape(report.title()) + "</h1>\n");
        paragraph("lead", report.lead());
        html.append("</header>\n");
        contents();
        html.append("<main id=\"content\">\n");
        HtmlBlocks blocks = new HtmlBlocks(html, files);
        for (int i = 0; i < report.sections().size(); i++) {
            Section section = report.sections().get(i);
            html.append("<section>\n<h2 id=\"section-" + (i + 1) + "\">" + Svg.escape(section.title()) + "</h2>\n");
            section.blocks().forEach(blocks::add);
            html.append("</section>\n");
        }
        ending(blocks);
        html.append("</main>\n");
        if (!report.colophon().isEmpty()) {
            html.append("<footer>" + Svg.escape(report.colophon()) + "</footer>\n");
        }
        return html.append("</body>\n</html>\n").toString();
    }

    private void contents() {
        if (report.sections().size() < SECTIONS_FOR_CONTENTS) {
            return;
        }
        html.append("<nav aria-label=\"Contents\">\n<ol>\n");
        for (int i = 0; i < report.sections().size(); i++) {
            html.append("<li><a href=\"#section-" + (i + 1) + "\">"
                    + Svg.escape(report.sections().get(i).title()) + "</a></li>\n");
        }
        html.append("</ol>\n</nav>\n");
    }

    private void ending(HtmlBlocks blocks) {
        if (!report.caveats().isEmpty()) {
            html.append("<section>\n<h2>Caveats</h2>\n<ul>\n");
            report.caveats().forEach(c -> html.append("<li>" + HtmlBlocks.inline(c) + "</li>\n"));
            html.append("</ul>\n</section>\n");
        }
        if (!report.reproduce().isEmpty()) {
            html.append("<section>\n<h2>How to reproduce</h2>\n");
            blocks.add(new Block.Listing(report.reproduce()));
            html.append("</section>\n");
        }
        if (!report.sources().isEmpty()) {
            int count = report.sources().size();
            html.append("<section>\n<h2>What it rests on</h2>\n<details class=\"sources\"><summary>"
                    + (count == 1 ? "One run" : NumberText.count(count) + " runs") + "</summary>\n<ul>\n");
            for (Report.Source source : report.sources()) {
                html.append("<li>" + HtmlBlocks.id(source.id()) + " " + Svg.escape(source.what()) + "</li>\n");
            }
            html.append("</ul>\n</details>\n<div class=\"links\">");
            blocks.link("runs.csv", "text/csv", HtmlBlocks.utf8(report.sourcesCsv()), "whole ids (CSV)");
            html.append("</div>\n</section>\n");
        }
    }

    private void paragraph(String style, String text) {
        if (!text.isEmpty()) {
            html.append("<p class=\"" + style + "\">" + HtmlBlocks.inline(text) + "</p>\n");
        }
    }

    private String darkColours() {
        if (dark.isEmpty()) {
            return "";
        }
        StringBuilder rules = new StringBuilder("@media screen and (prefers-color-scheme: dark) {\n  figure {");
        dark.forEach((light, other) -> rules.append(' ')
                .append(Svg.variable(light))
                .append(": ")
                .append(other)
                .append(';'));
        return rules.append(" }\n}\n").toString();
    }

    private static String css() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("the reports' style sheet is missing from this installation");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the reports' style sheet cannot be read", e);
        }
    }
}
