package dev.shatter.data.array;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.DataSource;
import dev.shatter.data.Dataset;
import dev.shatter.data.Holdout;
import dev.shatter.data.Progress;
import dev.shatter.data.Samples;
import dev.shatter.torch.Npy;
import java.nio.file.Path;
import java.util.List;

/** Two NumPy files, inputs and labels, with a stratified test split. */
public final class NpySource implements DataSource {
    @Override
    public String name() {
        return "npy";
    }

    @Override
    public String summary() {
        return "two NumPy files, inputs and labels";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.text("inputs", null, "the file of inputs [n, …]"),
                Parameter.text("labels", null, "the file of labels [n]"),
                Holdout.FRACTION,
                Holdout.SEED,
                ArrayData.LAYOUT);
    }

    @Override
    public List<String> paths() {
        return List.of("inputs", "labels");
    }

    @Override
    public List<Path> files(Variant variant, Path home) {
        return List.of(Path.of(variant.text("inputs")), Path.of(variant.text("labels")));
    }

    @Override
    public Dataset read(Variant variant, Path home, Progress progress) {
        String inputsFile = variant.text("inputs");
        String labelsFile = variant.text("labels");
        Samples inputs = ArrayData.samples(Npy.read(Path.of(inputsFile)), variant.text("layout"), inputsFile);
        int[] labels = ArrayData.labels(Npy.read(Path.of(labelsFile)), labelsFile);
        ArrayData.split(inputs, labels, labelsFile);
        return Holdout.of(
                inputsFile,
                brief(variant),
                ArrayData.classes(labels),
                inputs,
                labels,
                variant.number("test"),
                variant.integer("seed"));
    }
}
