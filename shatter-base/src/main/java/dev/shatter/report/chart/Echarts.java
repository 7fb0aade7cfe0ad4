package dev.shatter.report.chart;

import dev.shatter.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Scriptable;

/**
 * ECharts inside the JVM: an option in, SVG out, by its server-side rendering on Rhino. No browser, no network.
 *
 * <p>Loaded at the first picture (about 1.5 s), once a process; one picture at a time (about 0.2 s each).
 */
final class Echarts {
    static final String RESOURCE = "echarts.min.js";

    /** SHA-256 of {@code dist/echarts.min.js} in the npm package echarts 6.1.0. */
    static final String SHA256 = "b66b25aeb4df84e33199dc21694014d336d222cbd9deb0e5a7c14bd6aa0d0fd0";

    // ECharts asks for these even where no window exists.
    private static final String SURROUNDINGS = "var self = this; var globalThis = this;"
            + "var console = {log: function () {}, warn: function () {}, error: function () {}};"
            + "function setTimeout(f) { return 0; } function clearTimeout(id) {}";

    private static final String DRAW = "function draw(text, width, height) {"
            + "var chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width: width, height: height});"
            + "try { chart.setOption(JSON.parse(text)); return chart.renderToSVGString(); } finally { chart.dispose(); }"
            + "}";

    private static @Nullable Echarts loaded;

    private final Scriptable scope;
    private final Function draw;

    private Echarts(Context context) throws IOException {
        scope = context.initStandardObjects();
        context.evaluateString(scope, SURROUNDINGS, "surroundings", 1, null);
        context.evaluateString(scope, new String(source(), StandardCharsets.UTF_8), RESOURCE, 1, null);
        draw = context.compileFunction(scope, DRAW, "draw", 1, null);
    }

    /** ECharts' own SVG of an option; ids and class names in it still count pictures. */
    static synchronized String draw(String option, int width, int height) {
        try (Context context = Context.enter()) {
            context.setLanguageVersion(Context.VERSION_ES6);
            // Compiled, the file takes longer to load than all pictures of a report to draw.
            context.setInterpretedMode(true);
            Echarts echarts = loaded;
            if (echarts == null) {
                echarts = new Echarts(context);
                loaded = echarts;
            }
            Object svg = echarts.draw.call(context, echarts.scope, echarts.scope, new Object[] {option, width, height});
            return Context.toString(svg);
        } catch (IOException e) {
            throw new IllegalStateException("the drawing library is missing from this installation", e);
        }
    }

    /** The library's file, for pages that draw in the browser. */
    static byte[] source() throws IOException {
        try (InputStream in = Echarts.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("no resource " + RESOURCE);
            }
            byte[] bytes = in.readAllBytes();
            if (!HexFormat.of().formatHex(Json.sha256().digest(bytes)).equals(SHA256)) {
                throw new IOException(RESOURCE + " is not the recorded file");
            }
            return bytes;
        }
    }
}
