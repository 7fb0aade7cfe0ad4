package dev.shatter.data.store;

import dev.shatter.core.BadInput;
import dev.shatter.core.Catalogue;
import dev.shatter.core.References;
import dev.shatter.core.Variant;
import dev.shatter.data.DataSource;
import dev.shatter.data.array.CifarSource;
import dev.shatter.data.array.IdxSource;
import dev.shatter.data.array.NpySource;
import dev.shatter.data.array.NpzSource;
import dev.shatter.data.picture.ImagesSource;
import dev.shatter.data.published.BundledFashion;
import dev.shatter.data.published.PublishedSets;
import dev.shatter.data.synthetic.GaussianMixture;
import dev.shatter.data.synthetic.Mnist1d;
import dev.shatter.data.synthetic.Parity;
import dev.shatter.data.synthetic.Teacher;
import dev.shatter.data.synthetic.TwoSpirals;
import dev.shatter.data.table.CsvSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The catalogue of data sources, and the reading of references such as {@code mnist} or {@code csv:FILE,label=COL}. */
public final class Datasets {
    /** Every source, in the order of help pages and menus. */
    public static final Catalogue<DataSource> CATALOGUE = Catalogue.of(
            "data set",
            new BundledFashion(),
            PublishedSets.MNIST,
            PublishedSets.FASHION_MNIST,
            PublishedSets.KMNIST,
            PublishedSets.EMNIST_LETTERS,
            PublishedSets.CIFAR10,
            PublishedSets.CIFAR100,
            PublishedSets.SVHN,
            new IdxSource(),
            new CifarSource(),
            new ImagesSource(),
            new CsvSource(),
            new NpzSource(),
            new NpySource(),
            new GaussianMixture(),
            new TwoSpirals(),
            new Teacher(),
            new Parity(),
            new Mnist1d(),
            new Merged());

    /** How references to data are read: as the catalogue reads them, with every path made absolute. */
    public static final References REFERENCES = new References() {
        @Override
        public String kind() {
            return CATALOGUE.kind();
        }

        @Override
        public List<String> names() {
            return CATALOGUE.names();
        }

        @Override
        public Variant parse(String reference) {
            return Datasets.parse(reference);
        }

        @Override
        public List<Variant> parseAll(String references) {
            return CATALOGUE.parseAll(references).stream()
                    .map(Datasets::absolute)
                    .toList();
        }

        @Override
        public Variant check(String name, Map<String, Object> options) {
            return Datasets.check(name, options);
        }

        @Override
        public Variant restore(Variant stored) {
            return CATALOGUE.restore(stored);
        }

        @Override
        public String brief(Variant variant) {
            return CATALOGUE.brief(variant);
        }
    };

    private Datasets() {}

    /** Reads a reference; paths in it become absolute, so that the result does not depend on the working folder. */
    public static Variant parse(String reference) {
        hint(reference);
        return absolute(CATALOGUE.parse(reference));
    }

    /** A bare path is what people type first: says which reference names it. */
    private static void hint(String reference) {
        String path = reference.split(",", 2)[0];
        String name = path.split(":", 2)[0];
        if (CATALOGUE.contains(name) || !path.matches(".*[./~].*")) {
            return;
        }
        String lower = path.toLowerCase(Locale.ROOT);
        String meant = lower.matches(".*\\.(csv|tsv|txt)")
                ? "csv:" + path + ",label=COLUMN"
                : lower.endsWith(".npz")
                        ? "npz:" + path
                        : lower.endsWith(".npy")
                                ? "npy:" + path + ",LABELS.npy"
                                : lower.matches(".*cifar.*\\.(tar\\.gz|tgz)")
                                        ? "cifar:" + path
                                        : lower.matches(".*ubyte(\\.gz)?") ? "idx:FOLDER" : "images:" + path;
        throw BadInput.in(
                "data set '" + reference + "'",
                "is a path, not a reference",
                "write " + meant + " for this file or folder");
    }

    /** Checks options as read from a spec, as {@link #parse} does for text. */
    public static Variant check(String name, Map<String, Object> options) {
        return absolute(CATALOGUE.check(name, options));
    }

    private static Variant absolute(Variant variant) {
        Variant result = variant;
        for (String option : CATALOGUE.get(variant).paths()) {
            String text = variant.text(option);
            if (text.equals("-")) {
                throw BadInput.in(
                        "data set '" + variant.name() + "', option '" + option + "'",
                        "'-' is standard input, which can be read once, and data are read again whenever their runs are"
                                + " resumed or measured",
                        "save what comes from there as a file and name that");
            }
            try {
                String home = System.getProperty("user.home", "");
                Path path = text.equals("~") || text.startsWith("~/")
                        ? Path.of(home, text.substring(1).replaceFirst("^/", ""))
                        : Path.of(text);
                result = result.with(option, path.toAbsolutePath().normalize().toString());
            } catch (InvalidPathException e) {
                throw BadInput.in(
                        "data set '" + variant.name() + "', option '" + option + "'",
                        "'" + text + "' is not a path",
                        "name a file or folder",
                        e);
            }
        }
        return CATALOGUE.get(variant).settled(result);
    }
}
