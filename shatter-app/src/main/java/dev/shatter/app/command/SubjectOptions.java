package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.core.BadInput;
import dev.shatter.core.Home;
import dev.shatter.data.Dataset;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.Experiments;
import dev.shatter.experiment.Subjects;
import dev.shatter.experiment.train.RunSubject;
import dev.shatter.measure.Subject;
import dev.shatter.report.Destination;
import dev.shatter.report.Report;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.torch.Natives;
import dev.shatter.torch.Threads;
import dev.shatter.train.Batches;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A trained network named on the command line: a stored run, weights of a catalogue network, or a TorchScript file. */
final class SubjectOptions {
    private static final String SCRIPT = "torchscript:";

    /** Which examples of the network's data are looked at. */
    enum Split {
        TRAIN,
        TEST
    }

    private final boolean either;

    @Mixin
    private StoreOption store;

    @Mixin
    private ThreadsOption threads;

    @Parameters(
            paramLabel = "ID|MODEL",
            description =
                    "the beginning of a run's id; or NET@FILE: weights (.safetensors, .npz) of a network of 'net list';"
                            + " or torchscript:FILE")
    private String model;

    @Option(names = "--data", paramLabel = "REF", description = "data of a model from a file, see 'data list'")
    private List<String> data = List.of();

    @Option(
            names = "--initial",
            paramLabel = "FILE",
            description = "the weights before training of a model from a file, in the same format")
    private @Nullable Path initial;

    @Option(names = "--trust", description = "run the code in a TorchScript file: only if you know who made it")
    private boolean trust;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "seed of everything drawn (default: 1)")
    private long seed;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "also write a report: a file that ends in .html, or a folder")
    private @Nullable Path target;

    /** For a command that looks at all the data. */
    SubjectOptions() {
        this(false);
    }

    private SubjectOptions(boolean either) {
        this.either = either;
    }

    /** For a command that looks at one split: {@code --data train|test}, in addition to a model's data. */
    static SubjectOptions ofEitherSplit() {
        return new SubjectOptions(true);
    }

    private static Optional<Split> named(String word) {
        return Arrays.stream(Split.values())
                .filter(split -> split.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    /** The split asked for. */
    Split split() {
        return data.stream().flatMap(word -> named(word).stream()).reduce(Split.TRAIN, (a, b) -> b);
    }

    /** The examples of that split. */
    Batches batches(Subject subject) {
        return split() == Split.TRAIN ? subject.trainBatches() : subject.testBatches();
    }

    /** The data of a model from a file, if they are named. */
    private Optional<String> reference() {
        List<String> references =
                data.stream().filter(word -> !either || named(word).isEmpty()).toList();
        if (references.size() > 1) {
            throw BadInput.in("--data", "names two data sets", "name one");
        }
        return references.stream().findFirst();
    }

    /** The seed of everything drawn. */
    long seed() {
        return seed;
    }

    /** As typed. */
    String model() {
        return model;
    }

    /** The stored run, or null if a file is given. */
    @Nullable
    Run run() {
        boolean script = model.startsWith(SCRIPT);
        if (script || model.lastIndexOf('@') >= 0) {
            if (reference().isEmpty()) {
                throw BadInput.in("model '" + model + "'", "needs data", "name them with --data");
            }
            if (script && !trust) {
                throw BadInput.in(
                        "model '" + model + "'",
                        "is a program that would run with all your rights",
                        "add --trust if you know who made it");
            }
            return null;
        }
        for (String option : new String[] {reference().isEmpty() ? "" : "--data", initial == null ? "" : "--initial"}) {
            if (!option.isEmpty()) {
                throw BadInput.in(option, "is not allowed with a stored run, which has its own", "leave it out");
            }
        }
        return new RunStore(store.path()).get(model);
    }

    /** Another run of the same store. */
    Run other(String id) {
        return new RunStore(store.path()).get(id);
    }

    /** The network, for a report's title. */
    String words(@Nullable Run run) {
        if (run == null) {
            return model + " on " + reference().orElse("");
        }
        return Experiments.of(run.spec()).brief(run.spec());
    }

    /** The words to type to name the same network again. */
    List<String> again() {
        List<String> words = new ArrayList<>(List.of(model));
        data.forEach(word -> words.addAll(List.of("--data", word)));
        if (initial != null) {
            words.addAll(List.of("--initial", initial.toString()));
        }
        if (trust) {
            words.add("--trust");
        }
        if (seed != 1) {
            words.addAll(List.of("--seed", String.valueOf(seed)));
        }
        return words;
    }

    /** The run behind it, if any. */
    List<String> sources(@Nullable Run run) {
        return run == null ? List.of() : List.of(run.id());
    }

    /** Writes the report, where one was asked for, and says where it is. */
    void report(Console console, Function<Path, Report> report) {
        if (target != null) {
            new Destination(target).write(report.apply(target));
            console.line(target.toString());
        }
    }

    /** Opens the network with its examples, ready to be looked at under the seed; loads libtorch. */
    Subjects open(@Nullable Run run) {
        if (target != null) {
            // Before anything is computed: nobody waits for a report that cannot be written.
            Destination.check(target);
        }
        Subjects opened = opened(run);
        opened.subject().seed(seed);
        return opened;
    }

    private Subjects opened(@Nullable Run run) {
        Natives.load();
        threads.count().ifPresent(Threads::use);
        DataStore source = new DataStore(Home.path());
        if (run != null) {
            return Experiments.of(run.spec()).subject(run, source);
        }
        Dataset examples = source.open(reference().orElse(""));
        if (model.startsWith(SCRIPT)) {
            return RunSubject.ofScript(Path.of(model.substring(SCRIPT.length())), initial, examples);
        }
        int at = model.lastIndexOf('@');
        return RunSubject.of(model.substring(0, at), Path.of(model.substring(at + 1)), initial, examples);
    }
}
