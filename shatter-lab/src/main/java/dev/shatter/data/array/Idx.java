package dev.shatter.data.array;

import dev.shatter.core.BadInput;
import dev.shatter.core.InputFiles;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.torch.Expansion;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * An array of bytes in the IDX format of the MNIST files: a magic number 0 0 8 rank, big-endian sizes, the data.
 *
 * <p>Limits on untrusted files: rank 1 to 4, 2 GiB; memory is claimed only for data that the file can hold.
 *
 * @param sizes outermost first
 * @param data row-major, direct
 */
public record Idx(List<Integer> sizes, ByteBuffer data) {
    private static final int UNSIGNED_BYTE = 0x08;

    /** Reads a plain or gzip file. */
    public static Idx read(Path file) {
        try (InputStream raw = Files.newInputStream(InputFiles.plain(file))) {
            return file.toString().endsWith(".gz")
                    ? readPacked(raw, file.toString(), new Expansion(file).limit())
                    : readAll(new BufferedInputStream(raw, 1 << 16), file.toString(), Files.size(file));
        } catch (EOFException e) {
            throw cutShort(file.toString(), e);
        } catch (ZipException e) {
            throw BadInput.in(
                    file.toString(), "is not a whole gzip file (" + e.getMessage() + ")", "get the file again", e);
        } catch (IOException e) {
            throw BadInput.in(file.toString(), "cannot be read", "check that the file exists and is readable", e);
        }
    }

    /** Reads a gzip stream that holds one array, up to its checksum. */
    public static Idx readPacked(InputStream packed, String where, long atMost) throws IOException {
        return readAll(new BufferedInputStream(new GZIPInputStream(packed, 1 << 16), 1 << 16), where, atMost);
    }

    private static Idx readAll(InputStream in, String where, long atMost) throws IOException {
        Idx idx = read(in, where, atMost);
        if (in.read() >= 0) {
            throw BadInput.in(where, "holds more data than its header says", "get or save the file again");
        }
        return idx;
    }

    /**
     * Reads one array and leaves the stream behind it.
     *
     * @param atMost no more bytes than this can come out of the stream
     * @throws EOFException if the stream ends in the header
     */
    public static Idx read(InputStream stream, String where, long atMost) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        int magic = in.readInt();
        int rank = magic & 0xFF;
        if (magic >>> 16 != 0 || rank < 1 || rank > 4) {
            throw BadInput.in(
                    where + ", byte 0",
                    String.format("has the magic number %08x, not that of an IDX file", magic),
                    "give files in the format of MNIST's");
        }
        if (magic >>> 8 != UNSIGNED_BYTE) {
            throw BadInput.in(
                    where + ", byte 2", "holds elements that are not unsigned bytes", "save the samples as bytes");
        }
        List<Integer> sizes = new ArrayList<>();
        long bytes = 1;
        for (int i = 0; i < rank; i++) {
            int size = in.readInt();
            bytes *= Math.max(size, 0);
            sizes.add(size);
            if (size < 1 || bytes > Integer.MAX_VALUE) {
                throw BadInput.in(
                        where + ", byte " + (4 + 4 * i),
                        "declares sizes " + sizes + (size < 1 ? "" : ", more than 2 GiB"),
                        "get or save the file again");
            }
        }
        if (bytes > atMost) {
            throw cutShort(where, null);
        }
        ByteBuffer data = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte[] chunk = new byte[1 << 16];
        while (data.hasRemaining()) {
            int got = in.read(chunk, 0, Math.min(chunk.length, data.remaining()));
            if (got < 0) {
                throw cutShort(where, null);
            }
            data.put(chunk, 0, got);
        }
        return new Idx(List.copyOf(sizes), data.clear());
    }

    /** The array as samples: [n, h, w] are images of one channel, [n, c, h, w] of c, [n, d] vectors. */
    Samples samples(String where) {
        List<Integer> one = sizes.subList(1, sizes.size());
        if (one.isEmpty()) {
            throw BadInput.in(where, "holds one byte a sample: these are labels", "give the images' file");
        }
        Shape shape = one.size() == 2 ? Shape.of(1, one.get(0), one.get(1)) : new Shape(one);
        return new Samples(Samples.Type.U8, shape, sizes.get(0), data);
    }

    /** The array as labels. */
    int[] labels(String where) {
        if (sizes.size() != 1) {
            throw BadInput.in(where, "holds several bytes a sample: these are images", "give the labels' file");
        }
        int[] labels = new int[sizes.get(0)];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = data.get(i) & 0xFF;
        }
        return labels;
    }

    /** Images and labels as one split. */
    public static Split split(Idx images, Idx labels, String imagesFile, String labelsFile) {
        Samples inputs = images.samples(imagesFile);
        int[] classes = labels.labels(labelsFile);
        if (classes.length != inputs.count()) {
            throw BadInput.in(
                    labelsFile,
                    "holds " + classes.length + " labels for " + inputs.count() + " images in " + imagesFile,
                    "give files that belong together");
        }
        return new Split(inputs, classes);
    }

    private static BadInput cutShort(String where, @Nullable Throwable cause) {
        String problem = "ends before the data its header declares";
        String remedy = "the file is cut short: get it again";
        return cause == null ? BadInput.in(where, problem, remedy) : BadInput.in(where, problem, remedy, cause);
    }

    /** Every plane of every image with rows and columns exchanged, as EMNIST stores them. */
    public static Samples transposed(Samples from) {
        Shape shape = from.shape();
        int rows = shape.height();
        int columns = shape.width();
        Samples to = Samples.allocate(Samples.Type.U8, Shape.of(shape.channels(), columns, rows), from.count());
        byte[] old = new byte[from.stride()];
        byte[] turned = new byte[from.stride()];
        for (int i = 0; i < from.count(); i++) {
            from.copy(i, old);
            for (int plane = 0; plane < old.length; plane += rows * columns) {
                for (int r = 0; r < rows; r++) {
                    for (int c = 0; c < columns; c++) {
                        turned[plane + c * rows + r] = old[plane + r * columns + c];
                    }
                }
            }
            to.set(i, turned);
        }
        return to;
    }
}
