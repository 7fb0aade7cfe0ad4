package dev.shatter.report.chart;

import dev.shatter.core.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chart as SVG text: the same chart gives the same bytes, no script, no style sheet, nothing loaded from elsewhere.
 *
 * @param text a whole document, starting with {@code <svg}
 */
public record Svg(Chart chart, String text) {
    private static final Pattern STYLE_SHEET = Pattern.compile("<style\\s*>.*?</style>\\s*", Pattern.DOTALL);
    private static final Pattern NOISE = Pattern.compile(" (?:class|pointer-events|ecmeta_[a-z_]+)=\"[^\"]*\"");
    // Quotes in texts are escaped, so that a pattern with a quote never matches inside one.
    private static final Pattern IDS = Pattern.compile("=\"(url\\(#)?zr\\d+-");
    private static final Pattern COLOUR = Pattern.compile("(fill|stroke)=\"(#[0-9a-fA-F]{3,6})\"");
    private static final Pattern OPENING = Pattern.compile("<svg [^>]*>");

    /**
     * Draws.
     *
     * @param id prefix of the ids inside, so that several pictures can share a page
     * @param title what the picture is, a few words
     * @param alternative what can be seen, for those who cannot see it
     */
    public static Svg of(Chart chart, String id, String title, String alternative) {
        if (!id.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException("a figure's id is made of a-z, 0-9 and -, not '" + id + "'");
        }
        String drawn = Echarts.draw(Json.canonical(EchartsOption.of(chart)), chart.width(), chart.height());
        drawn = STYLE_SHEET.matcher(drawn).replaceAll("");
        drawn = NOISE.matcher(drawn).replaceAll("");
        drawn = IDS.matcher(drawn)
                .replaceAll(found -> "=\"" + Objects.requireNonNullElse(found.group(1), "") + id + "-");
        String head = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + chart.width() + "\" height=\""
                + chart.height() + "\" viewBox=\"0 0 " + chart.width() + " " + chart.height()
                + "\" role=\"img\" aria-labelledby=\"" + id + "-title " + id + "-desc\">\n<title id=\"" + id
                + "-title\">" + escape(title) + "</title>\n<desc id=\"" + id + "-desc\">" + escape(alternative)
                + "</desc>";
        return new Svg(chart, OPENING.matcher(drawn).replaceFirst(Matcher.quoteReplacement(head)) + "\n");
    }

    /**
     * The picture for a page with themes: every colour that has a counterpart on a dark page becomes a variable
     * ({@code var(--c-0072b2, #0072b2)}), which the page defines for the dark theme only.
     */
    public String themed() {
        Map<String, String> dark = Theme.dark(chart);
        return COLOUR.matcher(text).replaceAll(found -> {
            String colour = found.group(2).toLowerCase(Locale.ROOT);
            String full = colour.equals("#fff") ? Theme.PAPER : colour;
            return dark.containsKey(full)
                    ? found.group(1) + "=\"var(" + variable(full) + ", " + full + ")\""
                    : Matcher.quoteReplacement(found.group());
        });
    }

    /** The name of the variable for a colour {@code #rrggbb}. */
    public static String variable(String colour) {
        return "--c-" + colour.substring(1);
    }

    /** Text for XML and HTML, in content and in quoted attributes; characters XML cannot hold become U+FFFD. */
    public static String escape(String text) {
        return Canvas.printable(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
