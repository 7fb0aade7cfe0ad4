package dev.shatter.torch;

import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.core.InputFiles;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's array file, versions 1 to 3 (NEP 1): booleans, uint8, int32, int64, float32 and float64 in either byte and
 * memory order. Object arrays hold Python programs and are refused.
 *
 * <p>Limits on untrusted files: header 64 KiB, 32 dimensions (NumPy's own), 2 GiB of data; the data must be exactly as
 * long as the header says, and memory is claimed only for data that can be there. The format carries no checksum: a
 * changed number is not seen.
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 16;
    private static final int MAX_RANK = 32;

    /** The dictionary in the order NumPy writes it; each field is matched on its own, so any order will do. */
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*(?:'([^']{1,16})'|(\\[))");

    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9L,\\s]*)\\)");

    private Npy() {}

    /** Reads a file. */
    public static HostArray read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(InputFiles.plain(file)), 1 << 16)) {
            return read(in, file.toString(), Files.size(file));
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** Writes a file as one act. */
    public static void write(Path file, HostArray array) {
        AtomicFiles.write(file, out -> write(out, array));
    }

    /**
     * Reads one array up to the end of the stream.
     *
     * @param where what to name in messages
     * @param atMost no more bytes than this can come out of the stream, so an array that needs more is refused unread
     */
    static HostArray read(InputStream stream, String where, long atMost) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        Header header = header(in, where);
        long count = 1;
        for (long size : header.shape()) {
            // Each size is below 2^31 and the running count below 2^31: no overflow.
            count *= size;
            if (count * header.type().bytes() > HostArray.MAX_BYTES) {
                throw BadInput.in(
                        where,
                        "declares an array " + header.shape() + " of more than 2 GiB",
                        "save fewer or smaller samples");
            }
        }
        if (count * header.type().bytes() > atMost) {
            throw cutShort(where);
        }
        HostArray array = HostArray.allocate(
                header.type(), header.shape().stream().map(Long::intValue).toList());
        fill(in, array.view(), where);
        if (in.read() >= 0) {
            throw BadInput.in(where, "holds more data than its header says", "save the array again with numpy.save");
        }
        if (header.bigEndian()) {
            swap(array.view(), header.type().bytes());
        }
        return header.fortran() && header.shape().size() > 1 ? rowMajor(array) : array;
    }

    /** Writes one array, version 1.0, C order, little-endian; BF16 has no NumPy type and is refused. */
    static void write(OutputStream out, HostArray array) throws IOException {
        String shape = array.shape().size() == 1
                ? "(" + array.shape().get(0) + ",)"
                : "("
                        + String.join(
                                ", ",
                                array.shape().stream().map(String::valueOf).toList())
                        + ")";
        String text = "{'descr': '" + descr(array.type()) + "', 'fortran_order': False, 'shape': " + shape + ", }";
        // The data starts at a multiple of 64 bytes, as NumPy does it for memory maps.
        int padded = (10 + text.length() + 1 + 63) / 64 * 64;
        byte[] header = new byte[padded];
        Arrays.fill(header, (byte) ' ');
        System.arraycopy(MAGIC, 0, header, 0, 6);
        header[6] = 1;
        header[7] = 0;
        header[8] = (byte) (padded - 10);
        header[9] = (byte) ((padded - 10) >> 8);
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, header, 10, text.length());
        header[padded - 1] = '\n';
        out.write(header);
        copy(array.view(), out);
    }

    static void copy(ByteBuffer data, OutputStream out) throws IOException {
        WritableByteChannel channel = Channels.newChannel(out);
        while (data.hasRemaining()) {
            channel.write(data);
        }
    }

    static BadInput unreadable(String where, IOException cause) {
        return BadInput.in(where, "cannot be read", "check that the file exists, is whole and readable", cause);
    }

    private record Header(HostArray.Type type, boolean bigEndian, boolean fortran, List<Long> shape) {}

    private static Header header(DataInputStream in, String where) throws IOException {
        byte[] text;
        try {
            byte[] magic = in.readNBytes(8);
            if (magic.length < 8 || !Arrays.equals(magic, 0, 6, MAGIC, 0, 6)) {
                throw BadInput.in(
                        where + ", byte 0", "is not a NumPy array file", "save the array with numpy.save(file, array)");
            }
            if (magic[6] < 1 || magic[6] > 3) {
                throw BadInput.in(
                        where + ", byte 6", "has format version " + magic[6], "save the array with a current NumPy");
            }
            long length = magic[6] == 1
                    ? Short.toUnsignedLong(Short.reverseBytes(in.readShort()))
                    : Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
            if (length > MAX_HEADER) {
                throw BadInput.in(
                        where + ", byte 8", "has a header of " + length + " bytes", "save a plain array of numbers");
            }
            text = new byte[(int) length];
            in.readFully(text);
        } catch (EOFException e) {
            throw cutShort(where);
        }
        return parse(new String(text, StandardCharsets.ISO_8859_1), where);
    }

    private static Header parse(String text, String where) {
        Matcher descr = DESCR.matcher(text);
        Matcher order = ORDER.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!descr.find() || !order.find() || !shape.find()) {
            throw BadInput.in(where + ", header", "is not a NumPy header", "save the array with numpy.save");
        }
        String type = descr.group(1);
        if (type == null) {
            throw BadInput.in(where, "holds a structured array", "save each column as an array of its own");
        }
        List<Long> sizes = new ArrayList<>();
        for (String part : shape.group(1).replace("L", "").split(",", -1)) {
            String digits = part.strip();
            if (digits.isEmpty()) {
                continue;
            }
            if (digits.length() > 10 || digits.contains(" ") || Long.parseLong(digits) > Integer.MAX_VALUE) {
                throw BadInput.in(
                        where + ", header",
                        "declares the impossible shape (" + shape.group(1).strip() + ")",
                        "save the array again");
            }
            sizes.add(Long.parseLong(digits));
        }
        if (sizes.size() > MAX_RANK) {
            throw BadInput.in(where + ", header", "declares " + sizes.size() + " dimensions", "use at most 32");
        }
        return new Header(
                type(type, where), type.startsWith(">"), order.group(1).equals("True"), sizes);
    }

    private static HostArray.Type type(String descr, String where) {
        return switch (descr.replaceFirst("^[<>|=]", "")) {
            case "b1", "?" -> HostArray.Type.BOOL;
            case "u1" -> HostArray.Type.U8;
            case "i4" -> HostArray.Type.I32;
            case "i8" -> HostArray.Type.I64;
            case "f4" -> HostArray.Type.F32;
            case "f8" -> HostArray.Type.F64;
            case "O" ->
                throw BadInput.in(
                        where,
                        "holds Python objects, which can run code when read",
                        "save an array of numbers, for instance numpy.stack(array).astype('float32')");
            default ->
                throw BadInput.in(
                        where,
                        "has element type '" + descr + "'",
                        "convert it with astype to bool, uint8, int32, int64, float32 or float64");
        };
    }

    private static String descr(HostArray.Type type) {
        return switch (type) {
            case BOOL -> "|b1";
            case U8 -> "|u1";
            case I32 -> "<i4";
            case I64 -> "<i8";
            case F32 -> "<f4";
            case F64 -> "<f8";
            case BF16 -> throw new IllegalArgumentException("NumPy has no bfloat16: convert to float32 first");
        };
    }

    private static void fill(InputStream in, ByteBuffer data, String where) throws IOException {
        byte[] chunk = new byte[1 << 16];
        while (data.hasRemaining()) {
            int got = in.read(chunk, 0, Math.min(chunk.length, data.remaining()));
            if (got < 0) {
                throw cutShort(where);
            }
            data.put(chunk, 0, got);
        }
    }

    private static BadInput cutShort(String where) {
        return BadInput.in(where, "ends before the data its header declares", "copy or save the file again");
    }

    private static void swap(ByteBuffer data, int bytes) {
        for (int at = 0; at < data.capacity(); at += bytes) {
            switch (bytes) {
                case 4 -> data.putInt(at, Integer.reverseBytes(data.getInt(at)));
                case 8 -> data.putLong(at, Long.reverseBytes(data.getLong(at)));
                default -> {
                    return;
                }
            }
        }
    }

    /** The same array with its elements, stored first index fastest, put last index fastest. */
    private static HostArray rowMajor(HostArray fortran) {
        HostArray out = HostArray.allocate(fortran.type(), fortran.shape());
        int rank = fortran.shape().size();
        int[] stride = new int[rank];
        for (int d = 0, step = 1; d < rank; d++) {
            stride[d] = step;
            step *= fortran.shape().get(d);
        }
        int bytes = fortran.type().bytes();
        ByteBuffer from = fortran.view().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer to = out.view();
        int[] index = new int[rank];
        for (int i = 0, offset = 0, n = fortran.count(); i < n; i++) {
            to.put(i * bytes, from, offset * bytes, bytes);
            for (int d = rank - 1; d >= 0; d--) {
                offset += stride[d];
                if (++index[d] < fortran.shape().get(d)) {
                    break;
                }
                offset -= stride[d] * index[d];
                index[d] = 0;
            }
        }
        return out;
    }
}
