package dev.shatter.data.array;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.DataSource;
import dev.shatter.data.Dataset;
import dev.shatter.data.Holdout;
import dev.shatter.data.Progress;
import dev.shatter.data.Samples;
import dev.shatter.data.Split;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Npz;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** NumPy's archive with arrays {@code x_train, y_train, x_test, y_test}, as Keras writes its data sets. */
public final class NpzSource implements DataSource {
    private static final Set<String> ARRAYS = Set.of("x_train", "y_train", "x_test", "y_test");

    @Override
    public String name() {
        return "npz";
    }

    @Override
    public String summary() {
        return "a NumPy archive with x_train, y_train, x_test and y_test";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.text("path", null, "the file"),
                Parameter.number("test", 0.0, 0, 0.999, "fraction held out where there are no test arrays, stratified"),
                Holdout.SEED,
                ArrayData.LAYOUT);
    }

    @Override
    public List<String> paths() {
        return List.of("path");
    }

    @Override
    public List<Path> files(Variant variant, Path home) {
        return List.of(Path.of(variant.text("path")));
    }

    @Override
    public Dataset read(Variant variant, Path home, Progress progress) {
        String path = variant.text("path");
        String name = brief(variant);
        Map<String, HostArray> arrays = Npz.read(Path.of(path), ARRAYS::contains);
        int[] trainLabels = ArrayData.labels(get(arrays, "y_train", path), path + ", array 'y_train'");
        Split train = split(arrays, "train", trainLabels, variant, path);
        List<String> classes = ArrayData.classes(train.labels());
        double fraction = variant.number("test");
        boolean hasTest = arrays.containsKey("x_test") || arrays.containsKey("y_test");
        if (hasTest && fraction > 0) {
            throw BadInput.in(path, "has test arrays of its own", "leave out test=" + fraction);
        }
        if (!hasTest && fraction == 0) {
            throw BadInput.in(path, "has no arrays x_test and y_test", "add ,test=0.2 to hold out a fifth");
        }
        return hasTest
                ? Dataset.of(path, name, classes, train, test(arrays, classes.size(), variant, path))
                : Holdout.of(path, name, classes, train.inputs(), train.labels(), fraction, variant.integer("seed"));
    }

    private static Split test(Map<String, HostArray> arrays, int classes, Variant variant, String path) {
        int[] labels = ArrayData.labels(get(arrays, "y_test", path), classes, path + ", array 'y_test'");
        return split(arrays, "test", labels, variant, path);
    }

    private static Split split(
            Map<String, HostArray> arrays, String split, int[] labels, Variant variant, String path) {
        String where = path + ", array '";
        Samples inputs =
                ArrayData.samples(get(arrays, "x_" + split, path), variant.text("layout"), where + "x_" + split + "'");
        return ArrayData.split(inputs, labels, where + "y_" + split + "'");
    }

    private static HostArray get(Map<String, HostArray> arrays, String name, String path) {
        HostArray array = arrays.get(name);
        if (array == null) {
            throw BadInput.in(path, "has no array '" + name + "'", "save it with numpy.savez(file, " + name + "=…)");
        }
        return array;
    }
}
