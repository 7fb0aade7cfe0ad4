package dev.shatter.torch;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The members of a zip archive, each read to its end against its length and CRC-32, and against the name in its own header:
 * the directory at the end of the archive carries no checksum.
 */
public final class VerifiedZip implements AutoCloseable {
    /** Length of a member's own header before its name (PKWARE, APPNOTE 4.3.7). */
    private static final int LOCAL_HEADER = 30;

    private static final int LOCAL_SIGNATURE = 0x04034b50;

    /** Length of the record at the end of the archive without its comment (4.3.16). */
    private static final int END_RECORD = 22;

    private static final int END_SIGNATURE = 0x06054b50;

    private final ZipFile zip;
    private final FileChannel channel;
    private final Expansion expansion;

    /** Takes a member's content as it is unpacked. */
    @FunctionalInterface
    public interface Reader {
        /** Reads as much as it wants; what it leaves is read for it. */
        void read(InputStream in) throws IOException;
    }

    private VerifiedZip(ZipFile zip, FileChannel channel, Expansion expansion) {
        this.zip = zip;
        this.channel = channel;
        this.expansion = expansion;
    }

    /** Opens an archive: reads its directory. */
    public static VerifiedZip open(Path file) throws IOException {
        Expansion expansion = new Expansion(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            VerifiedZip opened = new VerifiedZip(ZipFile.builder().setPath(file).get(), channel, expansion);
            opened.checkCount();
            return opened;
        } catch (IOException | RuntimeException e) {
            channel.close();
            // The library throws IllegalArgumentException and the like for some damaged directories.
            throw e instanceof IOException io ? io : new ZipException(e.getMessage());
        }
    }

    /** All members, in the order in which they lie. */
    public List<ZipArchiveEntry> members() {
        return Collections.list(zip.getEntriesInPhysicalOrder());
    }

    /** How much the archive may unpack to in all. */
    public Expansion expansion() {
        return expansion;
    }

    /**
     * Reads a member to its end.
     *
     * @throws ZipException if it is not what its checksum, its length or its own header says
     */
    public void read(ZipArchiveEntry member, Reader reader) throws IOException {
        checkHeader(member);
        if (!zip.canReadEntryData(member)) {
            throw new ZipException("'" + member.getName() + "' is encrypted or packed in an unknown way");
        }
        try (CheckedInputStream checked =
                new CheckedInputStream(expansion.metered(zip.getInputStream(member)), new CRC32())) {
            Counted in = new Counted(checked);
            reader.read(in);
            in.transferTo(OutputStream.nullOutputStream());
            if (in.passed != member.getSize() || checked.getChecksum().getValue() != member.getCrc()) {
                throw new ZipException("'" + member.getName() + "' does not have its CRC-32");
            }
        } catch (IllegalArgumentException e) {
            throw new ZipException(e.getMessage());
        }
    }

    /** The library takes a damaged entry of the directory for its end: the record behind it says how many there are. */
    private void checkCount() throws IOException {
        int length = (int) Math.min(channel.size(), END_RECORD + 0xFFFF);
        ByteBuffer tail = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        fill(tail, channel.size() - length);
        for (int at = length - END_RECORD; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE) {
                // Above 65,535 members the field wraps or is all ones, and zip64's record counts.
                int count = Short.toUnsignedInt(tail.getShort(at + 10));
                if (count != 0xFFFF && count != (members().size() & 0xFFFF)) {
                    throw new ZipException("its directory is damaged");
                }
                return;
            }
        }
        throw new ZipException("its directory has no end");
    }

    private void fill(ByteBuffer buffer, long from) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
    }

    private void checkHeader(ZipArchiveEntry member) throws IOException {
        byte[] name = member.getRawName();
        ByteBuffer header = ByteBuffer.allocate(LOCAL_HEADER + name.length).order(ByteOrder.LITTLE_ENDIAN);
        fill(header, member.getLocalHeaderOffset());
        boolean same = header.getInt(0) == LOCAL_SIGNATURE
                && header.getShort(8) == member.getMethod()
                && Short.toUnsignedInt(header.getShort(26)) == name.length
                && Arrays.equals(header.array(), LOCAL_HEADER, LOCAL_HEADER + name.length, name, 0, name.length);
        if (!same) {
            throw new ZipException("the directory and the header of '" + member.getName() + "' differ");
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            zip.close();
        }
    }

    /** Counts, and hides close: the rest is read after the reader has had enough. */
    private static final class Counted extends BufferedInputStream {
        private long passed;

        Counted(InputStream in) {
            super(in, 1 << 16);
        }

        @Override
        public synchronized int read() throws IOException {
            int value = super.read();
            passed += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            passed += Math.max(got, 0);
            return got;
        }

        @Override
        public synchronized long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            passed += skipped;
            return skipped;
        }

        @Override
        public void close() {}
    }
}
