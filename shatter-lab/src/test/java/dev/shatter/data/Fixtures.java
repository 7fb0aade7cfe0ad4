package dev.shatter.data;

import dev.shatter.core.Chance;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Npy;
import dev.shatter.torch.Npz;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Small files of every format, written by code that shares nothing with the readers. */
public final class Fixtures {
    private Fixtures() {}

    /** A reference for every source of the catalogue, with its files below the folder; the folder is the home, too. */
    public static Map<String, String> references(Path folder) throws IOException {
        Map<String, String> references = new LinkedHashMap<>();
        references.put("fashion-mnist-12k", "fashion-mnist-12k");
        for (String name : new String[] {"mnist", "fashion-mnist", "kmnist"}) {
            idx(folder.resolve("data").resolve(name), 10, 40, 20);
            references.put(name, name);
        }
        letters(folder.resolve("data/emnist-letters/gzip.zip"));
        references.put("emnist-letters", "emnist-letters");
        tarGz(folder.resolve("data/cifar10/cifar-10-binary.tar.gz"), cifar10());
        references.put("cifar10", "cifar10");
        tarGz(folder.resolve("data/cifar100/cifar-100-binary.tar.gz"), cifar100());
        references.put("cifar100", "cifar100");
        streetNumbers(folder.resolve("data/svhn/train_32x32.mat"), 30);
        streetNumbers(folder.resolve("data/svhn/test_32x32.mat"), 20);
        references.put("svhn", "svhn");
        idx(folder.resolve("idx"), 3, 12, 6);
        references.put("idx", "idx:" + folder.resolve("idx"));
        tarGz(folder.resolve("cifar.tar.gz"), cifar10());
        references.put("cifar", "cifar:" + folder.resolve("cifar.tar.gz"));
        zip(folder.resolve("images.zip"), pictures());
        references.put("images", "images:" + folder.resolve("images.zip"));
        csv(folder.resolve("table.csv"));
        references.put("csv", "csv:" + folder.resolve("table.csv") + ",label=kind,missing=mean");
        npz(folder.resolve("arrays.npz"));
        references.put("npz", "npz:" + folder.resolve("arrays.npz"));
        npy(folder);
        references.put("npy", "npy:" + folder.resolve("x.npy") + "," + folder.resolve("y.npy"));
        for (String name : new String[] {"gaussian-mixture", "two-spirals", "teacher", "parity", "mnist-1d"}) {
            references.put(name, name + ",n=60,test=30");
        }
        references.put("merged", "merged:idx:" + folder.resolve("idx") + ",into=0-1-0");
        return references;
    }

    /** Four gzip IDX files of 28 x 28 images whose pixels tell class and place. */
    public static void idx(Path folder, int classes, int train, int test) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("train-images-idx3-ubyte.gz"), gzip(idxImages(train)));
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), gzip(idxLabels(train, classes, 0)));
        Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), gzip(idxImages(test)));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), gzip(idxLabels(test, classes, 0)));
    }

    public static byte[] idxImages(int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 8, 3, 0, 0, (byte) (count >> 8), (byte) count, 0, 0, 0, 28, 0, 0, 0, 28});
        for (int i = 0; i < count; i++) {
            out.writeBytes(noise(784, i));
        }
        return out.toByteArray();
    }

    public static byte[] idxLabels(int count, int classes, int first) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 8, 1, 0, 0, (byte) (count >> 8), (byte) count});
        for (int i = 0; i < count; i++) {
            out.write(first + i % classes);
        }
        return out.toByteArray();
    }

    public static byte[] noise(int count, int seed) {
        byte[] bytes = new byte[count];
        Chance chance = Chance.of(seed, "fixture");
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) chance.nextInt(256);
        }
        return bytes;
    }

    private static void letters(Path file) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("gzip/emnist-letters-train-images-idx3-ubyte.gz", gzip(idxImages(52)));
        members.put("gzip/emnist-letters-train-labels-idx1-ubyte.gz", gzip(idxLabels(52, 26, 1)));
        members.put("gzip/emnist-letters-test-images-idx3-ubyte.gz", gzip(idxImages(26)));
        members.put("gzip/emnist-letters-test-labels-idx1-ubyte.gz", gzip(idxLabels(26, 26, 1)));
        zip(file, members);
    }

    public static Map<String, byte[]> cifar10() {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put(
                "cifar-10-batches-bin/batches.meta.txt",
                "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n".getBytes(StandardCharsets.UTF_8));
        for (int batch = 1; batch <= 5; batch++) {
            members.put("cifar-10-batches-bin/data_batch_" + batch + ".bin", records(10, 1, 10));
        }
        members.put("cifar-10-batches-bin/test_batch.bin", records(10, 1, 10));
        return members;
    }

    private static Map<String, byte[]> cifar100() {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("cifar-100-binary/train.bin", records(500, 2, 100));
        members.put("cifar-100-binary/test.bin", records(100, 2, 100));
        return members;
    }

    private static byte[] records(int count, int head, int classes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            if (head == 2) {
                out.write(19);
            }
            out.write(i % classes);
            out.writeBytes(noise(3072, i));
        }
        return out.toByteArray();
    }

    /** SVHN in MATLAB 5 format: X compressed, y plain. */
    public static void streetNumbers(Path file, int count) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] header = new byte[128];
        header[125] = 1;
        header[126] = 'I';
        header[127] = 'M';
        out.writeBytes(header);
        byte[] images = matrix(new int[] {32, 32, 3, count}, "X", noise(3072 * count, 0));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream deflated = new DeflaterOutputStream(packed, new Deflater())) {
            deflated.write(images);
        }
        out.writeBytes(words(15, packed.size()));
        out.writeBytes(packed.toByteArray());
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10 + 1);
        }
        out.writeBytes(matrix(new int[] {count, 1}, "y", labels));
        Files.createDirectories(file.getParent());
        Files.write(file, out.toByteArray());
    }

    private static byte[] matrix(int[] sizes, String name, byte[] data) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(words(6, 8, 9, 0));
        body.writeBytes(words(5, 4 * sizes.length));
        body.writeBytes(words(sizes));
        body.writeBytes(new byte[4 * (sizes.length % 2)]);
        // A short element: type and size share a word, the data the next.
        body.writeBytes(words(1 << 16 | 1, name.charAt(0)));
        body.writeBytes(words(2, data.length));
        body.writeBytes(data);
        body.writeBytes(new byte[-data.length & 7]);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(words(14, body.size()));
        all.writeBytes(body.toByteArray());
        return all.toByteArray();
    }

    private static byte[] words(int... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int word : words) {
            out.writeBytes(new byte[] {(byte) word, (byte) (word >> 8), (byte) (word >> 16), (byte) (word >> 24)});
        }
        return out.toByteArray();
    }

    /** Twelve training and six test pictures of 6 x 5 pixels in three classes, in no particular order. */
    public static Map<String, byte[]> pictures() {
        Map<String, byte[]> members = new LinkedHashMap<>();
        String[] classes = {"dog", "cat", "10"};
        for (int i = 17; i >= 0; i--) {
            String name = (i < 12 ? "train/" : "test/") + classes[i % 3] + "/" + i + ".png";
            members.put(name, png(6, 5, BufferedImage.TYPE_3BYTE_BGR, i));
        }
        return members;
    }

    /** A PNG of noise. */
    public static byte[] png(int width, int height, int type, int seed) {
        BufferedImage image = new BufferedImage(width, height, type);
        byte[] bytes = noise(3 * width * height, seed);
        for (int i = 0; i < width * height; i++) {
            int rgb = (bytes[3 * i] & 0xFF) << 16 | (bytes[3 * i + 1] & 0xFF) << 8 | (bytes[3 * i + 2] & 0xFF);
            image.setRGB(i % width, i / width, 0xFF000000 | rgb);
        }
        return encode(image, "png");
    }

    public static byte[] encode(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static void csv(Path file) throws IOException {
        StringBuilder text = new StringBuilder("age,colour,kind\n");
        for (int i = 0; i < 30; i++) {
            text.append(i == 4 ? "" : i * 1.5)
                    .append(i % 2 == 0 ? ",red," : ",\"blue, dark\",")
                    .append(i % 3 == 0 ? "yes\n" : "no\n");
        }
        Files.writeString(file, text.toString());
    }

    public static void npz(Path file) {
        Npz.write(
                file,
                Map.of(
                        "x_train", HostArray.of(noise(6 * 12, 1), 6, 3, 4),
                        "y_train", HostArray.of(new long[] {0, 1, 2, 0, 1, 2}, 6),
                        "x_test", HostArray.of(noise(3 * 12, 2), 3, 3, 4),
                        "y_test", HostArray.of(new int[] {0, 1, 2}, 3, 1)));
    }

    private static void npy(Path folder) {
        double[] values = new double[40];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sin(i);
        }
        Npy.write(folder.resolve("x.npy"), HostArray.of(values, 20, 2));
        long[] labels = new long[20];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 2;
        }
        Npy.write(folder.resolve("y.npy"), HostArray.of(labels, 20));
    }

    public static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    public static Path zip(Path file, Map<String, byte[]> members) throws IOException {
        Files.createDirectories(file.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
            }
        }
        return file;
    }

    public static Path tarGz(Path file, Map<String, byte[]> members) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            tar(out, members);
        }
        return file;
    }

    public static Path tarXz(Path file, Map<String, byte[]> members) throws IOException {
        try (OutputStream out = new XZOutputStream(Files.newOutputStream(file), new LZMA2Options(1))) {
            tar(out, members);
        }
        return file;
    }

    public static void tar(OutputStream out, Map<String, byte[]> members) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
        for (Map.Entry<String, byte[]> member : members.entrySet()) {
            TarArchiveEntry entry = new TarArchiveEntry(member.getKey(), true);
            entry.setSize(member.getValue().length);
            tar.putArchiveEntry(entry);
            tar.write(member.getValue());
            tar.closeArchiveEntry();
        }
        tar.finish();
    }

    /** Writes members as files of a folder. */
    public static Path folder(Path root, Map<String, byte[]> members) throws IOException {
        for (Map.Entry<String, byte[]> member : members.entrySet()) {
            Path file = root.resolve(member.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, member.getValue());
        }
        return root;
    }
}
