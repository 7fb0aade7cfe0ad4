package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Outcome;
import dev.shatter.app.Shell;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People's own folders of pictures through the real command line. */
class PicturesTest {
    @TempDir
    Path folder;

    @Test
    void classFoldersWithoutSplit() {
        Path pictures = Hostile.folder(folder.resolve("p"), renamed("train/", ""));
        JsonNode json = described(pictures, ",test=0.25");
        assertThat(json.path("train").asInt() + json.path("test").asInt()).isEqualTo(2 * Hostile.PER_CLASS);
        assertThat(json.path("classes")).hasSize(2);
        refused(pictures, "", "has no test folder", "test=0.2");
    }

    @ParameterizedTest
    @CsvSource({"Train, Test", "training, testing", "train, val", "TRAIN, validation"})
    void namesOfSplits(String train, String test) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Hostile.pictures()
                .forEach((name, bytes) ->
                        files.put(name.replace("train/", train + "/").replace("test/", test + "/"), bytes));
        JsonNode json = described(Hostile.folder(folder.resolve("p"), files), "");
        assertThat(json.path("train").asInt()).isEqualTo(2 * Hostile.PER_CLASS);
        assertThat(json.path("test").asInt()).isEqualTo(2 * Hostile.PER_CLASS);
    }

    @Test
    void aValidationSplitBesideATestSplitIsAskedAbout() {
        Map<String, byte[]> files = new LinkedHashMap<>(Hostile.pictures());
        files.putAll(renamed("train/", "val/"));
        Path pictures = Hostile.folder(folder.resolve("p"), files);
        refused(pictures, "", "'val'", "val=train", "val=drop");
        assertThat(described(pictures, ",val=train").path("train").asInt()).isEqualTo(4 * Hostile.PER_CLASS);
        assertThat(described(pictures, ",val=drop").path("train").asInt()).isEqualTo(2 * Hostile.PER_CLASS);
    }

    @Test
    void notesBesideTheClasses() {
        Map<String, byte[]> files = new LinkedHashMap<>(Hostile.pictures());
        files.put("README.md", Hostile.bytes("about"));
        files.put("train/labels.csv", Hostile.bytes("about"));
        described(Hostile.folder(folder.resolve("p"), files), "");
        files.put("train/cat/notes.txt", Hostile.bytes("about"));
        refused(Hostile.folder(folder.resolve("q"), files), "", "train/cat/notes.txt");
    }

    @Test
    void unevenSizes() {
        Map<String, byte[]> files = new LinkedHashMap<>(Hostile.pictures());
        files.put("train/cat/9.png", Hostile.png(40, 20, 7));
        Path pictures = Hostile.folder(folder.resolve("p"), files);
        refused(pictures, "", "train/cat/9.png", "40 x 20", "size=64");
        assertThat(described(pictures, ",size=8").path("shape").asText()).isEqualTo("1x8x8");
    }

    @Test
    void shapesInTheTransparencyAlone() {
        BufferedImage image = new BufferedImage(6, 6, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(2, 2, 0xFF000000);
        Map<String, byte[]> files = new LinkedHashMap<>();
        Hostile.pictures().keySet().forEach(name -> files.put(name, encode(image, "png")));
        Path pictures = Hostile.folder(folder.resolve("p"), files);
        refused(pictures, "", "transparent pixels", "alpha=white");
        assertThat(mean(described(pictures, ",alpha=white"))).isEqualTo(35 / 36.0);
        assertThat(mean(described(pictures, ",alpha=black"))).isZero();
    }

    /** A picture with a white left half, stored as a camera held on its side stores it, stands upright again. */
    @Test
    void cameraOrientation() {
        BufferedImage image = new BufferedImage(32, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 32 * 16; i++) {
            image.setRGB(i % 32, i / 32, i % 32 < 16 ? Color.WHITE.getRGB() : Color.BLACK.getRGB());
        }
        byte[] plain = encode(image, "jpg");
        Map<String, byte[]> files = new LinkedHashMap<>();
        Hostile.pictures().keySet().forEach(name -> files.put(name.replace(".png", ".jpg"), oriented(plain, 6)));
        assertThat(described(Hostile.folder(folder.resolve("p"), files), "")
                        .path("shape")
                        .asText())
                .isEqualTo("3x32x16");
        files.put("train/cat/0.jpg", plain);
        refused(Hostile.folder(folder.resolve("q"), files), "", "32 x 16");
    }

    @Test
    void bitmaps() {
        BufferedImage image = new BufferedImage(6, 6, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(1, 1, 0xFF0000);
        Map<String, byte[]> files = new LinkedHashMap<>();
        Hostile.pictures().keySet().forEach(name -> files.put(name.replace(".png", ".bmp"), encode(image, "bmp")));
        assertThat(described(Hostile.folder(folder.resolve("p"), files), "")
                        .path("shape")
                        .asText())
                .isEqualTo("3x6x6");
    }

    /**
     * The pattern of {@link #pattern} as ImageMagick writes it, {@code convert pattern.png -define webp:lossless=true
     * lossless.webp} and {@code -quality 90 lossy.webp}, and one whose left half is transparent.
     */
    @Test
    void webp() throws IOException {
        Map<String, byte[]> png = new LinkedHashMap<>();
        Hostile.pictures().keySet().forEach(name -> png.put(name, encode(pattern(), "png")));
        JsonNode original = described(Hostile.folder(folder.resolve("png"), png), "");
        JsonNode lossless = described(webps("lossless"), "");
        assertThat(lossless.path("hash")).isEqualTo(original.path("hash"));
        JsonNode lossy = described(webps("lossy"), "");
        assertThat(lossy.path("shape").asText()).isEqualTo("3x16x24");
        assertThat(Math.abs(mean(lossy) - mean(original))).isLessThan(0.02);
        refused(webps("alpha"), "", "transparent pixels", "alpha=white");
        assertThat(mean(described(webps("alpha"), ",alpha=white"))).isGreaterThan(0.5);
    }

    /** Whatever is cut off a WebP, it is refused. */
    @ParameterizedTest
    @CsvSource({"lossless", "lossy"})
    void cutWebps(String kind) throws IOException {
        byte[] whole = resource(kind);
        Map<String, byte[]> files = new LinkedHashMap<>();
        Hostile.pictures().keySet().forEach(name -> files.put(name.replace(".png", ".webp"), whole));
        for (int cut : new int[] {1, 2, 10, whole.length / 2, whole.length - 5}) {
            files.put("test/dog/0.webp", Hostile.cut(whole, whole.length - cut));
            refused(Hostile.folder(folder.resolve("cut" + cut), files), "", "test/dog/0.webp");
        }
    }

    private Path webps(String kind) throws IOException {
        byte[] webp = resource(kind);
        Map<String, byte[]> files = new LinkedHashMap<>();
        Hostile.pictures().keySet().forEach(name -> files.put(name.replace(".png", ".webp"), webp));
        return Hostile.folder(folder.resolve(kind), files);
    }

    private static byte[] resource(String kind) throws IOException {
        try (InputStream in = PicturesTest.class.getResourceAsStream("/pictures/" + kind + ".webp")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private static BufferedImage pattern() {
        BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 24; x++) {
                image.setRGB(x, y, x * 10 << 16 | y * 15 << 8 | x * y % 256);
            }
        }
        return image;
    }

    /** The JDK's decoder fills up what a cut JPEG lacks: whatever is cut off, it is refused. */
    @Test
    void cutJpegs() {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, (i * 2654435) ^ i << 7);
        }
        byte[] whole = encode(image, "jpg");
        Map<String, byte[]> files = new LinkedHashMap<>();
        Hostile.pictures().keySet().forEach(name -> files.put(name.replace(".png", ".jpg"), whole));
        described(Hostile.folder(folder.resolve("whole"), files), "");
        for (int cut : new int[] {1, 2, 3, 10, 50, whole.length / 3, whole.length / 2}) {
            files.put("test/dog/0.jpg", Hostile.cut(whole, whole.length - cut));
            refused(Hostile.folder(folder.resolve("cut" + cut), files), "", "test/dog/0.jpg");
        }
    }

    private static byte[] oriented(byte[] jpeg, int tag) {
        byte[] exif = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) tag,
            0,
            0,
            0,
            0,
            0,
            0
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Arrays.copyOf(jpeg, 2));
        out.writeBytes(exif);
        out.writeBytes(Arrays.copyOfRange(jpeg, 2, jpeg.length));
        return out.toByteArray();
    }

    private static byte[] encode(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(image, format, out)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static double mean(JsonNode json) {
        return json.path("values").path("mean").asDouble();
    }

    /** The sound pictures whose names begin so, with another beginning. */
    private static Map<String, byte[]> renamed(String beginning, String other) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Hostile.pictures().forEach((name, bytes) -> {
            if (name.startsWith(beginning)) {
                files.put(other + name.substring(beginning.length()), bytes);
            }
        });
        return files;
    }

    private JsonNode described(Path pictures, String options) {
        return Shell.at(folder.resolve("home"))
                .run("data", "describe", "images:" + pictures + options, "--json")
                .json();
    }

    private void refused(Path pictures, String options, Object... named) {
        Outcome outcome = Shell.at(folder.resolve("home")).run("data", "describe", "images:" + pictures + options);
        outcome.isOneSentence(named);
    }
}
