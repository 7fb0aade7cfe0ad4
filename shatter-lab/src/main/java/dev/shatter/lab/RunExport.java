package dev.shatter.lab;

import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.data.Dataset;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.data.store.DataStore;
import dev.shatter.run.Run;
import dev.shatter.spec.TrainSpec;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Npy;
import dev.shatter.torch.Safetensors;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Batches;
import dev.shatter.train.InputFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run for other tools: weights, the exact inputs the network saw (cropped, corrupted, normalised; without augmentation)
 * with their labels, and the trace.
 *
 * <p>Files: {@code initial.safetensors}, {@code final.safetensors}, {@code weights/NAME.npy} of the final weights,
 * {@code x_train.npy} [n, shape…] fp32, {@code y_train.npy} [n] int32, {@code x_test.npy}, {@code y_test.npy},
 * {@code trace.csv}, {@code spec.json}, {@code run.json}.
 */
public final class RunExport {
    private RunExport() {}

    /**
     * Writes everything into a folder.
     *
     * @return the files written
     * @throws BadInput if the folder holds something, cannot be written, or the run's data have changed
     */
    public static List<Path> write(Run run, DataStore data, Path folder) {
        if (!isEmpty(folder)) {
            throw BadInput.in(folder, "is not empty", "name a new folder");
        }
        TrainSpec spec = (TrainSpec) run.spec();
        Dataset original = data.open(spec.data());
        if (!original.hash().equals(run.provenance().dataHash())) {
            throw BadInput.in(
                    "run " + run.id().substring(0, 12),
                    "the data behind '" + spec.data().text() + "' have changed since it was trained",
                    "bring the old data back");
        }
        Dataset prepared = Lab.prepare(spec, original);
        Preparation preparation = Preparation.of(spec, prepared, Lab.architecture(spec, prepared));
        List<Path> files = new ArrayList<>();
        inputs(preparation.train(), preparation.format(), folder, "train", files);
        inputs(preparation.test(), preparation.format(), folder, "test", files);
        Safetensors.read(run.finalWeights()).tensors().forEach((name, array) -> {
            Path file = folder.resolve("weights").resolve(name + ".npy");
            make(file);
            Npy.write(file, array);
            files.add(file);
        });
        for (String name : List.of("initial.safetensors", "final.safetensors", "trace.csv", "spec.json", "run.json")) {
            Path file = folder.resolve(name);
            AtomicFiles.write(file, out -> Files.copy(run.folder().resolve(name), out));
            files.add(file);
        }
        return files;
    }

    private static void inputs(Split split, InputFormat format, Path folder, String name, List<Path> files) {
        // Plain layout and fp32, whatever the training used: the values are the same, only their storage differs.
        InputFormat plain =
                new InputFormat(format.shape(), format.crop(), format.whiten(), format.standardise(), false, false);
        Path x = folder.resolve("x_" + name + ".npy");
        Path y = folder.resolve("y_" + name + ".npy");
        make(x);
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

    private static void make(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw AtomicFiles.unwritable(file, e);
        }
    }

    private static boolean isEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        } catch (IOException e) {
            throw AtomicFiles.unwritable(folder, e);
        }
    }
}
