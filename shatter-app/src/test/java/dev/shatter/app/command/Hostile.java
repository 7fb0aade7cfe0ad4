package dev.shatter.app.command;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Makes data files, sound and broken, for tests of what the command line says to them. */
final class Hostile {
    static final int PER_CLASS = 3;

    private Hostile() {}

    /** Writes bytes into a file below a folder. */
    static Path file(Path folder, String name, byte[] bytes) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path text(Path folder, String name, String text) {
        return file(folder, name, bytes(text));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] cut(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    static byte[] gzip(byte[] bytes) {
        return stream(out -> {
            try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
                zip.write(bytes);
            }
        });
    }

    /** An IDX array of bytes that count up. */
    static byte[] idx(int... sizes) {
        return stream(out -> {
            DataOutputStream data = new DataOutputStream(out);
            data.writeInt(0x800 | sizes.length);
            int count = 1;
            for (int size : sizes) {
                data.writeInt(size);
                count *= size;
            }
            for (int i = 0; i < count; i++) {
                data.writeByte(sizes.length == 1 ? i % 2 : i);
            }
        });
    }

    /** A sound folder in MNIST's format: two classes, 6 + 4 images of 4 x 4. */
    static Map<String, byte[]> mnist() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("train-images-idx3-ubyte", idx(6, 4, 4));
        files.put("train-labels-idx1-ubyte", idx(6));
        files.put("t10k-images-idx3-ubyte", idx(4, 4, 4));
        files.put("t10k-labels-idx1-ubyte", idx(4));
        return files;
    }

    /** A PNG whose pixels tell of its number. */
    static byte[] png(int width, int height, int number) {
        return stream(out -> {
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setSample(0, 0, 0, number);
            ImageIO.write(image, "png", out);
        });
    }

    /** Sound pictures of two classes, train and test. */
    static Map<String, byte[]> pictures() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        int number = 0;
        for (String split : new String[] {"train", "test"}) {
            for (String name : new String[] {"cat", "dog"}) {
                for (int i = 0; i < PER_CLASS; i++) {
                    files.put(split + "/" + name + "/" + i + ".png", png(6, 6, ++number));
                }
            }
        }
        return files;
    }

    static Path folder(Path folder, Map<String, byte[]> files) {
        files.forEach((name, bytes) -> file(folder, name, bytes));
        return folder;
    }

    static byte[] zip(Map<String, byte[]> files) {
        return stream(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    zip.putNextEntry(new ZipEntry(file.getKey()));
                    zip.write(file.getValue());
                    zip.closeEntry();
                }
            }
        });
    }

    /** A zip with one member of so many zero bytes: deflate packs them a thousand to one. */
    static byte[] bomb(String member, long zeros) {
        return stream(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry(member));
                byte[] block = new byte[1 << 20];
                for (long left = zeros; left > 0; left -= block.length) {
                    zip.write(block, 0, (int) Math.min(left, block.length));
                }
                zip.closeEntry();
            }
        });
    }

    static byte[] tar(Map<String, byte[]> files, Map<String, String> links) {
        return stream(out -> {
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                    entry.setSize(file.getValue().length);
                    tar.putArchiveEntry(entry);
                    tar.write(file.getValue());
                    tar.closeArchiveEntry();
                }
                for (Map.Entry<String, String> link : links.entrySet()) {
                    TarArchiveEntry entry = new TarArchiveEntry(link.getKey(), TarConstants.LF_SYMLINK);
                    entry.setLinkName(link.getValue());
                    tar.putArchiveEntry(entry);
                    tar.closeArchiveEntry();
                }
            }
        });
    }

    /** An NPY file: header as given, then the data. */
    static byte[] npy(String descr, String shape, byte[] data) {
        return stream(out -> {
            String header = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }";
            int padded = (header.length() + 10 + 64) / 64 * 64 - 10;
            out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) padded, (byte) (padded >> 8)});
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            out.write(" ".repeat(padded - header.length() - 1).getBytes(StandardCharsets.US_ASCII));
            out.write('\n');
            out.write(data);
        });
    }

    static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return bytes.array();
    }

    /** A sound NPZ: 4 + 2 samples of 3 features in two classes. */
    static Map<String, byte[]> npz() {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("x_train.npy", npy("<f4", "(4, 3)", floats(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)));
        arrays.put("y_train.npy", npy("<i8", "(4,)", longs(0, 1, 0, 1)));
        arrays.put("x_test.npy", npy("<f4", "(2, 3)", floats(1, 1, 1, 2, 2, 2)));
        arrays.put("y_test.npy", npy("<i8", "(2,)", longs(0, 1)));
        return arrays;
    }

    static <V> Map<String, V> with(Map<String, V> files, String name, V value) {
        Map<String, V> changed = new LinkedHashMap<>(files);
        changed.put(name, value);
        return changed;
    }

    static <V> Map<String, V> without(Map<String, V> files, String... names) {
        Map<String, V> changed = new LinkedHashMap<>(files);
        Arrays.asList(names).forEach(changed::remove);
        return changed;
    }

    private interface Filling {
        void into(OutputStream out) throws IOException;
    }

    private static byte[] stream(Filling filling) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            filling.into(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
