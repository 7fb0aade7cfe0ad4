package dev.shatter.data.published;

import dev.shatter.core.BadInput;
import dev.shatter.data.Dataset;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.data.archive.Archive;
import dev.shatter.data.array.ArrayData;
import dev.shatter.data.array.CifarSource;
import dev.shatter.data.array.Idx;
import dev.shatter.data.array.IdxSource;
import dev.shatter.data.array.MatFile;
import java.io.EOFException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The published sets, with their official addresses; MNIST's own is closed to programs, so CVDF's and PyTorch's copies
 * stand for it.
 *
 * <p>Checksums: of MNIST and Fashion-MNIST the SHA-256 of the unpacked IDX files, checked on copies of both; of the others the
 * MD5 that their authors (CIFAR) or torchvision (KMNIST, EMNIST, SVHN) publish.
 */
public final class PublishedSets {
    private static final List<String> IDX_FILES = List.of(
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz");

    private static final List<String> DIGITS =
            IntStream.range(0, 10).mapToObj(String::valueOf).toList();

    public static final Published MNIST = new Published(
            "mnist",
            "60,000 + 10,000 handwritten digits, 1x28x28",
            "LeCun, Cortes and Burges 1998, yann.lecun.com/exdb/mnist",
            "not stated by its authors",
            12,
            idx(
                    List.of(
                            "https://storage.googleapis.com/cvdf-datasets/mnist/",
                            "https://ossci-datasets.s3.amazonaws.com/mnist/"),
                    Checksum.sha256OfContent("ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
                    Checksum.sha256OfContent("65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
                    Checksum.sha256OfContent("0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
                    Checksum.sha256OfContent("ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
            List.of(),
            named(DIGITS));

    public static final Published FASHION_MNIST = new Published(
            "fashion-mnist",
            "60,000 + 10,000 pictures of clothes, 1x28x28",
            "Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747",
            "MIT",
            31,
            idx(
                    List.of(
                            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
                            "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/"),
                    Checksum.sha256OfContent("c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
                    Checksum.sha256OfContent("bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
                    Checksum.sha256OfContent("5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
                    Checksum.sha256OfContent("0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34")),
            // Debian's package dataset-fashion-mnist.
            List.of(Path.of("/usr/share/datasets/fashion-mnist")),
            named(BundledFashion.CLASSES));

    public static final Published KMNIST = new Published(
            "kmnist",
            "60,000 + 10,000 cursive Japanese characters, 1x28x28",
            "Clanuwat et al. 2018, arXiv:1812.01718",
            "CC BY-SA 4.0",
            21,
            idx(
                    List.of("http://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
                    Checksum.md5("bdb82020997e1d708af4cf47b453dcf7"),
                    Checksum.md5("e144d726b3acfaa3e44228e80efcd344"),
                    Checksum.md5("5c965bf0a639b31b8f53240b1b52f4d7"),
                    Checksum.md5("7320c461ea6c1c855c0b718fb2a4b134")),
            List.of(),
            named(List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo")));

    public static final Published EMNIST_LETTERS = new Published(
            "emnist-letters",
            "124,800 + 20,800 handwritten letters, upper and lower case together, 1x28x28",
            "Cohen, Afshar, Tapson and van Schaik 2017, arXiv:1702.05373",
            "not stated by its authors",
            562,
            List.of(Download.of(
                    "gzip.zip",
                    Checksum.md5("58c8d27c78d21e728a6bc7b3cc06412e"),
                    "https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip")),
            List.of(),
            (folder, name, progress) -> letters(folder.resolve("gzip.zip"), name));

    public static final Published CIFAR10 = new Published(
            "cifar10",
            "50,000 + 10,000 colour pictures in 10 classes, 3x32x32",
            "Krizhevsky 2009, www.cs.toronto.edu/~kriz/cifar.html",
            "not stated by its authors",
            170,
            List.of(Download.of(
                    "cifar-10-binary.tar.gz",
                    Checksum.md5("c32a1d4ab5d03f1284b67883e8d87530"),
                    "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz")),
            List.of(),
            (folder, name, progress) -> CifarSource.read(folder.resolve("cifar-10-binary.tar.gz"), name, progress));

    public static final Published CIFAR100 = new Published(
            "cifar100",
            "50,000 + 10,000 colour pictures in 100 classes, 3x32x32",
            "Krizhevsky 2009, www.cs.toronto.edu/~kriz/cifar.html",
            "not stated by its authors",
            169,
            List.of(Download.of(
                    "cifar-100-binary.tar.gz",
                    Checksum.md5("03b5dce01913d631647c71ecec9e9cb8"),
                    "https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz")),
            List.of(),
            (folder, name, progress) -> CifarSource.read(folder.resolve("cifar-100-binary.tar.gz"), name, progress));

    public static final Published SVHN = new Published(
            "svhn",
            "73,257 + 26,032 house numbers from street pictures, 3x32x32",
            "Netzer et al. 2011, ufldl.stanford.edu/housenumbers",
            "non-commercial use only",
            246,
            List.of(
                    Download.of(
                            "train_32x32.mat",
                            Checksum.md5("e26dedcc434d2e4c54c9b2d4a06d8373"),
                            "http://ufldl.stanford.edu/housenumbers/train_32x32.mat"),
                    Download.of(
                            "test_32x32.mat",
                            Checksum.md5("eb5a983be6a315427106f1b164d9cef3"),
                            "http://ufldl.stanford.edu/housenumbers/test_32x32.mat")),
            List.of(),
            (folder, name, progress) -> Dataset.of(
                    folder.toString(),
                    name,
                    DIGITS,
                    streetNumbers(folder.resolve("train_32x32.mat")),
                    streetNumbers(folder.resolve("test_32x32.mat"))));

    private PublishedSets() {}

    private static List<Download> idx(List<String> folders, Checksum... checksums) {
        return IntStream.range(0, IDX_FILES.size())
                .mapToObj(i -> Download.of(
                        IDX_FILES.get(i),
                        checksums[i],
                        folders.stream().map(f -> f + IDX_FILES.get(i)).toArray(String[]::new)))
                .toList();
    }

    private static Published.Reader named(List<String> classes) {
        return (folder, name, progress) -> IdxSource.read(IdxSource.find(folder), folder.toString(), name, classes);
    }

    /** EMNIST's letters inside NIST's zip: labels from 1, images with rows and columns exchanged. */
    static Dataset letters(Path zip, String name) {
        Map<String, Idx> arrays = new TreeMap<>();
        Archive.walk(zip, (member, in) -> {
            String base = member.substring(member.lastIndexOf('/') + 1);
            if (base.matches("emnist-letters-(train|test)-(images-idx3|labels-idx1)-ubyte\\.gz")) {
                String where = zip + ", member " + member;
                try {
                    arrays.put(
                            base.replaceAll("emnist-letters-|-idx\\d-ubyte\\.gz", ""),
                            Idx.readPacked(in, where, 1L << 30));
                } catch (EOFException e) {
                    throw BadInput.in(where, "is cut short", "get the file again", e);
                }
            }
        });
        List<String> classes = IntStream.rangeClosed('A', 'Z')
                .mapToObj(c -> String.valueOf((char) c))
                .toList();
        return Dataset.of(zip.toString(), name, classes, letters(zip, arrays, "train"), letters(zip, arrays, "test"));
    }

    private static Split letters(Path zip, Map<String, Idx> arrays, String split) {
        Idx images = arrays.get(split + "-images");
        Idx labels = arrays.get(split + "-labels");
        if (images == null || labels == null) {
            throw BadInput.in(zip, "lacks the " + split + " split of emnist-letters", "get the file again");
        }
        Split raw = Idx.split(images, labels, zip.toString(), zip.toString());
        int[] shifted = Arrays.stream(raw.labels()).map(l -> l - 1).toArray();
        return new Split(Idx.transposed(raw.inputs()), shifted);
    }

    /** SVHN: X [row, column, channel, n], first index fastest; y with 10 for the digit 0. */
    static Split streetNumbers(Path file) {
        Map<String, MatFile.Matrix> arrays = MatFile.read(file);
        MatFile.Matrix images = arrays.get("X");
        MatFile.Matrix labels = arrays.get("y");
        if (images == null
                || labels == null
                || images.sizes().size() != 4
                || images.data().type() != dev.shatter.torch.HostArray.Type.U8) {
            throw BadInput.in(file, "lacks the byte images X or the labels y of SVHN", "get the file again");
        }
        List<Integer> sizes = images.sizes();
        // In memory an image is [channel, column, row].
        Shape stored = Shape.of(sizes.get(2), sizes.get(1), sizes.get(0));
        Samples inputs =
                new Samples(Samples.Type.U8, stored, sizes.get(3), images.data().view());
        int[] digits = new int[labels.data().count()];
        for (int i = 0; i < digits.length; i++) {
            double digit = labels.data().at(i);
            digits[i] = digit == 10 ? 0 : (int) digit;
        }
        return ArrayData.split(Idx.transposed(inputs), digits, file.toString());
    }
}
