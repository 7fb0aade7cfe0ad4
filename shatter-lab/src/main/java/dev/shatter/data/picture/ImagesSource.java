package dev.shatter.data.picture;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.DataSource;
import dev.shatter.data.Dataset;
import dev.shatter.data.Holdout;
import dev.shatter.data.Progress;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.data.archive.Archive;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** A folder or archive of pictures, one folder a class: {@code train/<class>/…}, {@code test/<class>/…} or {@code <class>/…}. */
public final class ImagesSource implements DataSource {
    private static final int THREADS = 2;

    private static final Parameter SIZE = Parameter.integer(
                    "size",
                    0L,
                    0,
                    4096,
                    "shorter side scaled to so many pixels, then the middle cut out; 0: as they are, all of one size")
            .later();

    @Override
    public String name() {
        return "images";
    }

    @Override
    public String summary() {
        return "a folder, zip, tar, tar.gz or tar.xz of [train|test/]<class>/*.png|jpg|webp|bmp";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.text("path", null, "the folder or archive"),
                Parameter.number(
                        "test",
                        0.0,
                        0,
                        0.999,
                        "fraction held out as test split, stratified; 0: as sorted in the folder"),
                Holdout.SEED,
                SIZE,
                Backdrop.OPTION,
                FolderLayout.VALIDATION);
    }

    /** 2: damaged pictures are refused, and turned ones stand upright. */
    @Override
    public int version() {
        return 2;
    }

    @Override
    public List<String> paths() {
        return List.of("path");
    }

    @Override
    public List<Path> files(Variant variant, Path home) {
        return Archive.watched(Path.of(variant.text("path")));
    }

    @Override
    public Dataset read(Variant variant, Path home, Progress progress) {
        Album album =
                Album.open(Path.of(variant.text("path")), FolderLayout.Validation.named(variant.text("val")), progress);
        double fraction = variant.number("test");
        boolean hasTest = album.pages().stream().anyMatch(Album.Page::test);
        if (hasTest && fraction > 0) {
            throw BadInput.in(album.path(), "has a test folder of its own", "leave out test=" + fraction);
        }
        if (!hasTest && fraction == 0) {
            throw BadInput.in(album.path(), "has no test folder", "add ,test=0.2 to hold out a fifth of the pictures");
        }
        int size = variant.integer("size");
        Backdrop backdrop = Backdrop.named(variant.text("alpha"));
        Samples all = decode(album, size, backdrop, progress);
        int[] labels = album.pages().stream().mapToInt(Album.Page::label).toArray();
        String where = album.path().toString();
        String name = brief(variant);
        if (!hasTest) {
            return Holdout.of(where, name, album.classes(), all, labels, fraction, variant.integer("seed"));
        }
        int trains = (int) album.pages().stream().filter(p -> !p.test()).count();
        int count = labels.length;
        return Dataset.of(
                where,
                name,
                album.classes(),
                new Split(all.range(0, trains), Arrays.copyOf(labels, trains)),
                new Split(all.range(trains, count), Arrays.copyOfRange(labels, trains, count)));
    }

    /** Decodes every page to the size of the first; grey throughout gives one channel, any colour three. */
    private static Samples decode(Album album, int size, Backdrop backdrop, Progress progress) {
        List<Album.Page> pages = album.pages();
        DecodedPicture first = decode(album, pages.get(0), size, backdrop);
        Samples colour = Samples.allocate(Samples.Type.U8, Shape.of(3, first.height(), first.width()), pages.size());
        boolean[] coloured = new boolean[pages.size()];
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            // Small chunks, in order, so that the first bad picture of an archive is the one that is named.
            int chunk = 256;
            List<Callable<Void>> tasks = IntStream.range(0, (pages.size() + chunk - 1) / chunk)
                    .mapToObj(c -> (Callable<Void>) () -> {
                        for (int i = c * chunk; i < Math.min(pages.size(), (c + 1) * chunk); i++) {
                            DecodedPicture picture = decode(album, pages.get(i), size, backdrop);
                            checkSize(album, pages.get(i), picture, first);
                            coloured[i] = picture.channels() == 3;
                            colour.set(i, picture.coloured().pixels());
                        }
                        return null;
                    })
                    .toList();
            List<Future<Void>> running = tasks.stream().map(pool::submit).toList();
            for (int c = 0; c < running.size(); c++) {
                running.get(c).get();
                progress.at("decoding pictures", Math.min(pages.size(), (c + 1) * chunk), pages.size());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BadInput bad) {
                throw bad;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while decoding", e);
        } finally {
            pool.shutdownNow();
        }
        for (boolean c : coloured) {
            if (c) {
                return colour;
            }
        }
        Samples grey = Samples.allocate(Samples.Type.U8, Shape.of(1, first.height(), first.width()), pages.size());
        byte[] three = new byte[colour.stride()];
        for (int i = 0; i < pages.size(); i++) {
            colour.copy(i, three);
            grey.set(i, Arrays.copyOf(three, grey.stride()));
        }
        return grey;
    }

    private static DecodedPicture decode(Album album, Album.Page page, int size, Backdrop backdrop) {
        DecodedPicture picture = DecodedPicture.decode(page.encoded(), backdrop, where(album, page));
        return size == 0 ? picture : Resampling.square(picture, size);
    }

    private static void checkSize(Album album, Album.Page page, DecodedPicture picture, DecodedPicture first) {
        if (picture.height() != first.height() || picture.width() != first.width()) {
            throw BadInput.in(
                    where(album, page),
                    "is " + picture.width() + " x " + picture.height() + " pixels where the first picture is "
                            + first.width() + " x " + first.height(),
                    "add ,size=64, say, to bring all pictures to one size");
        }
    }

    private static String where(Album album, Album.Page page) {
        return album.path() + ", file " + page.name();
    }
}
