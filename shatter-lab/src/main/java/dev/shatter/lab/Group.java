package dev.shatter.lab;

import dev.shatter.experiment.Companion;
import dev.shatter.experiment.Context;
import dev.shatter.experiment.ExperimentListener;
import dev.shatter.experiment.Experiments;
import dev.shatter.experiment.Job;
import dev.shatter.run.Run;
import dev.shatter.run.RunClaim;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Spec;
import dev.shatter.sweep.GroupListener;
import dev.shatter.sweep.InProcess;
import dev.shatter.sweep.Outcome;
import dev.shatter.train.CohortTrainer;
import dev.shatter.train.Trainer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs that are made at once. */
final class Group {
    private static final Logger LOG = LoggerFactory.getLogger(Group.class);

    private final Lab lab;
    private final RunStore store;
    private final GroupListener told;
    private final List<Place> places = new ArrayList<>();
    private final List<Spec> alone = new ArrayList<>();

    Group(Lab lab, RunStore store, GroupListener told) {
        this.lab = lab;
        this.store = store;
        this.told = told;
    }

    /** A run under way: its folder is held by this process. */
    private record Place(Spec spec, RunClaim claim, Companion companion, String dataHash, String started)
            implements AutoCloseable {
        @Override
        public void close() {
            companion.close();
            claim.close();
        }
    }

    void run(List<Spec> specs) {
        try {
            // Everybody claims in this order, so that no two processes wait for each other.
            specs.stream().sorted(Comparator.comparing(Spec::id)).forEach(this::take);
            train();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("runs made at once failed; each goes on alone", e);
        } finally {
            places.forEach(place -> alone.add(place.spec()));
            places.forEach(Place::close);
            places.clear();
        }
        alone.forEach(this::alone);
    }

    private void take(Spec asked) {
        try {
            Spec spec = Experiments.restore("spec of kind '" + asked.kind() + "'", asked);
            Optional<Run> stored = store.findWhole(spec);
            if (stored.isPresent()) {
                told.ended(new Outcome.Finished(lab.answer(stored.get(), spec), false));
                return;
            }
            Context context = lab.context(progress(spec));
            Job job = Experiments.of(spec).prepare(spec, context);
            RunClaim claim = store.claim(spec, () -> context.listener().waiting(spec));
            if (!open(spec, job, claim, context)) {
                claim.close();
                alone.add(spec);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            told.ended(InProcess.failed(asked, e));
        }
    }

    /** Takes a place with the others, unless the run has to be made alone or is there meanwhile. */
    private boolean open(Spec spec, Job job, RunClaim claim, Context context) {
        try {
            if (store.findWhole(spec).isPresent()) {
                return false;
            }
            String started = lab.begin(claim, context.listener());
            Optional<Companion> companion = job.companion(claim.folder());
            companion.ifPresent(one -> places.add(new Place(spec, claim, one, context.dataHash(spec), started)));
            return companion.isPresent();
        } catch (RuntimeException | OutOfMemoryError e) {
            claim.close();
            throw e;
        }
    }

    private void train() {
        if (places.size() < 2) {
            return;
        }
        List<Place> members = List.copyOf(places);
        CohortTrainer.fit(
                members.stream().map(place -> place.companion().member()).toList(), new CohortTrainer.Ended() {
                    @Override
                    public void finished(int member, Trainer.Outcome outcome, CohortTrainer.Company company) {
                        Place place = members.get(member);
                        Job.Product product = place.companion().product(outcome, company);
                        Run run = lab.complete(place.claim(), product, place.dataHash(), place.started());
                        leave(place, new Outcome.Finished(run, false));
                    }

                    @Override
                    public void failed(int member, RuntimeException cause) {
                        Place place = members.get(member);
                        leave(place, InProcess.failed(place.spec(), cause));
                    }
                });
    }

    private void leave(Place place, Outcome outcome) {
        places.remove(place);
        place.close();
        told.ended(outcome);
    }

    private void alone(Spec spec) {
        try {
            told.ended(new Outcome.Finished(lab.run(spec), false));
        } catch (RuntimeException | OutOfMemoryError e) {
            told.ended(InProcess.failed(spec, e));
        }
    }

    private ExperimentListener progress(Spec spec) {
        DoubleConsumer fraction = new Seldom(done -> told.at(spec, done));
        return new ExperimentListener() {
            @Override
            public void at(double done, Supplier<String> state) {
                fraction.accept(Math.min(1, done));
            }
        };
    }
}
