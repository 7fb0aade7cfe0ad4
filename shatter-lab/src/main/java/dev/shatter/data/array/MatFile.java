package dev.shatter.data.array;

import dev.shatter.core.BadInput;
import dev.shatter.core.InputFiles;
import dev.shatter.torch.Expansion;
import dev.shatter.torch.HostArray;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Full numeric arrays of a MATLAB 5 MAT-file, plain or zlib-compressed, little-endian: what SVHN needs.
 *
 * <p>Source: MathWorks, MAT-File Format, "Level 5". Limits on untrusted files: 100 arrays, 8 dimensions, 2 GiB an array;
 * memory is claimed only for data that the file can hold. Compressed arrays are checked against zlib's checksum; plain ones
 * carry none. Cells, structures and text are refused.
 */
public final class MatFile {
    private static final int HEADER = 128;
    private static final int MAX_ARRAYS = 100;
    private static final int MATRIX = 14;
    private static final int COMPRESSED = 15;

    /**
     * One array.
     *
     * @param sizes first index fastest in memory
     * @param data flat: U8 if stored as unsigned bytes, otherwise F64
     */
    public record Matrix(List<Integer> sizes, HostArray data) {}

    private MatFile() {}

    /** All arrays of a file by name. */
    public static Map<String, Matrix> read(Path file) {
        Map<String, Matrix> arrays = new TreeMap<>();
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(InputFiles.plain(file)), 1 << 16))) {
            byte[] header = in.readNBytes(HEADER);
            if (header.length < HEADER || header[126] != 'I' || header[127] != 'M' || header[125] != 1) {
                throw BadInput.in(
                        file + ", byte 124", "is not a little-endian MATLAB 5 file", "save it with save -v7 in MATLAB");
            }
            long size = Files.size(file);
            Expansion expansion = new Expansion(file);
            for (Element element = next(in); element != null; element = next(in)) {
                if (arrays.size() >= MAX_ARRAYS) {
                    throw BadInput.in(file, "holds more than 100 arrays", "keep only the data in it");
                }
                if (element.type() == COMPRESSED) {
                    Bounded packed = new Bounded(in, element.bytes());
                    DataInputStream unpacked =
                            new DataInputStream(new BufferedInputStream(new InflaterInputStream(packed), 1 << 16));
                    Element inner = next(unpacked);
                    if (inner == null || inner.type() != MATRIX) {
                        throw new EOFException("no array in a compressed element");
                    }
                    matrix(unpacked, file, expansion.limit(), arrays);
                    // The end of the stream carries its checksum, behind at most the padding of the last part.
                    if (unpacked.readNBytes(8).length == 8) {
                        throw new IOException("a compressed array is followed by something else");
                    }
                    packed.skipRest();
                } else if (element.type() == MATRIX) {
                    Bounded plain = new Bounded(in, element.bytes());
                    matrix(new DataInputStream(plain), file, size, arrays);
                    plain.skipRest();
                } else {
                    throw BadInput.in(file, "holds an element of type " + element.type(), "keep only numeric arrays");
                }
            }
        } catch (EOFException e) {
            throw BadInput.in(file.toString(), "is cut short", "get the file again", e);
        } catch (IOException e) {
            throw BadInput.in(file.toString(), "cannot be read (" + e.getMessage() + ")", "get the file again", e);
        }
        return arrays;
    }

    /** A tag: type and number of bytes; short elements carry up to four bytes of data in the tag itself. */
    private record Element(int type, long bytes, byte[] small) {}

    @Nullable
    private static Element next(DataInputStream in) throws IOException {
        byte[] tag = in.readNBytes(8);
        if (tag.length == 0) {
            return null;
        }
        if (tag.length < 8) {
            throw new EOFException();
        }
        ByteBuffer buffer = ByteBuffer.wrap(tag).order(ByteOrder.LITTLE_ENDIAN);
        int first = buffer.getInt();
        if (first >>> 16 != 0) {
            int bytes = first >>> 16;
            if (bytes > 4) {
                throw new IOException("a short element of " + bytes + " bytes");
            }
            return new Element(first & 0xFFFF, bytes, Arrays.copyOfRange(tag, 4, 4 + bytes));
        }
        return new Element(first, Integer.toUnsignedLong(buffer.getInt()), new byte[0]);
    }

    /** The bytes of the next small part (flags, sizes or name), with its padding to eight bytes. */
    private static ByteBuffer part(DataInputStream in) throws IOException {
        Element element = next(in);
        if (element == null) {
            throw new EOFException();
        }
        if (element.small().length > 0 || element.bytes() == 0) {
            return ByteBuffer.wrap(element.small()).order(ByteOrder.LITTLE_ENDIAN);
        }
        if (element.bytes() > 1024) {
            throw new IOException("a header part of " + element.bytes() + " bytes");
        }
        byte[] bytes = new byte[(int) element.bytes()];
        in.readFully(bytes);
        in.skipNBytes(-element.bytes() & 7);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void matrix(DataInputStream in, Path file, long atMost, Map<String, Matrix> arrays)
            throws IOException {
        ByteBuffer flags = part(in);
        ByteBuffer sizes = part(in);
        String name = StandardCharsets.US_ASCII.decode(part(in)).toString();
        String where = file + ", array '" + name + "'";
        if (flags.remaining() < 4 || sizes.remaining() % 4 != 0) {
            throw new IOException("a damaged array header");
        }
        int kind = flags.getInt(0) & 0xFF;
        // Classes 6 to 15 are the numeric ones; bit 0x800 marks complex numbers.
        if (kind < 6 || kind > 15 || (flags.getInt(0) & 0x800) != 0) {
            throw BadInput.in(where, "is not an array of real numbers", "keep only numeric arrays");
        }
        List<Integer> shape = new ArrayList<>();
        long count = 1;
        while (sizes.hasRemaining()) {
            int size = sizes.getInt();
            count *= Math.max(size, 0);
            shape.add(size);
            if (size < 0 || shape.size() > 8 || count > Integer.MAX_VALUE) {
                throw BadInput.in(where, "has the impossible shape " + shape, "get the file again");
            }
        }
        Element data = next(in);
        if (data == null) {
            throw new EOFException();
        }
        if (data.bytes() > atMost) {
            throw new EOFException();
        }
        arrays.put(name, new Matrix(shape, numbers(in, data, (int) count, where)));
    }

    private static HostArray numbers(DataInputStream in, Element data, int count, String where) throws IOException {
        int width = switch (data.type()) {
            case 1, 2 -> 1;
            case 3, 4 -> 2;
            case 5, 6, 7 -> 4;
            case 9 -> 8;
            default -> throw BadInput.in(where, "has data of type " + data.type(), "save it as uint8 or double");
        };
        if (data.bytes() != (long) count * width) {
            throw new IOException(
                    "array data of " + data.bytes() + " bytes where the shape needs " + (long) count * width);
        }
        boolean unsigned = data.type() == 2;
        if ((long) count * (unsigned ? 1 : 8) > HostArray.MAX_BYTES) {
            throw BadInput.in(where, "is larger than 2 GiB", "split it");
        }
        HostArray array = HostArray.allocate(unsigned ? HostArray.Type.U8 : HostArray.Type.F64, List.of(count));
        ByteBuffer to = array.view();
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        byte[] small = data.small();
        for (long left = data.bytes(); left > 0; ) {
            int take = (int) Math.min(chunk.capacity(), left);
            if (small.length > 0) {
                chunk.put(0, small, 0, take);
            } else {
                in.readFully(chunk.array(), 0, take);
            }
            for (int at = 0; at < take; at += width) {
                switch (data.type()) {
                    case 1 -> to.putDouble(chunk.get(at));
                    case 2 -> to.put(chunk.get(at));
                    case 3 -> to.putDouble(chunk.getShort(at));
                    case 4 -> to.putDouble(Short.toUnsignedInt(chunk.getShort(at)));
                    case 5 -> to.putDouble(chunk.getInt(at));
                    case 6 -> to.putDouble(Integer.toUnsignedLong(chunk.getInt(at)));
                    case 7 -> to.putDouble(chunk.getFloat(at));
                    default -> to.putDouble(chunk.getDouble(at));
                }
            }
            left -= take;
        }
        return array;
    }

    /** A stream that ends after so many bytes of another. */
    private static final class Bounded extends InputStream {
        private final InputStream in;
        private long left;

        Bounded(InputStream in, long bytes) {
            this.in = in;
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            int value = left > 0 ? in.read() : -1;
            left -= value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = left > 0 ? in.read(into, offset, (int) Math.min(length, left)) : -1;
            left -= Math.max(got, 0);
            return got;
        }

        void skipRest() throws IOException {
            in.skipNBytes(left);
            left = 0;
        }
    }
}
