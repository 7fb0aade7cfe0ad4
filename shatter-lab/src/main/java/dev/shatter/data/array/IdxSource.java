package dev.shatter.data.array;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.DataSource;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import dev.shatter.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder with MNIST's four files: {@code train-images-idx3-ubyte[.gz]}, {@code t10k-labels-idx1-ubyte[.gz]} and so on. */
public final class IdxSource implements DataSource {
    /** Which file is which; "test" is EMNIST's word for "t10k", and some tools write a dot for the hyphen. */
    private static final List<Role> ROLES = List.of(
            new Role("train-images-idx3-ubyte", Pattern.compile("(.*-)?train-images[-.]idx\\d[-.]ubyte(\\.gz)?")),
            new Role("train-labels-idx1-ubyte", Pattern.compile("(.*-)?train-labels[-.]idx\\d[-.]ubyte(\\.gz)?")),
            new Role("t10k-images-idx3-ubyte", Pattern.compile("(.*-)?(t10k|test)-images[-.]idx\\d[-.]ubyte(\\.gz)?")),
            new Role("t10k-labels-idx1-ubyte", Pattern.compile("(.*-)?(t10k|test)-labels[-.]idx\\d[-.]ubyte(\\.gz)?")));

    /** The names of EMNIST's files, whatever split of it they are. */
    private static final Pattern EMNIST = Pattern.compile("(?i).*emnist-.*");

    private static final Parameter TRANSPOSE = Parameter.choice(
                    "transpose",
                    List.of("auto", "true", "false"),
                    "rows and columns of the images exchanged; auto: as they are, and EMNIST's files, which are stored so, are"
                            + " asked about")
            .later();

    private record Role(String name, Pattern pattern) {}

    @Override
    public String name() {
        return "idx";
    }

    @Override
    public String summary() {
        return "a folder with four IDX files, plain or gzip, in the format of MNIST";
    }

    @Override
    public String source() {
        return "LeCun, Cortes and Burges 1998, yann.lecun.com/exdb/mnist";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.text("path", null, "the folder"), TRANSPOSE);
    }

    @Override
    public List<String> paths() {
        return List.of("path");
    }

    @Override
    public List<Path> files(Variant variant, Path home) {
        return find(Path.of(variant.text("path")));
    }

    @Override
    public Dataset read(Variant variant, Path home, Progress progress) {
        List<Path> files = find(Path.of(variant.text("path")));
        Dataset stored = read(files, variant.text("path"), brief(variant), null);
        String transpose = variant.text("transpose");
        if (transpose.equals("auto")
                && EMNIST.matcher(String.valueOf(files.get(0).getFileName())).matches()) {
            throw BadInput.in(
                    files.get(0),
                    "is EMNIST's, whose images are stored with rows and columns exchanged",
                    "add ,transpose=true to set them upright, or ,transpose=false to take them as they are");
        }
        return transpose.equals("true")
                ? Dataset.of(
                        variant.text("path"),
                        stored.name(),
                        stored.classes(),
                        new Split(
                                Idx.transposed(stored.train().inputs()),
                                stored.train().labels()),
                        new Split(
                                Idx.transposed(stored.test().inputs()),
                                stored.test().labels()))
                : stored;
    }

    /** Reads train images, train labels, test images and test labels; classes are numbered unless named. */
    public static Dataset read(List<Path> files, String where, String name, @Nullable List<String> names) {
        Split train = split(files.get(0), files.get(1));
        Split test = split(files.get(2), files.get(3));
        int classes = names != null
                ? names.size()
                : Arrays.stream(train.labels()).max().orElse(0) + 1;
        checkLabels(files.get(1), train.labels(), classes);
        checkLabels(files.get(3), test.labels(), classes);
        List<String> numbered =
                IntStream.range(0, classes).mapToObj(String::valueOf).toList();
        return Dataset.of(where, name, names != null ? names : numbered, train, test);
    }

    private static Split split(Path images, Path labels) {
        return Idx.split(Idx.read(images), Idx.read(labels), images.toString(), labels.toString());
    }

    private static void checkLabels(Path file, int[] labels, int classes) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] >= classes) {
                // The labels start behind a header of 8 bytes.
                throw BadInput.in(
                        file + ", byte " + (8 + i),
                        "has label " + labels[i] + " where the largest class is " + (classes - 1),
                        "give a file whose labels are those of the training set");
            }
        }
    }

    /** The four files of a folder, in the order of the roles. */
    public static List<Path> find(Path folder) {
        List<Path> all;
        try (Stream<Path> list = Files.list(folder)) {
            all = list.sorted().toList();
        } catch (IOException e) {
            throw BadInput.in(
                    folder.toString(), "is not a folder that can be read", "give the folder with the IDX files", e);
        }
        return ROLES.stream().map(role -> find(folder, all, role)).toList();
    }

    private static Path find(Path folder, List<Path> all, Role role) {
        List<Path> found = all.stream()
                .filter(p -> role.pattern().matcher(p.getFileName().toString()).matches())
                .toList();
        if (found.isEmpty()) {
            throw BadInput.in(
                    folder,
                    "has no file " + role.name() + " or " + role.name() + ".gz",
                    "put the four IDX files there");
        }
        // Sorted, the plain file comes before its gzip copy.
        boolean copies =
                found.stream().allMatch(p -> p.toString().equals(found.get(0) + ".gz") || p.equals(found.get(0)));
        if (!copies) {
            throw BadInput.in(
                    folder,
                    "has several files for " + role.name() + ": "
                            + String.join(
                                    ", ",
                                    found.stream()
                                            .map(p -> String.valueOf(p.getFileName()))
                                            .toList()),
                    "give a folder with one data set");
        }
        return found.get(0);
    }
}
