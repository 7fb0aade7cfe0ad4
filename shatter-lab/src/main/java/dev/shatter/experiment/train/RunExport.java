package dev.shatter.experiment.train;

import dev.shatter.core.BadInput;
import dev.shatter.data.Dataset;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.PlainView;
import dev.shatter.run.Run;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Npy;
import dev.shatter.torch.Safetensors;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Batches;
import dev.shatter.train.InputFormat;
import dev.shatter.train.TrainSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run for other tools: weights, the exact inputs the network saw (cropped, corrupted, normalised; without augmentation)
 * with their labels, and the trace.
 *
 * <p>Files: {@code initial.safetensors}, {@code final.safetensors}, {@code weights/NAME.npy} of the final weights,
 * {@code x_train.npy} [n, shape…] fp32, {@code y_train.npy} [n] int32, {@code x_test.npy}, {@code y_test.npy},
 * {@code trace.csv}, {@code spec.json}, {@code run.json}.
 */
final class RunExport {
    private RunExport() {}

    /**
     * Writes everything into a folder.
     *
     * @return the files written
     * @throws BadInput if the folder holds something, cannot be written, or the run's data have changed
     */
    static List<Path> write(Run run, DataStore data, Path folder) {
        TrainSpec spec = TrainSpec.of(run.spec());
        Dataset original = data.open(spec.data());
        if (!original.hash().equals(run.provenance().dataHash())) {
            throw BadInput.in(
                    "run " + run.id().substring(0, 12),
                    "the data behind '" + spec.data().text() + "' have changed since it was trained",
                    "bring the old data back");
        }
        Dataset prepared = Preparation.dataset(spec, original);
        Preparation preparation = Preparation.of(spec, prepared, Preparation.architecture(spec, prepared));
        List<Path> files = new ArrayList<>(PlainView.export(run, folder));
        inputs(preparation.train(), preparation.format(), folder, "train", files);
        inputs(preparation.test(), preparation.format(), folder, "test", files);
        Safetensors.read(run.required(Run.FINAL)).tensors().forEach((name, array) -> {
            Path file = folder.resolve("weights").resolve(name + ".npy");
            PlainView.make(folder.resolve("weights"));
            Npy.write(file, array);
            files.add(file);
        });
        return files;
    }

    private static void inputs(Split split, InputFormat format, Path folder, String name, List<Path> files) {
        // Plain layout and fp32, whatever the training used: the values are the same, only their storage differs.
        InputFormat plain =
                new InputFormat(format.shape(), format.crop(), format.whiten(), format.standardise(), false, false);
        Path x = folder.resolve("x_" + name + ".npy");
        Path y = folder.resolve("y_" + name + ".npy");
        try (StepScope scope = StepScope.open();
                Batches batches = Batches.of(split, plain, List.of())) {
            HostArray values = Tensors.host(batches.slice(0, split.count()).inputs());
            Npy.write(x, new HostArray(values.type(), sizes(split.count(), format.shape()), values.data()));
        }
        Npy.write(y, HostArray.of(split.labels(), split.count()));
        files.add(x);
        files.add(y);
    }

    private static List<Integer> sizes(int count, Shape shape) {
        List<Integer> sizes = new ArrayList<>(List.of(count));
        sizes.addAll(shape.sizes());
        return sizes;
    }
}
