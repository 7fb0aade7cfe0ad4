package dev.shatter.data.published;

import dev.shatter.core.Variant;
import dev.shatter.data.DataSource;
import dev.shatter.data.Dataset;
import dev.shatter.data.Origin;
import dev.shatter.data.Progress;
import dev.shatter.data.Split;
import dev.shatter.data.Subset;
import dev.shatter.data.array.Idx;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.tukaani.xz.XZInputStream;

/**
 * Fashion-MNIST, 10,000 + 2,000 images that come with Shatter: 1,000 training and 200 test images of each class, drawn
 * with {@link Subset} and seed {@link #SEED}. MIT licence, Zalando SE 2017.
 *
 * <p>The resource is four IDX arrays one after another, xz-compressed: train images, train labels, test images, test
 * labels. {@code BundledFashionMaker}, among the tests, makes it from the whole set; a test holds its SHA-256.
 */
public final class BundledFashion implements DataSource {
    static final String RESOURCE = "fashion-mnist-12k.idx.xz";
    static final long SEED = 2017;

    static final List<String> CLASSES = List.of(
            "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");

    @Override
    public String name() {
        return "fashion-mnist-12k";
    }

    @Override
    public String summary() {
        return "10,000 + 2,000 images of Fashion-MNIST, stratified; bundled, needs no download";
    }

    @Override
    public String source() {
        return "Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747; MIT licence";
    }

    @Override
    public List<Path> files(Variant variant, Path home) {
        return List.of();
    }

    @Override
    public Dataset read(Variant variant, Path home, Progress progress) {
        try (InputStream raw = Objects.requireNonNull(BundledFashion.class.getResourceAsStream(RESOURCE));
                InputStream in = new BufferedInputStream(new XZInputStream(raw), 1 << 16)) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled data are damaged", e);
        }
    }

    private static Dataset read(InputStream in) throws IOException {
        Split train = Idx.split(array(in), array(in), RESOURCE, RESOURCE);
        Split test = Idx.split(array(in), array(in), RESOURCE, RESOURCE);
        if (in.read() >= 0) {
            throw new IOException("something follows the arrays");
        }
        return Dataset.of(RESOURCE, "fashion-mnist-12k", CLASSES, train, test).with(Origin.COLLECTED.inStrata());
    }

    private static Idx array(InputStream in) throws IOException {
        return Idx.read(in, RESOURCE, Integer.MAX_VALUE);
    }
}
