package dev.shatter.lab;

import dev.shatter.certify.Questions;
import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.Context;
import dev.shatter.experiment.Experiment;
import dev.shatter.experiment.ExperimentListener;
import dev.shatter.experiment.Experiments;
import dev.shatter.experiment.Job;
import dev.shatter.experiment.Subjects;
import dev.shatter.run.Measurement;
import dev.shatter.run.Measurements;
import dev.shatter.run.Provenance;
import dev.shatter.run.Run;
import dev.shatter.run.RunClaim;
import dev.shatter.run.RunStore;
import dev.shatter.run.Runner;
import dev.shatter.spec.Parent;
import dev.shatter.spec.Spec;
import dev.shatter.sweep.GroupListener;
import dev.shatter.torch.EngineFacts;
import dev.shatter.train.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The front door: turns a spec of any kind into a stored run. Answers from the store what it holds, makes the runs first that a
 * spec begins from, goes on where a killed process stopped, and lets two processes that are asked for the same spec take turns.
 */
public final class Lab implements Runner {
    /** Time between two checkpoints, unless told otherwise. */
    public static final Duration CHECKPOINTS = Duration.ofSeconds(30);

    private final DataStore data;
    private final RunStore store;
    private final Build build;
    private final ExperimentListener listener;
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
     * A lab over this data and this store; loads libtorch when something first has to be computed.
     *
     * @param checkpoints time between two checkpoints
     * @param threads threads of the numerics; 0 = libtorch's choice
     */
    public Lab(
            DataStore data,
            RunStore store,
            Build build,
            ExperimentListener listener,
            Duration checkpoints,
            int threads) {
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
     * @param again whether to make it anew even if the store holds it; the runs it begins from are not
     * @throws BadInput if the spec cannot be run, or its data have changed since the stored run
     */
    public Run run(Spec asked, boolean again) {
        Spec spec = Experiments.restore("spec of kind '" + asked.kind() + "'", asked);
        Optional<Run> stored = again ? Optional.empty() : store.findWhole(spec);
        if (stored.isPresent()) {
            return answer(stored.get(), spec);
        }
        Context context = context(listener);
        // Before anything is written: most bad input ends here.
        Job job = Experiments.of(spec).prepare(spec, context);
        try (RunClaim claim = store.claim(spec, () -> listener.waiting(spec))) {
            Optional<Run> meanwhile = again ? Optional.empty() : store.findWhole(spec);
            if (meanwhile.isPresent()) {
                return answer(meanwhile.get(), spec);
            }
            if (again) {
                claim.anew();
            }
            String started = begin(claim, listener);
            return complete(claim, job.make(claim.folder()), context.dataHash(spec), started);
        }
    }

    /**
     * The runs of specs of one company, see {@link Experiment#company}: trained at once, stored each as soon as it has ended. One
     * that fails, or has to be made alone, does not keep the others from theirs.
     *
     * @param told of every spec's outcome once
     */
    public void runAll(List<Spec> specs, GroupListener told) {
        new Group(this, store, told).run(specs);
    }

    Context context(ExperimentListener told) {
        return new Context(data, this::parent, checkpoints, threads, told);
    }

    /** Makes the claimed folder that of an unfinished run; when it was first begun. */
    String begin(RunClaim claim, ExperimentListener told) {
        if (claim.isDamaged()) {
            told.note("the stored run is damaged; moved to " + claim.setAside() + ", and made anew");
        }
        claim.begin();
        return begun(claim.folder());
    }

    Run complete(RunClaim claim, Job.Product product, String dataHash, String started) {
        claim.write(product.trace());
        return claim.complete(provenance(product, dataHash, started), product.results(), product.scratch());
    }

    /** The finished run that another begins from: stored, or made now. */
    private Run parent(Parent parent) {
        Optional<Run> stored = store.find(parent.id());
        if (stored.isPresent()) {
            return stored.get();
        }
        Spec spec = Optional.ofNullable(parent.spec())
                .or(() -> store.spec(parent.id()))
                .orElseThrow(() -> BadInput.in(
                        "run " + parent.id().substring(0, 12),
                        "is begun from and not in " + store.root(),
                        "bring it there, or make it first"));
        return run(spec);
    }

    /**
     * Measures on a stored training what is not stored beside it yet, in one sitting. What failed is tried again the next
     * time; what was skipped, since it needs what is not there, is not.
     *
     * @param names references as {@link Questions} knows them, options that are not at their defaults included
     */
    public void measure(Run run, Collection<String> names) {
        List<String> left = names.stream()
                .filter(name -> Measurements.find(run, name).isEmpty())
                .toList();
        if (left.isEmpty()) {
            return;
        }
        context(listener).engine();
        try (Subjects opened = subject(run)) {
            for (String name : left) {
                Checkpoints unfinished = unfinished(run, name);
                opened.subject().checkpoints(unfinished);
                Measurement measurement = Questions.one(opened.premises(), name);
                if (measurement.status() != Measurement.Status.FAILED) {
                    Measurements.write(run, measurement);
                }
                unfinished.clear();
            }
        }
    }

    /** Where a measurement that trains keeps its checkpoints, for itself alone, until it is stored. */
    private Checkpoints unfinished(Run run, String name) {
        String folder = "." + name.replaceAll("[^A-Za-z0-9.=-]", "_") + ".unfinished";
        return Checkpoints.in(run.folder().resolve(folder), checkpoints);
    }

    private Subjects subject(Run run) {
        Experiment experiment = Experiments.of(run.spec());
        return experiment.subject(run, data);
    }

    /** A stored run, unless the data behind its reference are no longer what it was made on. */
    Run answer(Run run, Spec spec) {
        listener.stored(run);
        Optional<Variant> reference = spec.data();
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

    private Provenance provenance(Job.Product product, String dataHash, String started) {
        return new Provenance(
                build.version(),
                build.commit(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                EngineFacts.here().threads(),
                product.facts(),
                dataHash,
                started,
                product.seconds());
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
}
