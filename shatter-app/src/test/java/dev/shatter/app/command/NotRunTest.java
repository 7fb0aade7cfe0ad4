package dev.shatter.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Shell;
import dev.shatter.core.Chance;
import dev.shatter.core.Json;
import dev.shatter.study.NotRun;
import dev.shatter.study.Studies;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What studies state and do not run is ready to run: ImageNet's spec on twenty photographs' worth of pixels, sorted as its folders are. */
class NotRunTest {
    private static final List<String> CLASSES = List.of("n01440764", "n02102040");

    @TempDir
    static Path folder;

    @BeforeAll
    static void makePictures() throws IOException {
        Chance chance = Chance.of(1, "pictures");
        for (String name : CLASSES) {
            for (int i = 0; i < 10; i++) {
                Path picture = folder.resolve("imagenet")
                        .resolve(i < 8 ? "train" : "val")
                        .resolve(name)
                        .resolve(name + "_" + i + ".JPEG");
                Files.createDirectories(picture.getParent());
                BufferedImage image = new BufferedImage(
                        300 + chance.nextInt(100), 300 + chance.nextInt(100), BufferedImage.TYPE_INT_RGB);
                int red = chance.nextInt(256);
                for (int y = 0; y < image.getHeight(); y++) {
                    for (int x = 0; x < image.getWidth(); x++) {
                        image.setRGB(x, y, red << 16 | (x * y / 400 & 0xFF) << 8 | (x + y & 0xFF));
                    }
                }
                assertThat(ImageIO.write(image, "jpg", picture.toFile())).isTrue();
            }
        }
    }

    /** As it stands, but for a sixteenth of the channels: random labels; then true ones of crops turned at random. */
    @ParameterizedTest
    @CsvSource({"size=299, random, 0, none", "size=320, true, 299, 'crop,flip'"})
    void imageNetsSpecTrainsOnAFolderSortedLikeIt(String size, String labels, int crop, String augment)
            throws IOException {
        NotRun imageNet = Studies.CATALOGUE.get("zhang2017").notRun().get(0);
        Map<String, Object> draft = new TreeMap<>(imageNet.draft());
        assertThat(draft).containsEntry("data", "images:imagenet,size=299").containsEntry("net", "inception-v3");
        draft.putAll(Map.of(
                "data",
                "images:" + folder.resolve("imagenet") + "," + size,
                "net",
                "inception-v3,divide=16",
                "labels",
                labels,
                "crop",
                crop,
                "augment",
                augment,
                "batch",
                8,
                "epochs",
                1));
        Path spec = folder.resolve("spec.json");
        Files.writeString(spec, Json.pretty(draft));
        JsonNode run = Shell.shared()
                .run("run", spec, "--store", folder.resolve("runs"), "--threads", 1, "--json")
                .json();
        assertThat(run.get("epochs").asInt()).isEqualTo(1);
        assertThat(run.get("trainLoss").asDouble()).isPositive();
        assertThat(run.get("parameters").asLong()).isBetween(50_000L, 300_000L);
    }

    /** Nothing that is stated is a spec that no command takes. */
    @Test
    void everySpecStatedIsOne() throws IOException {
        for (var study : Studies.CATALOGUE.entries()) {
            for (NotRun part : study.notRun()) {
                Path spec = folder.resolve(study.name() + ".json");
                Files.writeString(spec, Json.pretty(part.draft()));
                // Understood to the last field; what it lacks is the data.
                Shell.shared()
                        .run("run", spec, "--store", folder.resolve("none"))
                        .isOneSentence(part.draft().get("data").toString().replaceAll("^[a-z]+:|,.*", ""));
            }
        }
    }
}
