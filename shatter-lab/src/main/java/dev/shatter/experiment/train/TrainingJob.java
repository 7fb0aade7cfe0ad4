package dev.shatter.experiment.train;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.experiment.Companion;
import dev.shatter.experiment.Context;
import dev.shatter.experiment.ExperimentListener;
import dev.shatter.experiment.Job;
import dev.shatter.network.Architecture;
import dev.shatter.network.Network;
import dev.shatter.run.Run;
import dev.shatter.torch.Safetensors;
import dev.shatter.train.Checkpoints;
import dev.shatter.train.CohortTrainer;
import dev.shatter.train.EpochRow;
import dev.shatter.train.Mask;
import dev.shatter.train.Plan;
import dev.shatter.train.Snapshot;
import dev.shatter.train.TrainListener;
import dev.shatter.train.TrainSpec;
import dev.shatter.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One training, checked and prepared: made alone, or at once with others. */
record TrainingJob(
        TrainSpec spec,
        Dataset prepared,
        Architecture architecture,
        Preparation preparation,
        Beginning beginning,
        Context context)
        implements Job {
    private static final Set<String> SCRATCH =
            Set.of(Trainer.LOOP + ".safetensors", CohortTrainer.LOOP + ".safetensors");

    @Override
    public Product make(Path folder) {
        // A training keeps to the arithmetic in which it was begun.
        if (checkpoints(folder).holds(CohortTrainer.LOOP)) {
            return goOn(folder);
        }
        begins();
        try (Network network = beginning.network();
                @Nullable Mask mask = beginning.mask(network)) {
            if (mask != null) {
                mask.apply(network);
            }
            weights(network, folder.resolve(Run.INITIAL));
            Trainer.Outcome outcome;
            try (Trainer.Splits examples = preparation.examples();
                    Trainer trainer =
                            new Trainer(Plan.of(spec), network, mask, examples, checkpoints(folder), told(folder))) {
                outcome = trainer.fit();
            }
            return product(network, folder, outcome, preparation.facts());
        }
    }

    /** Begun with others, ended in a company of one. */
    private Product goOn(Path folder) {
        AtomicReference<@Nullable Product> product = new AtomicReference<>();
        try (Companion companion = new Together(folder)) {
            CohortTrainer.fit(List.of(companion.member()), new CohortTrainer.Ended() {
                @Override
                public void finished(int member, Trainer.Outcome outcome, CohortTrainer.Company company) {
                    product.set(companion.product(outcome, company));
                }

                @Override
                public void failed(int member, RuntimeException cause) {
                    throw cause;
                }
            });
        }
        return Objects.requireNonNull(product.get());
    }

    @Override
    public Optional<Companion> companion(Path folder) {
        boolean alone = preparation.format().half()
                || beginning.isMasked()
                || checkpoints(folder).holds(Trainer.LOOP);
        return alone ? Optional.empty() : Optional.of(new Together(folder));
    }

    private Checkpoints checkpoints(Path folder) {
        return Checkpoints.in(folder, context.checkpoints());
    }

    private TrainListener told(Path folder) {
        return new Told(context.listener(), folder);
    }

    private void begins() {
        context.listener().begins(spec.spec(), settings());
    }

    private Product product(Network network, Path folder, Trainer.Outcome outcome, SortedMap<String, String> facts) {
        weights(network, folder.resolve(Run.FINAL));
        return new Product(
                EpochRow.trace(outcome.rows()),
                TrainingResults.of(outcome, architecture, spec, prepared),
                facts,
                outcome.seconds(),
                SCRATCH);
    }

    private static void weights(Network network, Path file) {
        new Safetensors(network.state(), Map.of()).write(file);
    }

    /** The training with its memory, as one of several. */
    private final class Together implements Companion {
        private final Path folder;
        private final Network network;
        private final Trainer.Splits examples;

        private Together(Path folder) {
            begins();
            this.folder = folder;
            this.network = beginning.network();
            weights(network, folder.resolve(Run.INITIAL));
            this.examples = preparation.examples();
        }

        @Override
        public CohortTrainer.Member member() {
            return new CohortTrainer.Member(Plan.of(spec), network, examples, checkpoints(folder), told(folder));
        }

        @Override
        public Product product(Trainer.Outcome outcome, CohortTrainer.Company company) {
            SortedMap<String, String> facts = new TreeMap<>(preparation.facts());
            facts.put("together", company.text());
            return TrainingJob.this.product(network, folder, outcome, facts);
        }

        @Override
        public void close() {
            examples.close();
            network.close();
        }
    }

    /** Everything that decides a number, for people. */
    private List<String> settings() {
        List<String> lines = new ArrayList<>();
        lines.add("data " + spec.data().text() + "; labels " + spec.labels().text() + "; pixels "
                + spec.pixels().text());
        lines.add("network " + spec.network().text()
                + spec.spec().parents(TrainSpec.START).stream()
                        .map(run -> ", from the weights '" + spec.moment().text() + "' of run "
                                + run.id().substring(0, 12) + ", mask "
                                + spec.mask().text())
                        .collect(Collectors.joining()));
        lines.add("loss " + spec.loss().text() + "; " + spec.optimizer().text() + "; schedule "
                + spec.schedule().text() + "; method " + spec.method().text());
        lines.add("batch " + spec.batch() + "; at most " + spec.epochs() + " epochs"
                + (spec.evaluate() == TrainSpec.EVERY_EPOCH ? "" : ", evaluated every " + spec.evaluate())
                + "; until "
                + (spec.until().isEmpty() ? "the end" : list(spec.until())) + "; augment "
                + (spec.augment().isEmpty() ? "nothing" : list(spec.augment())) + "; scaling " + spec.scaling()
                + "; crop " + (spec.crop() == 0 ? "none" : spec.crop()) + "; seed "
                + spec.seeds().init());
        lines.add(String.format(
                Locale.ROOT,
                "run %s: %,d parameters, %,d training and %,d test examples of %s, %s, %s",
                spec.id().substring(0, 12),
                architecture.parameterCount(),
                prepared.train().count(),
                prepared.test().count(),
                architecture.input(),
                preparation.precision().text(),
                preparation.facts().get("memoryFormat")));
        return lines;
    }

    private static String list(List<Variant> variants) {
        return String.join(" or ", variants.stream().map(Variant::text).toList());
    }

    /** A training's steps as an experiment's; weights that are kept go into the run's folder. */
    private record Told(ExperimentListener listener, Path folder) implements TrainListener {
        @Override
        public void step(double done, double epoch, double loss, double accuracy, double imagesPerSecond) {
            listener.at(
                    done,
                    () -> String.format(
                            Locale.ROOT,
                            "epoch %.1f  loss %.4f  accuracy %.1f %%  %,.0f images/s",
                            epoch,
                            loss,
                            100 * accuracy,
                            imagesPerSecond));
        }

        @Override
        public void kept(Snapshot moment, Network network) {
            weights(network, folder.resolve(moment.file()));
        }

        @Override
        public void resumed(int epoch) {
            listener.note("going on from the last checkpoint, after epoch " + epoch);
        }
    }
}
