package dev.shatter.data.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Fixtures;
import dev.shatter.data.Progress;
import dev.shatter.data.Shape;
import dev.shatter.data.store.Datasets;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesSourceTest {
    @TempDir
    Path folder;

    /** Folder, zip, tar, tar.gz and tar.xz of the same pictures are the same data. */
    @Test
    void everyContainerGivesTheSame() throws IOException {
        Map<String, byte[]> pictures = Fixtures.pictures();
        Map<String, byte[]> withNotes = new LinkedHashMap<>();
        // As archives often are: below a root folder, with notes and leftovers beside.
        pictures.forEach((name, bytes) -> withNotes.put("root/" + name, bytes));
        withNotes.put("README.txt", "pictures".getBytes(StandardCharsets.UTF_8));
        withNotes.put("__MACOSX/root/train/cat/._1.png", new byte[3]);
        withNotes.put("root/train/cat/.DS_Store", new byte[3]);
        Path tar = folder.resolve("plain.tar");
        try (OutputStream out = Files.newOutputStream(tar)) {
            Fixtures.tar(out, pictures);
        }
        Dataset expected = read("images:" + Fixtures.folder(folder.resolve("plain"), pictures));
        assertThat(read("images:" + Fixtures.zip(folder.resolve("a.zip"), pictures))
                        .hash())
                .isEqualTo(expected.hash());
        assertThat(read("images:" + tar).hash()).isEqualTo(expected.hash());
        assertThat(read("images:" + Fixtures.tarGz(folder.resolve("a.tar.gz"), withNotes))
                        .hash())
                .isEqualTo(expected.hash());
        assertThat(read("images:" + Fixtures.tarXz(folder.resolve("a.tar.xz"), withNotes))
                        .hash())
                .isEqualTo(expected.hash());
        // Numbers before words.
        assertThat(expected.classes()).containsExactly("10", "cat", "dog");
        assertThat(expected.shape()).isEqualTo(Shape.of(3, 5, 6));
        assertThat(expected.train().labels()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2);
    }

    /** The first training sample is the first by name of the first class, channel first, row by row. */
    @Test
    void pixelsAreWhereTheyBelong() throws IOException {
        Dataset data = read("images:" + Fixtures.folder(folder.resolve("plain"), Fixtures.pictures()));
        // Class "10" holds pictures 2, 5, 8 and 11; by name 11 comes first.
        byte[] noise = Fixtures.noise(90, 11);
        byte[] sample = new byte[90];
        data.train().inputs().copy(0, sample);
        for (int p = 0; p < 30; p++) {
            for (int c = 0; c < 3; c++) {
                assertThat(sample[c * 30 + p]).isEqualTo(noise[3 * p + c]);
            }
        }
    }

    @Test
    void withoutASplitAStratifiedOneIsDrawn() throws IOException {
        Map<String, byte[]> flat = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            flat.put(i % 2 + "/" + i + ".png", Fixtures.png(4, 4, BufferedImage.TYPE_INT_RGB, i));
        }
        Path zip = Fixtures.zip(folder.resolve("flat.zip"), flat);
        Dataset data = read("images:" + zip + ",test=0.2,seed=7");
        assertThat(data.train().perClass(2)).containsExactly(8, 8);
        assertThat(data.test().perClass(2)).containsExactly(2, 2);
        assertThat(read("images:" + zip + ",test=0.2,seed=8").hash()).isNotEqualTo(data.hash());
    }

    /** Grey pictures keep their values: no colour conversion, no gamma. */
    @Test
    void greyIsOneChannelUnchanged() {
        BufferedImage grey = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            grey.getRaster().setSample(i, 0, 0, i);
        }
        DecodedPicture picture = DecodedPicture.decode(Fixtures.encode(grey, "png"), Backdrop.REFUSE, "test");
        assertThat(picture.channels()).isEqualTo(1);
        for (int i = 0; i < 256; i++) {
            assertThat(picture.pixels()[i] & 0xFF).isEqualTo(i);
        }
        assertThat(picture.coloured().pixels()).hasSize(768).endsWith(253, 254, 255);
    }

    @Test
    void palettesTransparencyAndJpeg() {
        byte[] levels = {0, 100, (byte) 200, (byte) 255};
        BufferedImage palette = new BufferedImage(
                2, 2, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 4, levels, levels, levels));
        palette.getRaster().setSample(1, 1, 0, 2);
        DecodedPicture grey = DecodedPicture.decode(Fixtures.encode(palette, "png"), Backdrop.REFUSE, "test");
        assertThat(grey.channels()).isEqualTo(1);
        assertThat(grey.pixels()).containsExactly(0, 0, 0, (byte) 200);
        BufferedImage clear = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        clear.setRGB(0, 0, 0x80102030);
        assertThat(DecodedPicture.decode(Fixtures.encode(clear, "png"), Backdrop.IGNORE, "test")
                        .pixels())
                .containsExactly(0x10, 0x20, 0x30);
        BufferedImage flat = new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR);
        flat.createGraphics().fillRect(0, 0, 16, 16);
        assertThat(DecodedPicture.decode(Fixtures.encode(flat, "jpg"), Backdrop.REFUSE, "test")
                        .pixels())
                .containsOnly(255);
    }

    @Test
    void oneColouredPictureMakesAllOfThemColoured() throws IOException {
        Map<String, byte[]> mixed = new LinkedHashMap<>();
        for (int i = 0; i < 8; i++) {
            int type = i == 5 ? BufferedImage.TYPE_3BYTE_BGR : BufferedImage.TYPE_BYTE_GRAY;
            mixed.put((i < 4 ? "train/" : "test/") + i % 2 + "/" + i + ".png", Fixtures.png(3, 3, type, i));
        }
        assertThat(read("images:" + Fixtures.zip(folder.resolve("mixed.zip"), mixed))
                        .shape())
                .isEqualTo(Shape.of(3, 3, 3));
        mixed.remove("test/1/5.png");
        assertThat(read("images:" + Fixtures.zip(folder.resolve("grey.zip"), mixed))
                        .shape())
                .isEqualTo(Shape.of(1, 3, 3));
    }

    private Dataset read(String reference) {
        Variant variant = Datasets.parse(reference);
        return Datasets.CATALOGUE.get(variant).read(variant, folder, Progress.SILENT);
    }
}
