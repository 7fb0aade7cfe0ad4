package dev.shatter.experiment.train;

import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.corrupt.PixelCorruptions;
import dev.shatter.data.Dataset;
import dev.shatter.data.describe.ContactSheet;
import dev.shatter.report.Block;
import dev.shatter.report.Figure;
import dev.shatter.report.Picture;
import dev.shatter.report.chart.Chart;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Contact sheets as figures of a report. */
public final class Sheets {
    private static final int EXAMPLES = 10;

    private Sheets() {}

    /**
     * The same examples under every corruption, a row each.
     *
     * @param reached what runs on corrupted pixels reached, a sentence; may be empty
     */
    public static Block corruptions(Dataset data, long seed, String reached, String command, List<String> runs) {
        Map<String, Dataset> rows = new LinkedHashMap<>();
        rows.put("as they are", data);
        rows.put("random labels", LabelCorruptions.apply(data, LabelCorruptions.CATALOGUE.parse("random"), seed));
        for (String pixels : List.of("shuffled", "random", "gaussian")) {
            rows.put(pixels + " pixels", PixelCorruptions.apply(data, PixelCorruptions.CATALOGUE.parse(pixels), seed));
        }
        BufferedImage sheet = ContactSheet.ofCorruptions(data, rows, EXAMPLES, Chart.WIDTH);
        int density = ContactSheet.DENSITY;
        return new Figure(
                "contact-sheet",
                "The same examples, corrupted",
                new Picture.Pixels(png(sheet), sheet.getWidth() / density, sheet.getHeight() / density, false),
                new Figure.Caption(
                        "Random labels leave the images alone; shuffled pixels move alike in all of them; random pixels keep an"
                                + " image's values and not their places; Gaussian ones keep only mean and spread of the"
                                + " whole set."
                                + (reached.isEmpty() ? "" : " " + reached),
                        "Training examples with the labels they are trained on, a row a corruption. Shuffled: one permutation for all images; random: one for each.",
                        "Classes in turn, of " + data.train().count() + " training examples of " + data.name()
                                + "; corruption seed " + seed + "."),
                new Figure.Reading(
                        "It shows what each corruption did to the very examples that the networks saw.",
                        "It does not show the whitening that comes last."),
                "A grid of small images: originals, the same with random labels, with shuffled, random and Gaussian pixels.",
                command,
                runs);
    }

    private static byte[] png(BufferedImage image) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
