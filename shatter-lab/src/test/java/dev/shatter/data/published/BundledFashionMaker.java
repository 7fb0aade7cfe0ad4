package dev.shatter.data.published;

import dev.shatter.core.AtomicFiles;
import dev.shatter.data.Dataset;
import dev.shatter.data.Split;
import dev.shatter.data.Subset;
import dev.shatter.data.array.IdxSource;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * Makes the bundled resource from the four files of Fashion-MNIST: {@code BundledFashionMaker FOLDER RESOURCE}.
 *
 * <p>Run it only to check the resource: its bytes must not change, since results depend on them.
 */
final class BundledFashionMaker {
    private BundledFashionMaker() {}

    public static void main(String[] args) {
        Dataset whole =
                IdxSource.read(IdxSource.find(Path.of(args[0])), args[0], "fashion-mnist", BundledFashion.CLASSES);
        Dataset drawn = Subset.of(whole, 10_000, 2_000, BundledFashion.SEED);
        AtomicFiles.write(Path.of(args[1]), out -> {
            // Delta and other filters do not help: neighbouring pixels differ by texture, not by slope.
            LZMA2Options options = new LZMA2Options(9);
            options.setLc(0);
            options.setPb(0);
            try (XZOutputStream xz = new XZOutputStream(new Unclosed(out), options)) {
                for (Split split : List.of(drawn.train(), drawn.test())) {
                    write(split, new DataOutputStream(xz));
                }
            }
        });
    }

    private static void write(Split split, DataOutputStream out) throws IOException {
        out.writeInt(0x00000803);
        out.writeInt(split.count());
        out.writeInt(28);
        out.writeInt(28);
        out.flush();
        WritableByteChannel channel = Channels.newChannel(out);
        channel.write(split.inputs().buffer().duplicate());
        out.writeInt(0x00000801);
        out.writeInt(split.count());
        for (int label : split.labels()) {
            out.writeByte(label);
        }
        out.flush();
    }

    /** The stream belongs to the writer of the file. */
    private static final class Unclosed extends java.io.FilterOutputStream {
        Unclosed(java.io.OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
