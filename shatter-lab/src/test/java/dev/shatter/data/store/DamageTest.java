package dev.shatter.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Json;
import dev.shatter.core.Variant;
import dev.shatter.data.Fixtures;
import dev.shatter.data.Progress;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Npz;
import dev.shatter.torch.Safetensors;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every format that is read, with one bit flipped or its end cut off, at seeded random places: refused in one sentence, or
 * read as it was. Formats without a checksum cannot promise the second of a flipped bit, nor text of a lost line; they are
 * read as something else or refused, and never end in a fault.
 */
class DamageTest {
    @TempDir
    Path folder;

    /** What a format carries against damage. */
    private enum Guard {
        /** A checksum over all that counts. */
        CHECKSUM,
        /** Lengths that agree: a cut is seen, a flipped bit may not be. */
        LENGTHS,
        NOTHING
    }

    private enum Format {
        IDX_GZ(Guard.CHECKSUM),
        IDX(Guard.LENGTHS),
        CIFAR_TAR_GZ(Guard.CHECKSUM),
        CIFAR_TAR_XZ(Guard.CHECKSUM),
        CIFAR_TAR(Guard.LENGTHS),
        CIFAR_BINARY(Guard.LENGTHS),
        IMAGES_ZIP(Guard.CHECKSUM),
        IMAGES_TAR_GZ(Guard.CHECKSUM),
        PNG(Guard.CHECKSUM),
        JPEG(Guard.LENGTHS),
        BMP(Guard.NOTHING),
        NPZ(Guard.CHECKSUM),
        NPY(Guard.LENGTHS),
        CSV(Guard.NOTHING),
        SVHN(Guard.LENGTHS),
        WEIGHTS_NPZ(Guard.CHECKSUM),
        WEIGHTS_SAFETENSORS(Guard.LENGTHS);

        private final Guard guard;

        Format(Guard guard) {
            this.guard = guard;
        }
    }

    /**
     * A sound file and what reads it.
     *
     * @param file the one that is damaged
     * @param digest reads the data and says what they are
     */
    private record Sound(Path file, Function<Path, String> digest) {}

    @ParameterizedTest
    @EnumSource(Format.class)
    void fiftyFlipsAndFiftyCuts(Format format) throws IOException {
        damage(format, 50);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(Format.class)
    void aThousandFlipsAndAThousandCuts(Format format) throws IOException {
        damage(format, 1000);
    }

    private void damage(Format format, int trials) throws IOException {
        Sound sound = sound(format);
        byte[] whole = Files.readAllBytes(sound.file());
        String before = sound.digest().apply(sound.file());
        for (int trial = 0; trial < trials; trial++) {
            Chance chance = Chance.of(17, "damage", format.name(), trial);
            byte[] flipped = whole.clone();
            int bit = chance.nextInt(8 * whole.length);
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            check(sound, flipped, before, format.guard == Guard.CHECKSUM, format + ", bit " + bit + " flipped");
            int length = chance.nextInt(whole.length);
            check(
                    sound,
                    Arrays.copyOf(whole, length),
                    before,
                    format.guard != Guard.NOTHING,
                    format + ", cut to " + length + " of " + whole.length);
        }
    }

    private static void check(Sound sound, byte[] bytes, String before, boolean strict, String what)
            throws IOException {
        // A new file: the old one may be mapped.
        Files.delete(sound.file());
        Files.write(sound.file(), bytes);
        try {
            String after = sound.digest().apply(sound.file());
            if (strict) {
                assertThat(after).as(what).isEqualTo(before);
            }
        } catch (BadInput refused) {
            assertThat(refused.sentence()).as(what).contains("; ").hasSizeLessThan(600);
        } catch (RuntimeException | Error fault) {
            fail(what, fault);
        }
    }

    private Sound sound(Format format) throws IOException {
        return switch (format) {
            case IDX_GZ -> {
                Path digits = folder.resolve("digits");
                Fixtures.idx(digits, 2, 8, 4);
                yield data(digits.resolve("train-images-idx3-ubyte.gz"), f -> "idx:" + digits);
            }
            case IDX -> {
                Path digits = folder.resolve("digits");
                Fixtures.idx(digits, 2, 8, 4);
                Files.delete(digits.resolve("train-images-idx3-ubyte.gz"));
                yield data(
                        Files.write(digits.resolve("train-images-idx3-ubyte"), Fixtures.idxImages(8)),
                        f -> "idx:" + digits);
            }
            case CIFAR_TAR_GZ -> data(Fixtures.tarGz(folder.resolve("c.tar.gz"), cifar()), f -> "cifar:" + f);
            case CIFAR_TAR_XZ -> data(Fixtures.tarXz(folder.resolve("c.tar.xz"), cifar()), f -> "cifar:" + f);
            case CIFAR_TAR -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                Fixtures.tar(out, cifar());
                yield data(Files.write(folder.resolve("c.tar"), out.toByteArray()), f -> "cifar:" + f);
            }
            case CIFAR_BINARY -> {
                Path unpacked = Fixtures.folder(folder.resolve("cifar"), cifar());
                yield data(unpacked.resolve("cifar-10-batches-bin/data_batch_2.bin"), f -> "cifar:" + unpacked);
            }
            case IMAGES_ZIP -> data(Fixtures.zip(folder.resolve("p.zip"), Fixtures.pictures()), f -> "images:" + f);
            case IMAGES_TAR_GZ ->
                data(Fixtures.tarGz(folder.resolve("p.tar.gz"), Fixtures.pictures()), f -> "images:" + f);
            case PNG -> picture("png");
            case JPEG -> picture("jpg");
            case BMP -> picture("bmp");
            case NPZ -> {
                Fixtures.npz(folder.resolve("a.npz"));
                yield data(folder.resolve("a.npz"), f -> "npz:" + f);
            }
            case NPY -> {
                dev.shatter.torch.Npy.write(folder.resolve("x.npy"), HostArray.of(new float[40], 20, 2));
                long[] labels = new long[20];
                Arrays.setAll(labels, i -> i % 2);
                dev.shatter.torch.Npy.write(folder.resolve("y.npy"), HostArray.of(labels, 20));
                yield data(folder.resolve("x.npy"), f -> "npy:" + f + "," + folder.resolve("y.npy"));
            }
            case CSV -> {
                Fixtures.csv(folder.resolve("t.csv"));
                yield data(folder.resolve("t.csv"), f -> "csv:" + f + ",label=kind,missing=mean");
            }
            case SVHN -> {
                Path file = folder.resolve("x.mat");
                Fixtures.streetNumbers(file, 10);
                yield new Sound(file, DamageTest::matrices);
            }
            case WEIGHTS_NPZ -> {
                Npz.write(folder.resolve("w.npz"), weights());
                yield new Sound(folder.resolve("w.npz"), f -> digest(Npz.read(f)));
            }
            case WEIGHTS_SAFETENSORS -> {
                new Safetensors(weights(), Map.of("made", "here")).write(folder.resolve("w.safetensors"));
                yield new Sound(
                        folder.resolve("w.safetensors"),
                        f -> digest(Safetensors.read(f).tensors()));
            }
        };
    }

    /** Ten records a batch are enough to be many. */
    private static Map<String, byte[]> cifar() {
        return new TreeMap<>(Fixtures.cifar10());
    }

    private Sound picture(String format) throws IOException {
        BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_3BYTE_BGR);
        Chance chance = Chance.of(3, "picture");
        for (int i = 0; i < 24 * 24; i++) {
            image.setRGB(i % 24, i / 24, chance.nextInt(1 << 24));
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : new String[] {"train/a/0", "train/a/1", "train/b/0", "train/b/1", "test/a/0", "test/b/0"}) {
            files.put(name + "." + format, Fixtures.encode(image, format));
        }
        Path pictures = Fixtures.folder(folder.resolve("pictures"), files);
        return data(pictures.resolve("train/b/0." + format), f -> "images:" + pictures);
    }

    private Sound data(Path file, Function<Path, String> reference) {
        return new Sound(file, f -> {
            Variant variant = Datasets.parse(reference.apply(f));
            return Datasets.CATALOGUE
                    .get(variant)
                    .read(variant, folder.resolve("home"), Progress.SILENT)
                    .hash();
        });
    }

    private static String matrices(Path file) {
        Map<String, HostArray> arrays = new TreeMap<>();
        dev.shatter.data.array.MatFile.read(file)
                .forEach((name, matrix) -> arrays.put(name + matrix.sizes(), matrix.data()));
        return digest(arrays);
    }

    private static Map<String, HostArray> weights() {
        float[] values = new float[300];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i);
        }
        return Map.of("w", HostArray.of(values, 30, 10), "b", HostArray.of(Arrays.copyOf(values, 10), 10));
    }

    private static String digest(Map<String, HostArray> arrays) {
        StringBuilder all = new StringBuilder();
        arrays.forEach((name, array) -> {
            all.append(name).append(array.type()).append(array.shape());
            byte[] bytes = new byte[array.data().capacity()];
            array.view().get(bytes);
            all.append(Arrays.hashCode(bytes));
        });
        return Json.sha256(all.toString());
    }
}
