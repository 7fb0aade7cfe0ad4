package dev.shatter.data.describe;

import dev.shatter.core.AtomicFiles;
import dev.shatter.data.Dataset;
import dev.shatter.data.Samples;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** A PNG of samples in labelled rows: what a data set, or a corruption of it, looks like. */
public final class ContactSheet {
    /** Dots of the picture a pixel of the layout: words stay sharp on any screen, and small images show their pixels. */
    public static final int DENSITY = 2;

    private static final int GAP = 6;
    private static final int MARGIN = 14;
    private static final int LINE = 14;
    private static final int TEXT = 13;
    private static final int SMALL = 11;
    private static final int CAPTION_LINES = 2;
    private static final int MAX_ROWS = 100;
    private static final Color INK = new Color(0x222222);
    private static final Color QUIET = new Color(0x767676);

    /** The house's colour of random labels. */
    private static final Color CHANGED = new Color(0xD55E00);

    private ContactSheet() {}

    /**
     * Words under a sample.
     *
     * @param changed whether to mark them as not what they were
     */
    public record Caption(String text, boolean changed) {}

    /**
     * One row.
     *
     * @param label what stands at its left
     * @param samples where the samples are
     * @param places which of them
     * @param captions words under each sample; empty for none
     */
    public record Row(String label, Samples samples, int[] places, List<Caption> captions) {}

    /** A row a class, with its first training samples; of more than 100 classes the first 100. */
    public static BufferedImage ofClasses(Dataset data, int columns) {
        int[] labels = data.train().labels();
        List<Row> rows = IntStream.range(0, Math.min(data.classes().size(), MAX_ROWS))
                .mapToObj(k -> new Row(
                        data.classes().get(k),
                        data.train().inputs(),
                        IntStream.range(0, labels.length)
                                .filter(i -> labels[i] == k)
                                .limit(columns)
                                .toArray(),
                        List.<Caption>of()))
                .toList();
        return draw(data.name() + ": " + data.train().count() + " training samples of shape " + data.shape(), rows);
    }

    /**
     * A row a corruption: the same training samples of the data as they are and of each corrupted version, each with its
     * label; changed labels are marked.
     *
     * @param corrupted by name, in the order of the rows
     * @param columns at most
     * @param width in pixels of the layout; so few columns are taken that the sheet fits, but one at least
     */
    public static BufferedImage ofCorruptions(Dataset data, Map<String, Dataset> corrupted, int columns, int width) {
        int[] places = spread(data, columns);
        List<Row> rows = new ArrayList<>();
        corrupted.forEach((name, version) -> rows.add(new Row(
                name,
                version.train().inputs(),
                places,
                Arrays.stream(places)
                        .mapToObj(i -> new Caption(
                                data.classes().get(version.train().labels()[i]),
                                version.train().labels()[i] != data.train().labels()[i]))
                        .toList())));
        return draw(data.name() + ": corruptions", rows, width);
    }

    /** The first sample of each class, then the second of each, and so on. */
    private static int[] spread(Dataset data, int columns) {
        int[] labels = data.train().labels();
        int classes = data.classes().size();
        int[] seen = new int[classes];
        int[] rank = IntStream.range(0, labels.length)
                .map(i -> seen[labels[i]]++ * classes + labels[i])
                .toArray();
        return IntStream.range(0, labels.length)
                .filter(i -> rank[i] < columns * classes)
                .boxed()
                .sorted((a, b) -> Integer.compare(rank[a], rank[b]))
                .limit(columns)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Writes a sheet as PNG, as one act. */
    public static void write(BufferedImage sheet, Path file) {
        AtomicFiles.write(file, out -> ImageIO.write(sheet, "png", out));
    }

    /** Draws rows; images as they are, vectors as small line plots on one common scale. */
    public static BufferedImage draw(String title, List<Row> rows) {
        return draw(title, rows, Integer.MAX_VALUE);
    }

    private static BufferedImage draw(String title, List<Row> rows, int room) {
        Tile tile = Tile.forRows(rows);
        Lettering lettering = Lettering.find(TEXT);
        Lettering small = Lettering.find(SMALL);
        boolean captions = rows.stream().anyMatch(r -> !r.captions().isEmpty());
        int rowHeight = tile.height() + GAP + (captions ? CAPTION_LINES * LINE : 0);
        int left = MARGIN
                + GAP
                + rows.stream().mapToInt(r -> lettering.width(r.label())).max().orElse(0);
        int top = MARGIN + LINE + GAP;
        int fitting = Math.max(1, (room - left - MARGIN) / (tile.width() + GAP));
        int columns = Math.min(
                fitting, rows.stream().mapToInt(r -> r.places().length).max().orElse(0));
        int width = Math.max(left + columns * (tile.width() + GAP) + MARGIN, 2 * MARGIN + lettering.width(title));
        int height = top + rows.size() * rowHeight + MARGIN;
        BufferedImage sheet = new BufferedImage(DENSITY * width, DENSITY * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = sheet.createGraphics();
        g.scale(DENSITY, DENSITY);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        lettering.write(g, title, MARGIN, MARGIN + 11, Integer.MAX_VALUE, INK);
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            int y = top + r * rowHeight;
            lettering.write(g, row.label(), MARGIN, y + tile.height() / 2 + 4, Integer.MAX_VALUE, INK);
            for (int c = 0; c < Math.min(columns, row.places().length); c++) {
                int x = left + c * (tile.width() + GAP);
                tile.draw(g, row.samples(), row.places()[c], x, y);
                if (c < row.captions().size()) {
                    Caption caption = row.captions().get(c);
                    int line = y + tile.height() + LINE - 2;
                    for (String text : small.wrapped(caption.text(), tile.width() + GAP - 2)) {
                        small.write(g, text, x, line, tile.width() + GAP - 2, caption.changed() ? CHANGED : QUIET);
                        line += LINE;
                    }
                }
            }
        }
        g.dispose();
        return sheet;
    }

    /** Text where the machine has fonts; a server without any gets a sheet without words. */
    private record Lettering(List<Font> font) {
        static Lettering find(int size) {
            try {
                Font font = new Font(Font.SANS_SERIF, Font.PLAIN, size);
                new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                        .createGraphics()
                        .getFontMetrics(font)
                        .stringWidth("x");
                return new Lettering(List.of(font));
            } catch (RuntimeException | LinkageError | InternalError e) {
                return new Lettering(List.of());
            }
        }

        int width(String text) {
            return font.isEmpty() ? 0 : metrics().stringWidth(text);
        }

        /** On two lines where one is too narrow, broken at a space or after a slash or hyphen. */
        List<String> wrapped(String text, int room) {
            for (int at = text.length() - 1; at > 0 && width(text) > room; at--) {
                boolean space = text.charAt(at) == ' ';
                boolean after = text.charAt(at - 1) == '/' || text.charAt(at - 1) == '-';
                if ((space || after) && width(text.substring(0, at)) <= room) {
                    return List.of(text.substring(0, at), text.substring(at).strip());
                }
            }
            return List.of(text);
        }

        private FontMetrics metrics() {
            return new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                    .createGraphics()
                    .getFontMetrics(font.get(0));
        }

        void write(Graphics2D g, String text, int x, int y, int room, Color colour) {
            if (font.isEmpty()) {
                return;
            }
            String shown = text;
            while (shown.length() > 1 && width(shown) > room) {
                shown = shown.substring(0, shown.length() - 2) + "…";
            }
            g.setFont(font.get(0));
            g.setColor(colour);
            g.drawString(shown, x, y);
        }
    }
}
