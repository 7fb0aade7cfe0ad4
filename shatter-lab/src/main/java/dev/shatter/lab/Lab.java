package dev.shatter.lab;

import dev.shatter.certify.Survey;
import dev.shatter.compute.Analysis;
import dev.shatter.compute.Computation;
import dev.shatter.compute.Computations;
import dev.shatter.compute.Computed;
import dev.shatter.compute.Simulation;
import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.corrupt.PixelCorruptions;
import dev.shatter.data.CentreCrop;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import dev.shatter.data.Subset;
import dev.shatter.data.store.DataStore;
import dev.shatter.network.Architecture;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.run.Measurement;
import dev.shatter.run.Measurements;
import dev.shatter.run.Provenance;
import dev.shatter.run.Run;
import dev.shatter.run.RunClaim;
import dev.shatter.run.RunStore;
import dev.shatter.run.Runner;
import dev.shatter.spec.ComputeSpec;
import dev.shatter.spec.Spec;
import dev.shatter.spec.TrainSpec;
import dev.shatter.torch.EngineFacts;
import dev.shatter.torch.Natives;
import dev.shatter.torch.Safetensors;
import dev.shatter.torch.Threads;
import dev.shatter.train.Augmentations;
import dev.shatter.train.EpochRow;
import dev.shatter.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The front door: turns a spec into a stored run. Answers from the store what it holds, goes on where a killed process
 * stopped, and lets two processes that are asked for the same spec take turns.
 */
public final class Lab implements Runner {
    /** Time between two checkpoints of a training, unless told otherwise. */
    public static final Duration CHECKPOINTS = Duration.ofSeconds(30);

    private final DataStore data;
    private final RunStore store;
    private final Build build;
    private final LabListener listener;
    private final Duration checkpoints;
    private final int threads;

    /**
     * Who ran it, for the record.
     *
     * @param version Shatter's version
     * @param commit Shatter's commit, or "unknown"
     */
    public record Build(String version, String commit) {}

    /**
     * A lab over this data and this store; loads libtorch when it first has to train.
     *
     * @param checkpoints time between two checkpoints of a training
     * @param threads threads of the numerics; 0 = libtorch's choice
     */
    public Lab(DataStore data, RunStore store, Build build, LabListener listener, Duration checkpoints, int threads) {
        this.data = data;
        this.store = store;
        this.build = build;
        this.listener = listener;
        this.checkpoints = checkpoints;
        this.threads = threads;
    }

    @Override
    public Run run(Spec spec) {
        return run(spec, false);
    }

    /**
     * The run of this spec.
     *
     * @param again whether to make it anew even if the store holds it
     * @throws BadInput if the spec cannot be run, or its data have changed since the stored run
     */
    public Run run(Spec spec, boolean again) {
        Optional<Variant> reference = reference(spec);
        Optional<Run> stored = again ? Optional.empty() : store.find(spec);
        if (stored.isPresent()) {
            return answer(reference, stored.get());
        }
        // Before anything is written: most bad input ends here.
        Function<RunClaim, Run> work = work(spec);
        try (RunClaim claim = store.claim(spec, () -> listener.waiting(spec))) {
            Optional<Run> meanwhile = again ? Optional.empty() : store.find(spec);
            if (meanwhile.isPresent()) {
                return answer(reference, meanwhile.get());
            }
            if (again || store.isDamaged(spec)) {
                claim.clear();
            }
            claim.begin();
            return work.apply(claim);
        }
    }

    /**
     * Measures on a stored training what is not stored beside it yet, in one sitting. What failed is tried again the next
     * time; what was skipped, since it needs what is not there, is not.
     *
     * @param names as {@link Survey} knows them
     */
    public void measure(Run run, Collection<String> names) {
        List<String> left = names.stream()
                .filter(name -> Measurements.find(run, name).isEmpty())
                .toList();
        if (left.isEmpty()) {
            return;
        }
        engine();
        try (RunSubject opened = RunSubject.of(run, data)) {
            for (String name : left) {
                Measurement measurement = Survey.one(opened.subject(), name);
                if (measurement.status() != Measurement.Status.FAILED) {
                    Measurements.write(run, measurement);
                }
            }
        }
    }

    /** The data a run is about; none for a simulation. */
    private static Optional<Variant> reference(Spec spec) {
        if (spec instanceof TrainSpec training) {
            return Optional.of(training.data());
        }
        return spec instanceof ComputeSpec compute && compute.examples() != null
                ? Optional.of(compute.examples().data())
                : Optional.empty();
    }

    /** What is to be done in the run's folder, everything that can be checked beforehand checked. */
    private Function<RunClaim, Run> work(Spec spec) {
        if (spec instanceof TrainSpec training) {
            Dataset original = data.open(training.data());
            Dataset prepared = prepare(training, original);
            Architecture architecture = architecture(training, prepared);
            engine();
            Preparation preparation = Preparation.of(training, prepared, architecture);
            return claim -> train(training, original, prepared, architecture, preparation, claim);
        }
        if (spec instanceof ComputeSpec compute) {
            Optional<Dataset> original =
                    Optional.ofNullable(compute.examples()).map(examples -> data.open(examples.data()));
            Optional<Dataset> prepared = original.map(whole -> prepare(compute, whole));
            return claim -> compute(compute, original, prepared, claim);
        }
        throw BadInput.in("spec of kind '" + spec.kind() + "'", "cannot be run here", "there are 'train', 'compute'");
    }

    /** The spec's examples as the network sees them before augmentation and normalisation: taken, cropped, corrupted. */
    public Dataset prepare(TrainSpec spec) {
        return prepare(spec, data.open(spec.data()));
    }

    /** The spec's network for these data. */
    public static Architecture architecture(TrainSpec spec, Dataset prepared) {
        return Networks.CATALOGUE
                .get(spec.network())
                .architecture(
                        spec.network(),
                        Preparation.shape(spec, prepared),
                        prepared.classes().size());
    }

    /** The spec's subset of the data, cropped where no augmentation crops, not yet corrupted. */
    public static Dataset taken(TrainSpec spec, Dataset original) {
        Dataset taken =
                subset(original, spec.subset(), spec.testSubset(), spec.seeds().data());
        boolean cropsLater = spec.augment().stream()
                .anyMatch(a -> Augmentations.CATALOGUE.get(a).crops());
        return spec.crop() > 0 && !cropsLater ? CentreCrop.of(taken, spec.crop(), spec.crop()) : taken;
    }

    static Dataset prepare(TrainSpec spec, Dataset original) {
        Dataset cropped = taken(spec, original);
        Dataset pixels =
                PixelCorruptions.apply(cropped, spec.pixels(), spec.seeds().corruption());
        return LabelCorruptions.apply(pixels, spec.labels(), spec.seeds().corruption());
    }

    private static Dataset prepare(ComputeSpec spec, Dataset original) {
        ComputeSpec.Examples examples = java.util.Objects.requireNonNull(spec.examples());
        Dataset taken = subset(original, examples.subset(), examples.testSubset(), spec.seed());
        Dataset pixels = PixelCorruptions.apply(taken, examples.pixels(), spec.seed());
        return LabelCorruptions.apply(pixels, examples.labels(), spec.seed());
    }

    /** So many training and test examples, stratified; 0 = all. */
    private static Dataset subset(Dataset whole, int train, int test, long seed) {
        return train == 0 && test == 0
                ? whole
                : Subset.of(
                        whole,
                        train > 0 ? train : whole.train().count(),
                        test > 0 ? test : whole.test().count(),
                        seed);
    }

    /** A stored run, unless the data behind its reference are no longer what it was trained on. */
    private Run answer(Optional<Variant> reference, Run run) {
        listener.stored(run);
        if (reference.isEmpty()) {
            return run;
        }
        String now;
        try {
            now = data.open(reference.get()).hash();
        } catch (BadInput e) {
            // The data are gone; the run is not.
            return run;
        }
        if (!now.equals(run.provenance().dataHash())) {
            throw BadInput.in(
                    "run " + run.id().substring(0, 12),
                    "the data behind '" + reference.get().text() + "' have changed since it was made",
                    "make it on them with --again, or bring the old data back");
        }
        return run;
    }

    private Run train(
            TrainSpec spec,
            Dataset original,
            Dataset prepared,
            Architecture architecture,
            Preparation preparation,
            RunClaim claim) {
        Path folder = claim.folder();
        String started = begun(folder);
        listener.begins(spec, claim.folder(), architecture, prepared, preparation);
        Trainer.Outcome outcome;
        try (Network network = Network.create(architecture, spec.seeds().init())) {
            weights(network, claim.initialWeights());
            try (Trainer.Splits examples = preparation.examples();
                    Trainer trainer = new Trainer(spec, network, examples, folder, checkpoints, listener)) {
                outcome = trainer.fit();
            }
            weights(network, claim.finalWeights());
        }
        claim.write(EpochRow.trace(outcome.rows()));
        remove(folder.resolve(Trainer.CHECKPOINT));
        remove(folder.resolve(Trainer.BEST));
        Provenance provenance = provenance(preparation.facts(), original.hash(), started, outcome.seconds());
        return claim.complete(store, provenance, Results.of(outcome, architecture, spec, prepared));
    }

    private void engine() {
        Natives.load();
        if (threads > 0) {
            Threads.use(threads);
        }
    }

    private Provenance provenance(SortedMap<String, String> facts, String dataHash, String started, double seconds) {
        return new Provenance(
                build.version(),
                build.commit(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                EngineFacts.here().threads(),
                facts,
                dataHash,
                started,
                seconds);
    }

    private Run compute(ComputeSpec spec, Optional<Dataset> original, Optional<Dataset> prepared, RunClaim claim) {
        engine();
        String started = begun(claim.folder());
        long start = System.nanoTime();
        Computation computation = Computations.CATALOGUE.get(spec.computation());
        Computed computed;
        if (computation instanceof Analysis analysis) {
            computed = analysis.compute(spec.computation(), prepared.orElseThrow(), spec.seed(), Progress.SILENT);
        } else {
            computed = ((Simulation) computation).compute(spec.computation(), spec.seed());
        }
        claim.write(computed.trace());
        String hash = original.map(Dataset::hash).orElse("");
        double seconds = (System.nanoTime() - start) / 1e9;
        return claim.complete(store, provenance(new TreeMap<>(), hash, started, seconds), computed.results());
    }

    private static String begun(Path folder) {
        try {
            return Files.getLastModifiedTime(folder.resolve("spec.json"))
                    .toInstant()
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
        } catch (IOException e) {
            return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        }
    }

    private static void weights(Network network, Path file) {
        new Safetensors(network.state(), Map.of()).write(file);
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw dev.shatter.core.AtomicFiles.unwritable(file, e);
        }
    }

    /** Headline numbers of a training. */
    static final class Results {
        private Results() {}

        static SortedMap<String, Double> of(
                Trainer.Outcome outcome, Architecture architecture, TrainSpec spec, Dataset prepared) {
            EpochRow end = outcome.end();
            SortedMap<String, Double> results = new TreeMap<>();
            results.put("parameters", (double) architecture.parameterCount());
            results.put("trainAccuracy", end.trainAccuracy());
            results.put("testAccuracy", end.testAccuracy());
            results.put("trainLoss", end.trainLoss());
            results.put("testLoss", end.testLoss());
            results.put("gap", end.gap());
            results.put("epochs", (double)
                    outcome.rows().get(outcome.rows().size() - 1).epoch());
            results.put("epochsToFit", epochsToFit(outcome, spec));
            results.put("seconds", outcome.seconds());
            results.put("imagesPerSecond", outcome.imagesPerSecond());
            results.put("trainExamples", (double) prepared.train().count());
            results.put("testExamples", (double) prepared.test().count());
            results.put("classes", (double) prepared.classes().size());
            return results;
        }

        /** First epoch at which the training accuracy was what the stop rule asks for, else 1; NaN if none was. */
        private static double epochsToFit(Trainer.Outcome outcome, TrainSpec spec) {
            double target = spec.until().stream()
                    .filter(rule -> rule.name().equals("train-accuracy"))
                    .mapToDouble(rule -> rule.number("value"))
                    .findFirst()
                    .orElse(1);
            return outcome.rows().stream()
                    .filter(row -> row.trainAccuracy() >= target)
                    .mapToDouble(EpochRow::epoch)
                    .findFirst()
                    .orElse(Double.NaN);
        }
    }
}
