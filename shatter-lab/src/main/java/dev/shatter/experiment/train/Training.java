package dev.shatter.experiment.train;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.Context;
import dev.shatter.experiment.Experiment;
import dev.shatter.experiment.ExperimentListener;
import dev.shatter.experiment.Job;
import dev.shatter.network.Architecture;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.report.Report;
import dev.shatter.run.Run;
import dev.shatter.spec.Schema;
import dev.shatter.spec.Spec;
import dev.shatter.torch.Safetensors;
import dev.shatter.train.Checkpoints;
import dev.shatter.train.EpochRow;
import dev.shatter.train.Mask;
import dev.shatter.train.Optimizers;
import dev.shatter.train.Plan;
import dev.shatter.train.Snapshot;
import dev.shatter.train.StopRules;
import dev.shatter.train.TrainListener;
import dev.shatter.train.TrainSpec;
import dev.shatter.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Trains one network on one data set. Artefacts: {@link Run#INITIAL}, {@link Run#FINAL} and the weights of kept moments,
 * {@link Snapshot#file}.
 */
public final class Training implements Experiment {
    /** The kind's name. */
    public static final String NAME = TrainSpec.KIND;

    private static final String RATE = "lr";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "train a network on data as they are, or with corrupted labels or pixels";
    }

    @Override
    public Schema schema() {
        return TrainSpec.SCHEMA;
    }

    /** The learning rate that suits the network, for optimizers whose rate is of that scale. */
    @Override
    public Map<String, Object> defaults(Map<String, Object> given) {
        Object net = given.get("net");
        String optimizer = String.valueOf(given.getOrDefault("optimizer", "sgd"));
        if (net == null || given.containsKey(RATE) || optimizer.contains(RATE + "=")) {
            return given;
        }
        if (!Optimizers.CATALOGUE.parse(optimizer).name().equals("sgd")) {
            return given;
        }
        Map<String, Object> more = new LinkedHashMap<>(given);
        more.put(
                RATE,
                Networks.CATALOGUE
                        .get(Networks.CATALOGUE.parse(String.valueOf(net)))
                        .learningRate());
        return more;
    }

    @Override
    public void check(String where, Spec spec) {
        Beginning.check(where, spec);
        boolean needsValidation = spec.variants("until").stream()
                .anyMatch(rule -> StopRules.CATALOGUE.get(rule).keepsBest());
        if (needsValidation && spec.number("validation") == 0) {
            throw BadInput.in(
                    where,
                    "early stopping needs examples it may look at, and the test set is not for that",
                    "hold some out with validation 0.1");
        }
    }

    @Override
    public Job prepare(Spec spec, Context context) {
        TrainSpec training = TrainSpec.of(spec);
        Dataset prepared = Preparation.dataset(training, context.open(training.data()));
        Architecture architecture = Preparation.architecture(training, prepared);
        context.engine();
        Preparation preparation = Preparation.of(training, prepared, architecture);
        Beginning beginning = Beginning.of(
                training,
                architecture,
                context.parents(spec, TrainSpec.START).stream().findFirst());
        return folder -> {
            context.listener().begins(spec, settings(training, architecture, prepared, preparation));
            Trainer.Outcome outcome = fit(training, beginning, preparation, folder, context);
            return new Job.Product(
                    EpochRow.trace(outcome.rows()),
                    TrainingResults.of(outcome, architecture, training, prepared),
                    preparation.facts(),
                    outcome.seconds(),
                    Set.of(Trainer.CHECKPOINT));
        };
    }

    private static Trainer.Outcome fit(
            TrainSpec spec, Beginning beginning, Preparation preparation, Path folder, Context context) {
        try (Network network = beginning.network();
                @Nullable Mask mask = beginning.mask(network)) {
            if (mask != null) {
                mask.apply(network);
            }
            weights(network, folder.resolve(Run.INITIAL));
            Trainer.Outcome outcome;
            try (Trainer.Splits examples = preparation.examples();
                    Trainer trainer = new Trainer(
                            Plan.of(spec),
                            network,
                            mask,
                            examples,
                            Checkpoints.in(folder, context.checkpoints()),
                            new Told(context.listener(), folder))) {
                outcome = trainer.fit();
            }
            weights(network, folder.resolve(Run.FINAL));
            return outcome;
        }
    }

    private static void weights(Network network, Path file) {
        new Safetensors(network.state(), Map.of()).write(file);
    }

    /** Everything that decides a number, for people. */
    private static List<String> settings(
            TrainSpec spec, Architecture architecture, Dataset prepared, Preparation preparation) {
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

    @Override
    public String brief(Spec spec) {
        return TrainingView.brief(spec);
    }

    @Override
    public List<String> columns() {
        return TrainingView.COLUMNS;
    }

    @Override
    public List<String> cells(Run run) {
        return TrainingView.cells(run);
    }

    @Override
    public List<String> remarks(Run run) {
        return TrainingView.remarks(run);
    }

    @Override
    public Map<String, Object> json(Run run) {
        return TrainingView.json(run);
    }

    @Override
    public Report report(List<Run> runs, DataStore data, String command, String colophon) {
        return TrainingView.report(runs, data, command, colophon);
    }

    @Override
    public List<Path> export(Run run, DataStore data, Path folder) {
        return RunExport.write(run, data, folder);
    }

    @Override
    public RunSubject subject(Run run, DataStore data) {
        return RunSubject.of(run, data);
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
