package dev.shatter.experiment.train;

import dev.shatter.core.BadInput;
import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.data.Dataset;
import dev.shatter.data.Samples;
import dev.shatter.data.Split;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.Subjects;
import dev.shatter.measure.Subject;
import dev.shatter.network.Architecture;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.network.PytorchNames;
import dev.shatter.network.ScriptModule;
import dev.shatter.proof.Premises;
import dev.shatter.run.Run;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Npz;
import dev.shatter.torch.Precision;
import dev.shatter.torch.Safetensors;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Batches;
import dev.shatter.train.Course;
import dev.shatter.train.InputFormat;
import dev.shatter.train.Losses;
import dev.shatter.train.Snapshot;
import dev.shatter.train.TrainSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A subject of measurement opened from the store or from files, with the memory behind it: networks and examples in fp32,
 * never augmented. Close it after the last measure.
 */
public final class RunSubject implements Subjects {
    /** Examples on which a model is tried before it is measured. */
    private static final int PROBES = 32;

    private static final List<String> PICKLES = List.of(".pt", ".pth", ".bin", ".ckpt", ".pkl");

    private final List<Runnable> owned = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Subject subject;
    private final Premises premises;
    private final List<Path> path = new ArrayList<>();

    private RunSubject(Subject subject) {
        this.subject = subject;
        premises = Premises.of(subject);
    }

    private static RunSubject owning(Network network) {
        RunSubject opened = new RunSubject(Subject.of(network));
        opened.owned.add(network::close);
        return opened;
    }

    @Override
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    @Override
    public Subject subject() {
        return subject;
    }

    @Override
    public Premises premises() {
        return premises;
    }

    @Override
    public void path(Consumer<Network> look) {
        for (Path file : path) {
            try (Network network = Network.of(
                    subject.network().architecture(), Safetensors.read(file).tensors())) {
                look.accept(network);
            }
        }
    }

    /**
     * A stored training with its initial weights, its trace and the exact examples it saw.
     *
     * @throws BadInput if the run's data have changed
     */
    public static RunSubject of(Run run, DataStore data) {
        return of(run, run.required(Run.FINAL), true, data);
    }

    /**
     * Other weights in the place of a stored training's, with all that is known of the training but how to make them again.
     *
     * @param weights of the same architecture
     * @throws BadInput if the run's data have changed
     */
    public static RunSubject altered(Run run, Path weights, DataStore data) {
        return of(run, weights, false, data);
    }

    private static RunSubject of(Run run, Path weights, boolean trained, DataStore data) {
        String name = "run " + run.id().substring(0, 12);
        TrainSpec spec = TrainSpec.of(run.spec());
        Dataset original = data.open(spec.data());
        if (!original.hash().equals(run.provenance().dataHash())) {
            throw BadInput.in(
                    name,
                    "the data behind '" + spec.data().text() + "' have changed since it was trained",
                    "bring the old data back, or train anew");
        }
        Dataset prepared = Preparation.dataset(spec, original);
        Architecture architecture = Preparation.architecture(spec, prepared);
        Preparation preparation = Preparation.of(spec, prepared, architecture);
        RunSubject opened =
                owning(Network.of(architecture, Safetensors.read(weights).tensors()));
        opened.initial(Network.of(
                architecture, Safetensors.read(run.required(Run.INITIAL)).tensors()));
        run.artefact(Snapshot.epoch(1).file()).ifPresent(first -> {
            Network afterOne = Network.of(architecture, Safetensors.read(first).tensors());
            opened.owned.add(afterOne::close);
            opened.subject.firstEpoch(afterOne);
        });
        opened.path.add(run.required(Run.INITIAL));
        int steps = Course.of(spec).batches(preparation.train().count());
        spec.keep().stream()
                .sorted(Comparator.comparingLong(moment -> moment.steps(steps)))
                .forEach(moment -> run.artefact(moment.file()).ifPresent(opened.path::add));
        opened.path.add(run.required(Run.FINAL));
        InputFormat format = preparation.format();
        // fp32, whatever the training used: measures say what they are computed in.
        InputFormat plain = new InputFormat(
                format.shape(), format.crop(), format.whiten(), format.standardise(), format.channelsLast(), false);
        opened.subject
                .train(opened.batches(preparation.train(), plain))
                .test(opened.batches(preparation.test(), plain))
                .trace(run.trace())
                .loss(Losses.of(spec.loss()))
                .weightDecay(weightDecay(spec));
        if (spec.startsFromRun()) {
            // Made again without some of its examples, what it started from would have seen them.
            opened.subject.startedFrom(
                    "run " + run.spec().parents(TrainSpec.START).get(0).id().substring(0, 12));
        } else if (trained) {
            opened.subject.retraining(new RunRetraining(spec, architecture, preparation));
        }
        bound(opened.subject, preparation.train(), format);
        opened.subject.drawn(preparation.origin(prepared.origin()));
        if (!spec.loss().name().equals("cross-entropy")) {
            opened.remarks.add(
                    "the training minimised " + spec.loss().name() + ": measures of the training loss are of it, in its"
                            + " unit where nats are said; those that name the cross-entropy or read the folded network are of the"
                            + " cross-entropy");
        }
        if (Precision.BF16.text().equals(run.provenance().engine().get("precision"))) {
            opened.remarks.add(
                    "the training multiplied in bf16 and measures do in fp32: figures of the run, its accuracies"
                            + " among them, may differ from measures of the same name");
        }
        opened.subject.labelsCorrupted(
                LabelCorruptions.noise(spec.labels(), prepared.classes().size()));
        return opened;
    }

    /**
     * Weights from a file, for a catalogue architecture and data: inputs scaled to [0, 1], nothing else.
     *
     * @param network reference of the architecture, for instance {@code mlp:512}
     * @param file weights by full name or as PyTorch names them, {@code .safetensors} or {@code .npz}
     * @param initial the weights before training, likewise; null if not known
     * @throws BadInput if the weights are not those of this network
     */
    public static RunSubject of(String network, Path file, @Nullable Path initial, Dataset data) {
        Architecture architecture =
                Networks.architecture(network, data.shape(), data.classes().size());
        RunSubject opened = owning(weights(architecture, file));
        if (initial != null) {
            opened.initial(weights(architecture, initial));
        }
        return opened.on(data);
    }

    /**
     * A TorchScript file with data: inputs scaled to [0, 1], nothing else. Runs the file's code. Where its layers cannot be
     * read, it is measured as one layer with its parameters and gradients.
     *
     * @param initial the same model before training, likewise; null if not known
     * @throws BadInput if the file cannot be loaded or does not fit the data
     */
    public static RunSubject ofScript(Path file, @Nullable Path initial, Dataset data) {
        List<Runnable> closing = new ArrayList<>();
        try {
            ScriptModule.Reading reading = read(file, data, closing);
            RunSubject opened = owning(reading.network());
            opened.remarks.addAll(reading.remarks());
            opened.owned.addAll(closing);
            closing.clear();
            closing.add(opened::close);
            if (initial != null) {
                Network start = read(initial, data, opened.owned).network();
                opened.initial(start);
                if (!start.architecture()
                        .layers()
                        .equals(reading.network().architecture().layers())) {
                    throw BadInput.in(initial, "is not the same architecture", "give the same model before training");
                }
            }
            closing.clear();
            return opened.on(data);
        } finally {
            closing.forEach(Runnable::run);
        }
    }

    /** A model read on the first examples of the data; {@code closing} gets what frees it. */
    private static ScriptModule.Reading read(Path file, Dataset data, List<Runnable> closing) {
        ScriptModule script = ScriptModule.open(file);
        closing.add(script::close);
        Split some = data.train()
                .select(IntStream.range(0, Math.min(PROBES, data.train().count()))
                        .toArray());
        try (StepScope scope = StepScope.open();
                Batches batches = Batches.of(some, plain(data), List.of())) {
            return script.read(
                    batches.slice(0, batches.count()).inputs(),
                    data.shape(),
                    data.classes().size());
        }
    }

    private static InputFormat plain(Dataset data) {
        return new InputFormat(data.shape(), 0, false, null, false, false);
    }

    private void initial(Network weights) {
        owned.add(weights::close);
        subject.initial(weights);
    }

    private RunSubject on(Dataset data) {
        InputFormat plain = plain(data);
        subject.train(batches(data.train(), plain)).test(batches(data.test(), plain));
        bound(subject, data.train(), plain);
        subject.drawn(data.origin());
        return this;
    }

    private static double weightDecay(TrainSpec spec) {
        // AdamW's decay is no term of an objective.
        return spec.optimizer().options().containsKey("weight-decay")
                        && !spec.optimizer().name().equals("adamw")
                ? spec.optimizer().number("weight-decay")
                : 0;
    }

    /** What is known of every possible input: pixels lie in [0, 1]; whitening leaves N values of variance at most 1. */
    private static void bound(Subject subject, Split split, InputFormat format) {
        double values = format.shape().elements();
        if (format.standardise() == null && (format.whiten() || split.inputs().type() == Samples.Type.U8)) {
            subject.inputsWithin(Math.sqrt(values));
        }
    }

    private static Network weights(Architecture architecture, Path file) {
        return Network.of(architecture, PytorchNames.own(architecture, tensors(file)));
    }

    /**
     * Tensors by name, from {@code .safetensors} or {@code .npz}.
     *
     * @throws BadInput if the file is of another kind or broken
     */
    public static Map<String, HostArray> tensors(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".safetensors")) {
            return Safetensors.read(file).tensors();
        }
        if (name.endsWith(".npz")) {
            return Npz.read(file);
        }
        if (PICKLES.stream().anyMatch(name::endsWith)) {
            throw BadInput.in(
                    file,
                    "is PyTorch's own format, a pickle, which is never unpickled here",
                    "save the weights in Python with safetensors.torch.save_file(model.state_dict(), 'weights.safetensors')"
                            + " or numpy.savez('weights.npz', **{k: v.numpy() for k, v in model.state_dict().items()}),"
                            + " or the model with torch.jit.script(model).save('model.pt') and name torchscript:model.pt");
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
        premises.close();
        subject.close();
        owned.forEach(Runnable::run);
    }
}
