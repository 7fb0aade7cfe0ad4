package dev.shatter.torch;

import dev.shatter.core.BadInput;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much a packed file may unpack to: 256 MiB, or 100 times its size where that is more, counted as it is unpacked,
 * whatever its headers claim.
 *
 * <p>Samples and weights shrink 2- to 20-fold, tar's padding of tiny files included; deflate can pack zeros 1,032 to one
 * (zlib's technical details), and 10 GB packed into 10 kB is a million-fold.
 */
public final class Expansion {
    private static final long RATIO = 100;
    private static final long HARMLESS = 256L << 20;

    private final Path file;
    private final long limit;
    private long bytes;

    /** Nothing unpacked yet. */
    public Expansion(Path file) throws IOException {
        this.file = file;
        this.limit = Math.max(HARMLESS, Math.multiplyExact(Files.size(file), RATIO));
    }

    /** Most bytes that may come out. */
    public long limit() {
        return limit;
    }

    /** A stream whose bytes count. */
    public InputStream metered(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                add(value < 0 ? 0 : 1);
                return value;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int got = super.read(into, offset, length);
                add(Math.max(got, 0));
                return got;
            }

            @Override
            public long skip(long count) throws IOException {
                long skipped = super.skip(count);
                add(skipped);
                return skipped;
            }
        };
    }

    /** Refuses a declared size before memory is claimed for it. */
    public void expect(long more) {
        check(bytes + more);
    }

    private void add(long count) {
        bytes += count;
        check(bytes);
    }

    private void check(long total) {
        if (total > limit) {
            throw BadInput.in(
                    file,
                    "unpacks to more than " + (limit >> 20) + " MiB, over " + RATIO + " times its size",
                    "this looks like an archive bomb: unpack it yourself if you trust it, and give what was in it");
        }
    }
}
