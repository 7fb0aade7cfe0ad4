package dev.shatter.experiment.train;

import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.corrupt.PixelCorruptions;
import dev.shatter.data.Dataset;
import dev.shatter.data.describe.ContactSheet;
import dev.shatter.report.Block;
import dev.shatter.report.Figure;
import dev.shatter.report.Picture;
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

    /** The same examples under every corruption, a row each. */
    public static Block corruptions(Dataset data, long seed, String command, List<String> runs) {
        Map<String, Dataset> rows = new LinkedHashMap<>();
        rows.put("as they are", data);
        rows.put("random labels", LabelCorruptions.apply(data, LabelCorruptions.CATALOGUE.parse("random"), seed));
        for (String pixels : List.of("shuffled", "random", "gaussian")) {
            rows.put(pixels + " pixels", PixelCorruptions.apply(data, PixelCorruptions.CATALOGUE.parse(pixels), seed));
        }
        BufferedImage sheet = ContactSheet.ofCorruptions(data, rows, EXAMPLES);
        return new Figure(
                "contact-sheet",
                "The same examples, corrupted",
                new Picture.Pixels(png(sheet), sheet.getWidth(), sheet.getHeight(), true),
                new Figure.Caption(
                        "Random labels leave the images alone; shuffled pixels are the same for a network that ignores geometry; random and Gaussian pixels carry nothing in common.",
                        "Training examples with the labels they are trained on, a row a corruption. Shuffled: one permutation for all images; random: one for each.",
                        EXAMPLES + " of " + data.train().count() + " training examples of " + data.name()
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
