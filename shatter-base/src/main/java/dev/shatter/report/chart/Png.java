package dev.shatter.report.chart;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.parser.resources.ResourcePolicy;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Component;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An SVG picture as pixels. */
public final class Png {
    /** Pixels a unit of the SVG: sharp on dense screens and at 190 dots an inch in print. */
    public static final int SCALE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Png.class);

    // In order of looks, if they have every character; otherwise Java's own sans-serif font, put together from many.
    private static final List<String> FAMILIES = List.of("Helvetica", "Arial", "Liberation Sans", "DejaVu Sans");

    private Png() {}

    /**
     * PNG bytes, {@link #SCALE} times the SVG's size.
     *
     * @return empty on a machine without any font, where Java cannot draw text; the log then says so
     */
    public static Optional<byte[]> of(Svg svg) {
        try {
            return Optional.of(draw(svg));
        } catch (InternalError | NoClassDefFoundError | UnsatisfiedLinkError | RuntimeException e) {
            // What Java throws without fonts or fontconfig depends on its version; the SVG is there all the same.
            LOG.warn("no PNG of a figure: Java finds no fonts (Debian: install fonts-dejavu-core)", e);
            return Optional.empty();
        }
    }

    private static String family(String text) {
        List<String> present =
                List.of(GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames(Locale.ROOT));
        return FAMILIES.stream()
                .filter(present::contains)
                .filter(f -> new Font(f, Font.PLAIN, 12).canDisplayUpTo(text) < 0)
                .findFirst()
                .orElse(Font.SANS_SERIF);
    }

    private static byte[] draw(Svg svg) {
        LoaderContext context = LoaderContext.builder()
                .externalResourcePolicy(ResourcePolicy.DENY_ALL)
                .build();
        // The renderer knows one family a text, by the name Java has for it.
        String text = svg.text()
                .replace(
                        "font-family:" + EchartsOption.FONT,
                        "font-family:" + family(svg.text().replaceAll("\\R", "")));
        SVGDocument document =
                new SVGLoader().load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), null, context);
        if (document == null) {
            throw new IllegalStateException("a figure's SVG is not readable");
        }
        int width = svg.chart().width();
        int height = svg.chart().height();
        BufferedImage image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.scale(SCALE, SCALE);
            document.render((Component) null, graphics, new ViewBox(width, height));
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}
