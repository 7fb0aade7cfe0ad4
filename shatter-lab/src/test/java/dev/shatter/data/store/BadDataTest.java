package dev.shatter.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.data.Fixtures;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Npy;
import dev.shatter.torch.Npz;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way in which data can be bad ends with one sentence: file, place, remedy; and nothing is left behind. */
class BadDataTest {
    @TempDir
    Path folder;

    // IDX

    @Test
    void idxTruncatedAnywhere() throws IOException {
        byte[] whole = Fixtures.idxImages(12);
        for (int length : new int[] {0, 3, 7, 15, 16, 17, whole.length - 1}) {
            idx("train-images-idx3-ubyte", Arrays.copyOf(whole, length), false);
            refuses("idx:" + folder, "train-images-idx3-ubyte", "ends before", "get it again");
        }
    }

    @Test
    void idxWithAWrongMagicNumber() throws IOException {
        byte[] bytes = Fixtures.idxImages(12);
        bytes[0] = 'P';
        idx("train-images-idx3-ubyte", bytes, false);
        refuses("idx:" + folder, "byte 0", "50000803", "format of MNIST");
        bytes[0] = 0;
        bytes[2] = 0x0D;
        idx("train-images-idx3-ubyte", bytes, false);
        refuses("idx:" + folder, "byte 2", "not unsigned bytes");
    }

    @Test
    void idxThatDeclaresMoreThanItCanHold() throws IOException {
        byte[] bytes = Fixtures.idxImages(12);
        bytes[4] = 0x7F;
        idx("train-images-idx3-ubyte", bytes, false);
        refuses("idx:" + folder, "byte 8", "more than 2 GiB");
        bytes[4] = 0;
        bytes[5] = 0x20;
        idx("train-images-idx3-ubyte", bytes, true);
        refuses("idx:" + folder, "ends before");
    }

    @Test
    void idxWithDataBehindItsEnd() throws IOException {
        byte[] whole = Fixtures.idxImages(12);
        idx("train-images-idx3-ubyte", Arrays.copyOf(whole, whole.length + 1), true);
        refuses("idx:" + folder, "more data than its header says");
    }

    @Test
    void gzipCutShortOrDamaged() throws IOException {
        Fixtures.idx(folder, 3, 12, 6);
        Path file = folder.resolve("train-images-idx3-ubyte.gz");
        byte[] packed = Files.readAllBytes(file);
        for (int length : new int[] {0, 5, 12, packed.length / 2, packed.length - 4}) {
            Files.write(file, Arrays.copyOf(packed, length));
            refuses("idx:" + folder, "train-images-idx3-ubyte.gz", "get");
        }
        packed[packed.length / 2] ^= 0x55;
        Files.write(file, packed);
        refuses("idx:" + folder, "train-images-idx3-ubyte.gz", "get");
    }

    @Test
    void labelsThatDoNotFit() throws IOException {
        idx("t10k-labels-idx1-ubyte", Fixtures.idxLabels(6, 6, 0), false);
        refuses("idx:" + folder, "t10k-labels-idx1-ubyte, byte 11", "label 3", "largest class is 2");
        idx("t10k-labels-idx1-ubyte", Fixtures.idxLabels(5, 3, 0), false);
        refuses("idx:" + folder, "5 labels for 6 images", "belong together");
        idx("t10k-labels-idx1-ubyte", Fixtures.idxImages(6), false);
        refuses("idx:" + folder, "these are images");
    }

    @Test
    void anEmptyClassAndASingleClass() throws IOException {
        idx("train-labels-idx1-ubyte", Fixtures.idxLabels(12, 3, 1), false);
        refuses("idx:" + folder, "no training sample of class '0'", "add some");
        idx("train-labels-idx1-ubyte", Fixtures.idxLabels(12, 1, 0), false);
        idx("t10k-labels-idx1-ubyte", Fixtures.idxLabels(6, 1, 0), false);
        refuses("idx:" + folder, "single class '0'", "two classes or more");
    }

    @Test
    void foldersThatAreMissingOrAmbiguous() throws IOException {
        refuses("idx:" + folder.resolve("nowhere"), "nowhere", "not a folder");
        refuses("idx:" + folder, "has no file train-images-idx3-ubyte");
        Fixtures.idx(folder, 3, 12, 6);
        Files.write(folder.resolve("emnist-train-images-idx3-ubyte.gz"), new byte[3]);
        refuses("idx:" + folder, "several files", "one data set");
    }

    // CIFAR

    @Test
    void cifarRecordsOfTheWrongLength() throws IOException {
        Map<String, byte[]> members = Fixtures.cifar10();
        members.replaceAll((name, bytes) -> name.contains("batch_3") ? Arrays.copyOf(bytes, bytes.length - 1) : bytes);
        refuses(
                "cifar:" + Fixtures.tarGz(folder.resolve("c.tar.gz"), members),
                "data_batch_3.bin",
                "30729 bytes",
                "multiple of the record's 3073");
    }

    @Test
    void cifarLabelsOutOfRange() throws IOException {
        Map<String, byte[]> members = Fixtures.cifar10();
        members.replaceAll((name, bytes) -> {
            byte[] changed = bytes.clone();
            if (name.contains("test_batch")) {
                changed[3073] = 10;
            }
            return changed;
        });
        refuses(
                "cifar:" + Fixtures.tarGz(folder.resolve("c.tar.gz"), members),
                "test_batch.bin, byte 3073",
                "label 10");
    }

    @Test
    void cifarWithoutItsBatchesOrCutShort() throws IOException {
        Map<String, byte[]> members = Fixtures.cifar10();
        members.remove("cifar-10-batches-bin/data_batch_2.bin");
        refuses("cifar:" + Fixtures.tarGz(folder.resolve("c.tar.gz"), members), "lacks data_batch_2.bin");
        refuses("cifar:" + Fixtures.tarGz(folder.resolve("d.tar.gz"), Fixtures.pictures()), "no CIFAR batches");
        byte[] whole = Files.readAllBytes(Fixtures.tarGz(folder.resolve("e.tar.gz"), Fixtures.cifar10()));
        for (int length : new int[] {0, 10, whole.length / 3, whole.length - 100}) {
            Files.write(folder.resolve("e.tar.gz"), Arrays.copyOf(whole, length));
            refuses("cifar:" + folder.resolve("e.tar.gz"), "e.tar.gz", "get");
        }
    }

    // CSV

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,y\\n1,p\\n2,q | label=z | has no column 'z' | choose among a, y",
                "a,y\\n1,p\\nx,q\\n3,p | label=y | line 3, column 'a' | categorical=a",
                "a,y\\n1,p\\n,q\\n3,p | label=y | line 3, column 'a' | missing=mean",
                "a,y\\n1,p\\n2,\\n3,p | label=y,missing=mean | line 3, column 'y' | missing=drop",
                "a,y\\n1,p\\nNaN,q\\n3,p | label=y | line 3, column 'a' | finite",
                "a,y\\n1,p\\n-inf,q\\n3,p | label=y,missing=mean | line 3, column 'a' | finite",
                "a,y\\n1,p\\n1e999,q\\n3,p | label=y | line 3, column 'a' | finite",
                "a,y\\n1,p\\n2,p\\n3,p | label=y | single class 'p' | two classes",
                "a,a,y\\n1,1,p | label=y | two columns named 'a' | rename",
                "a,y\\n1,p,9\\n2,q | label=y | not well-formed | correct",
                "a,y\\n1,p\\n2 | label=y | not well-formed | correct",
                "a;y\\n1;p\\n2;q | label=y | has no column 'y' | separator",
                "y\\np\\nq | label=y | no column besides the label | feature",
                "a,y\\n1,p\\n2,q | label=y | too few to hold out | more samples",
                "a,y\\n1e300,p\\n2,q\\n3,p\\n4,q\\n5,p\\n6,q | label=y,scale=none,test=0.3 | line 2, column 'a' | finite",
            })
    void csv(String text, String options, String problem, String remedy) throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), text.replace("\\n", "\n"));
        refuses("csv:" + file + "," + options, "t.csv", problem, remedy);
    }

    @Test
    void csvThatIsNoTextOrNotThere() throws IOException {
        Path file = folder.resolve("b.csv");
        refuses("csv:" + file + ",label=y", "b.csv", "cannot be read");
        Files.writeString(file, "");
        refuses("csv:" + file + ",label=y", "line 1", "header");
        Files.write(file, "a,y\n\u00e9,p\n".getBytes(StandardCharsets.ISO_8859_1));
        refuses("csv:" + file + ",label=y", "b.csv", "UTF-8");
        StringBuilder names = new StringBuilder("id,y\n");
        for (int i = 0; i < 1500; i++) {
            names.append("n").append(i).append(i % 2 == 0 ? ",p\n" : ",q\n");
        }
        Files.writeString(file, names.toString());
        refuses("csv:" + file + ",label=y", "line 1002", "drop=id");
        refuses("csv:" + file + ",label=id", "different label", "classes");
    }

    // NumPy

    @Test
    void npzWithoutItsArraysOrWithOthersThatDoNotFit() throws IOException {
        Path file = folder.resolve("a.npz");
        Npz.write(file, Map.of("x_train", HostArray.of(new float[4], 2, 2)));
        refuses("npz:" + file, "a.npz", "no array 'y_train'", "numpy.savez");
        Npz.write(
                file,
                Map.of(
                        "x_train", HostArray.of(new float[4], 2, 2),
                        "y_train", HostArray.of(new long[] {0, 1, 0}, 3)));
        refuses("npz:" + file, "3 labels for 2 samples");
        Npz.write(
                file,
                Map.of(
                        "x_train", HostArray.of(new float[4], 2, 2),
                        "y_train", HostArray.of(new long[] {0, 1}, 2)));
        refuses("npz:" + file, "no arrays x_test and y_test", "test=0.2");
        Npz.write(
                file,
                Map.of(
                        "x_train", HostArray.of(new float[4], 2, 2),
                        "y_train", HostArray.of(new long[] {0, 1}, 2),
                        "x_test", HostArray.of(new float[6], 2, 3),
                        "y_test", HostArray.of(new long[] {0, 1}, 2)));
        refuses("npz:" + file, "shape 2", "shape 3", "same size");
        Files.writeString(file, "PK\u0003\u0004 not much of a zip");
        refuses("npz:" + file, "a.npz", "not a whole NPZ");
    }

    @Test
    void npyValuesAndLabels() throws IOException {
        Path x = folder.resolve("x.npy");
        Path y = folder.resolve("y.npy");
        String reference = "npy:" + x + "," + y + ",test=0.5";
        Npy.write(y, HostArray.of(new long[] {0, 1, 0, 1}, 4));
        Npy.write(x, HostArray.of(new float[] {1, 2, 3, Float.NaN, 5, 6, 7, 8}, 4, 2));
        refuses(reference, "x.npy, sample 1", "NaN", "finite");
        Npy.write(x, HostArray.of(new double[] {1, 2, 3, 1e300, 5, 6, 7, 8}, 4, 2));
        refuses(reference, "x.npy, sample 1", "1.0E300");
        Npy.write(x, HostArray.of(new float[8], 4, 2));
        for (double bad : new double[] {-1, 0.5, 4, 1e12, Double.NaN}) {
            Npy.write(y, HostArray.of(new double[] {0, 1, bad, 1}, 4));
            refuses(reference, "y.npy, element 2", "not a class", "from 0 without gaps");
        }
        Npy.write(y, HostArray.of(new long[8], 4, 2));
        refuses(reference, "y.npy", "not that of labels");
        Npy.write(y, HostArray.of(new long[] {0, 2, 0, 2}, 4));
        refuses(reference, "too few to hold out");
        Npy.write(x, HostArray.of(new float[0], 0, 2));
        refuses(reference, "x.npy", "has shape [0, 2]");
    }

    // Pictures

    @Test
    void picturesOfDifferentSizes() throws IOException {
        Map<String, byte[]> pictures = Fixtures.pictures();
        pictures.put("train/cat/zz.png", Fixtures.png(7, 5, BufferedImage.TYPE_3BYTE_BGR, 1));
        refuses(
                "images:" + Fixtures.zip(folder.resolve("p.zip"), pictures),
                "p.zip, file train/cat/zz.png",
                "7 x 5",
                "6 x 5",
                "one size");
    }

    @Test
    void picturesThatCannotBeDecoded() throws IOException {
        byte[] png = Fixtures.png(6, 5, BufferedImage.TYPE_3BYTE_BGR, 1);
        byte[] damaged = png.clone();
        damaged[png.length / 2] ^= 0x55;
        byte[][] bad = {
            new byte[0],
            "GIF89a".getBytes(StandardCharsets.US_ASCII),
            Arrays.copyOf(png, 40),
            Arrays.copyOf(png, 60),
            damaged
        };
        for (byte[] bytes : bad) {
            Map<String, byte[]> pictures = Fixtures.pictures();
            pictures.put("test/dog/broken.png", bytes);
            refuses(
                    "images:" + Fixtures.zip(folder.resolve("p.zip"), pictures),
                    "file test/dog/broken.png",
                    "cannot be decoded",
                    "save it again");
        }
        Map<String, byte[]> deep = Fixtures.pictures();
        deep.put("train/dog/deep.png", Fixtures.encode(new BufferedImage(6, 5, BufferedImage.TYPE_USHORT_GRAY), "png"));
        refuses("images:" + Fixtures.zip(folder.resolve("p.zip"), deep), "deep.png", "16 bits a channel");
        deep.put("train/dog/notes.txt", new byte[3]);
        refuses(
                "images:" + Fixtures.zip(folder.resolve("p.zip"), deep),
                "notes.txt",
                "neither PNG, JPEG, WebP nor BMP");
    }

    /** A PNG whose header promises 60,000 x 60,000 pixels. */
    @Test
    void aPictureTooLargeToDecode() throws IOException {
        byte[] png = Fixtures.png(6, 5, BufferedImage.TYPE_3BYTE_BGR, 1);
        CRC32 crc = new CRC32();
        for (int i = 0; i < 8; i += 4) {
            png[16 + i + 2] = (byte) 0xEA;
            png[16 + i + 3] = 0x60;
        }
        crc.update(png, 12, 17);
        for (int i = 0; i < 4; i++) {
            png[29 + i] = (byte) (crc.getValue() >> (24 - 8 * i));
        }
        Map<String, byte[]> pictures = Fixtures.pictures();
        pictures.put("train/cat/0.png", png);
        refuses("images:" + Fixtures.zip(folder.resolve("p.zip"), pictures), "0.png", "60000 x 60000", "scale");
    }

    @Test
    void emptyClassesMissingSplitsAndStrayPictures() throws IOException {
        Map<String, byte[]> pictures = Fixtures.pictures();
        Path root = Fixtures.folder(folder.resolve("p"), pictures);
        Path empty = Files.createDirectories(root.resolve("train/fox"));
        refuses("images:" + root, "folder train/fox", "empty class");
        Files.delete(empty);
        refuses("images:" + root + ",test=0.5", "test folder of its own");
        pictures.put("test/owl/1.png", Fixtures.png(6, 5, BufferedImage.TYPE_3BYTE_BGR, 1));
        refuses("images:" + Fixtures.zip(folder.resolve("p.zip"), pictures), "class 'owl'", "no training pictures");
        pictures.remove("test/owl/1.png");
        pictures.put("extra/cat/1.png", Fixtures.png(6, 5, BufferedImage.TYPE_3BYTE_BGR, 1));
        refuses("images:" + Fixtures.zip(folder.resolve("p.zip"), pictures), "extra/cat/1.png", "like the others");
        pictures.keySet().removeIf(name -> !name.startsWith("train/"));
        refuses("images:" + Fixtures.zip(folder.resolve("p.zip"), pictures), "no test folder", "test=0.2");
        refuses(
                "images:" + Fixtures.zip(folder.resolve("q.zip"), Map.of("a.txt", new byte[1])),
                "no training pictures");
        refuses("images:" + folder.resolve("nowhere"), "does not exist");
        refuses("images:" + Files.createFile(folder.resolve("a.rar")), "neither a folder nor an archive");
        pictures.keySet().removeIf(name -> !name.contains("cat"));
        refuses("images:" + Fixtures.zip(folder.resolve("p.zip"), pictures) + ",test=0.5", "single class 'cat'");
    }

    // Archives

    @ParameterizedTest
    @CsvSource({"train/../../evil.png", "/train/cat/1.png", "C:/train/cat/1.png", "train\\..\\..\\evil.png"})
    void membersThatClimbOut(String name) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>(Fixtures.pictures());
        members.put(name, new byte[3]);
        refuses("images:" + Fixtures.tarGz(folder.resolve("e.tar.gz"), members), "points outside", "do not trust");
        refuses("images:" + Fixtures.zip(folder.resolve("e.zip"), members), "points outside", "do not trust");
    }

    @Test
    void linksAndDevices() throws IOException {
        for (byte kind :
                new byte[] {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_FIFO, TarConstants.LF_CHR}) {
            Path file = folder.resolve("l.tar");
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
                TarArchiveEntry entry = new TarArchiveEntry("train/cat/1.png", kind);
                entry.setLinkName("/etc/passwd");
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
            refuses(
                    "images:" + file,
                    "member train/cat/1.png",
                    kind <= TarConstants.LF_SYMLINK ? "is a link" : "not a plain file");
        }
        Path file = folder.resolve("l.zip");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            ZipArchiveEntry entry = new ZipArchiveEntry("train/cat/1.png");
            entry.setUnixMode(0120777);
            zip.putArchiveEntry(entry);
            zip.write("/etc/passwd".getBytes(StandardCharsets.US_ASCII));
            zip.closeArchiveEntry();
        }
        refuses("images:" + file, "member train/cat/1.png", "is a link");
    }

    /** Gigabytes of zeros behind some kilobytes, as a member, as padding that is skipped, and behind a gzip header. */
    @Test
    void bombs() throws IOException {
        Path gz = folder.resolve("bomb.tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz), 1 << 16);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            byte[] zeros = new byte[64 << 20];
            for (int i = 0; i < 6; i++) {
                TarArchiveEntry entry = new TarArchiveEntry("skipped" + i, true);
                entry.setSize(zeros.length);
                tar.putArchiveEntry(entry);
                tar.write(zeros);
                tar.closeArchiveEntry();
            }
        }
        refuses("images:" + gz, "bomb.tar.gz", "archive bomb", "unpack it yourself");
        Path tar = folder.resolve("claim.tar");
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        TarArchiveEntry huge = new TarArchiveEntry("train/cat/1.png", true);
        huge.setSize(10_000_000_000L);
        byte[] record = new byte[512];
        huge.writeEntryHeader(record, ZipEncodingHelper.getZipEncoding("UTF-8"), true);
        header.writeBytes(record);
        Files.write(tar, header.toByteArray());
        refuses("images:" + tar, "1.png", "larger than 512 MiB");
    }

    @Test
    void archivesThatAreNone() throws IOException {
        for (String name : new String[] {"a.zip", "a.tar", "a.tar.gz", "a.tar.xz"}) {
            Path file = Files.write(folder.resolve(name), Fixtures.noise(2000, 3));
            refuses("images:" + file, name, "get");
        }
        byte[] xz = Files.readAllBytes(Fixtures.tarXz(folder.resolve("b.tar.xz"), Fixtures.pictures()));
        Files.write(folder.resolve("b.tar.xz"), Arrays.copyOf(xz, xz.length / 2));
        refuses("images:" + folder.resolve("b.tar.xz"), "cut short");
    }

    // References

    @ParameterizedTest
    @CsvSource({
        "minst, did you mean 'mnist'",
        "idx, needs 'path'",
        "'csv:a.csv', needs 'label'",
        "'images:a,test=1.5', out of range",
        "'parity:k=0', out of range",
        "'idx:a,true,b', one value too many",
        "'npz:a,split=3', has no option 'split'",
    })
    void references(String reference, String problem) {
        BadInput bad = catchThrowableOfType(BadInput.class, () -> Datasets.parse(reference));
        assertThat(bad).isNotNull();
        assertThat(bad.sentence()).contains(problem);
    }

    /** Writes a good folder and then one file of it anew. */
    private void idx(String name, byte[] bytes, boolean gzip) throws IOException {
        if (!Files.exists(folder.resolve("train-labels-idx1-ubyte.gz"))) {
            Fixtures.idx(folder, 3, 12, 6);
        }
        Files.deleteIfExists(folder.resolve(name));
        Files.write(folder.resolve(gzip ? name + ".gz" : name), gzip ? Fixtures.gzip(bytes) : bytes);
    }

    /** Opening the reference fails with one sentence that holds these words, and leaves no cache. */
    private void refuses(String reference, String... words) throws IOException {
        Path home = folder.resolve("home");
        Variant variant = Datasets.parse(reference);
        BadInput bad = catchThrowableOfType(BadInput.class, () -> new DataStore(home).open(variant));
        assertThat(bad).as(reference).isNotNull();
        assertThat(bad.sentence()).contains(words).endsWith(".").doesNotContain("\n", "null", "Exception");
        Path cache = home.resolve("cache/data");
        if (Files.exists(cache)) {
            try (Stream<Path> files = Files.list(cache)) {
                assertThat(files.filter(f -> !f.toString().endsWith(".lock"))).isEmpty();
            }
        }
    }
}
