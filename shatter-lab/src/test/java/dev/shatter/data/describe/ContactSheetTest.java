package dev.shatter.data.describe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.data.Dataset;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.data.store.DataStore;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {
    @TempDir
    Path folder;

    /** The colours of the samples appear, as blocks of whole pixels, and the sheet survives the disk. */
    @Test
    void imagesAppearAsTheyAre() throws IOException {
        Samples inputs = Samples.allocate(Samples.Type.U8, Shape.of(3, 2, 2), 2);
        // One red and one blue image.
        inputs.set(0, new byte[] {-1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0});
        inputs.set(1, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1});
        Split split = new Split(inputs, new int[] {0, 1});
        Dataset data = Dataset.of("here", "two", List.of("red", "blue"), split, split);
        BufferedImage sheet = ContactSheet.ofClasses(data, 5);
        // A tile of 2 x 2 is enlarged to 64 x 64, each of which is four dots.
        assertThat(count(sheet, 0xFFFF0000)).isEqualTo(128 * 128);
        assertThat(count(sheet, 0xFF0000FF)).isEqualTo(128 * 128);
        Path file = folder.resolve("sheet.png");
        ContactSheet.write(sheet, file);
        BufferedImage read = ImageIO.read(file.toFile());
        assertThat(read.getWidth()).isEqualTo(sheet.getWidth());
        assertThat(count(read, 0xFFFF0000)).isEqualTo(128 * 128);
    }

    @Test
    void vectorsAreLinesAndCorruptionsRows() {
        Dataset data = new DataStore(folder).open("mnist-1d:n=20,test=10");
        Map<String, Dataset> versions = new LinkedHashMap<>();
        versions.put("true", data);
        versions.put("again", data);
        BufferedImage one = ContactSheet.ofClasses(data, 3);
        BufferedImage two = ContactSheet.ofCorruptions(data, versions, 4, Integer.MAX_VALUE);
        assertThat(count(one, 0xFF0072B2)).isGreaterThan(500);
        // Ten rows of classes against two of corruptions.
        assertThat(one.getHeight()).isGreaterThan(3 * two.getHeight());
        assertThat(two.getWidth()).isGreaterThan(2 * 4 * 96);
        // On a page it is as wide as the text and never shrunk: of twenty examples as many as fit are shown.
        BufferedImage page = ContactSheet.ofCorruptions(data, versions, 20, 640);
        assertThat(page.getWidth()).isBetween(2 * 500, 2 * 640);
    }

    @Test
    void manyClassesAndLargeImagesStayAPage() {
        int classes = 150;
        Samples inputs = Samples.allocate(Samples.Type.U8, Shape.of(1, 200, 300), classes);
        Split split = new Split(inputs, IntStream.range(0, classes).toArray());
        List<String> names =
                IntStream.range(0, classes).mapToObj(k -> "class " + k).toList();
        BufferedImage sheet = ContactSheet.ofClasses(Dataset.of("here", "many", names, split, split), 2);
        assertThat(sheet.getHeight()).isLessThan(2 * (100 * 120 + 100));
    }

    private static long count(BufferedImage image, int colour) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == colour)
                .count();
    }
}
