package dev.shatter.lab;

import dev.shatter.core.BadInput;
import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.data.DataStore;
import dev.shatter.data.Dataset;
import dev.shatter.data.Samples;
import dev.shatter.data.Split;
import dev.shatter.measure.Subject;
import dev.shatter.network.Architecture;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.run.Run;
import dev.shatter.spec.TrainSpec;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Npz;
import dev.shatter.torch.Safetensors;
import dev.shatter.train.Batches;
import dev.shatter.train.InputFormat;
import dev.shatter.train.Losses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A subject of measurement opened from the store or from files, with the memory behind it: networks and examples in fp32,
 * never augmented. Close it after the last measure.
 */
public final class RunSubject implements AutoCloseable {
    private final List<Runnable> owned = new ArrayList<>();
    private final Subject subject;

    private RunSubject(Network network) {
        owned.add(network::close);
        subject = Subject.of(network);
    }

    /** What is measured. */
    public Subject subject() {
        return subject;
    }

    /**
     * A stored training with its initial weights, its trace and the exact examples it saw.
     *
     * @throws BadInput if the run is not a training, or its data have changed
     */
    public static RunSubject of(Run run, DataStore data) {
        String name = "run " + run.id().substring(0, 12);
        if (!(run.spec() instanceof TrainSpec spec)) {
            throw BadInput.in(name, "is not a training", "name a run of kind 'train'");
        }
        Dataset original = data.open(spec.data());
        if (!original.hash().equals(run.provenance().dataHash())) {
            throw BadInput.in(
                    name,
                    "the data behind '" + spec.data().text() + "' have changed since it was trained",
                    "bring the old data back, or train anew");
        }
        Dataset prepared = Lab.prepare(spec, original);
        Architecture architecture = Lab.architecture(spec, prepared);
        Preparation preparation = Preparation.of(spec, prepared, architecture);
        RunSubject opened = new RunSubject(
                Network.of(architecture, Safetensors.read(run.finalWeights()).tensors()));
        Network initial =
                Network.of(architecture, Safetensors.read(run.initialWeights()).tensors());
        opened.owned.add(initial::close);
        InputFormat format = preparation.format();
        // fp32 and plain layout, whatever the training used: measures say what they are computed in.
        InputFormat plain =
                new InputFormat(format.shape(), format.crop(), format.whiten(), format.standardise(), false, false);
        opened.subject
                .initial(initial)
                .train(opened.batches(preparation.train(), plain))
                .test(opened.batches(preparation.test(), plain))
                .trace(run.trace())
                .loss(Losses.CATALOGUE.get(spec.loss()));
        bound(opened.subject, preparation.train(), format);
        double corrupted = LabelCorruptions.CATALOGUE.get(spec.labels()).probability(spec.labels());
        if (corrupted > 0) {
            opened.subject.labelsCorrupted();
        }
        if (corrupted == 1) {
            opened.subject.randomLabels();
        }
        return opened;
    }

    /**
     * Weights from a file, for a catalogue architecture and data: inputs scaled to [0, 1], nothing else.
     *
     * @param network reference of the architecture, for instance {@code mlp:512}
     * @param file weights by full name, {@code .safetensors} or {@code .npz}
     * @throws BadInput if the weights are not those of this network
     */
    public static RunSubject of(String network, Path file, Dataset data) {
        Architecture architecture =
                Networks.architecture(network, data.shape(), data.classes().size());
        RunSubject opened = new RunSubject(Network.of(architecture, weights(file)));
        InputFormat plain = new InputFormat(data.shape(), 0, false, null, false, false);
        opened.subject.train(opened.batches(data.train(), plain)).test(opened.batches(data.test(), plain));
        bound(opened.subject, data.train(), plain);
        return opened;
    }

    /** What is known of every possible input: pixels lie in [0, 1]; whitening leaves N values of variance at most 1. */
    private static void bound(Subject subject, Split split, InputFormat format) {
        double values = format.shape().elements();
        if (format.standardise() != null) {
            subject.inputsPreparedBySample();
        } else if (format.whiten() || split.inputs().type() == Samples.Type.U8) {
            subject.inputsWithin(Math.sqrt(values));
        }
    }

    private static Map<String, HostArray> weights(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".safetensors")) {
            return Safetensors.read(file).tensors();
        }
        if (name.endsWith(".npz")) {
            return Npz.read(file);
        }
        throw BadInput.in(file, "is neither .safetensors nor .npz", "save the weights in one of these formats");
    }

    private Batches batches(Split split, InputFormat format) {
        Batches batches = Batches.of(split, format, List.of());
        owned.add(batches::close);
        return batches;
    }

    @Override
    public void close() {
        subject.close();
        owned.forEach(Runnable::run);
    }
}
