package dev.shatter.experiment.train;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.Context;
import dev.shatter.experiment.Experiment;
import dev.shatter.experiment.Job;
import dev.shatter.network.Architecture;
import dev.shatter.network.Networks;
import dev.shatter.report.Report;
import dev.shatter.run.Run;
import dev.shatter.spec.Schema;
import dev.shatter.spec.Spec;
import dev.shatter.sweep.Companions;
import dev.shatter.train.Optimizers;
import dev.shatter.train.Snapshot;
import dev.shatter.train.StopRules;
import dev.shatter.train.TrainSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
        int kept = Optimizers.CATALOGUE.get(training.optimizer()).numbersKept(training.optimizer());
        architecture.requireMemory((2.0 + kept) * Float.BYTES, "weights, gradient and the optimiser's state");
        context.engine();
        Beginning beginning = Beginning.of(
                training,
                architecture,
                context.parents(spec, TrainSpec.START).stream().findFirst());
        Preparation preparation = Preparation.of(training, prepared, architecture);
        refuseBatchOfOne(training, architecture, preparation.train().count());
        return new TrainingJob(training, prepared, architecture, preparation, beginning, context);
    }

    /** The variance of one value is no number, nor is any weight after it. */
    private static void refuseBatchOfOne(TrainSpec spec, Architecture architecture, int examples) {
        int last = (examples - 1) % spec.batch() + 1;
        architecture.needsTwoExamples().filter(layer -> last == 1).ifPresent(layer -> {
            throw BadInput.in(
                    "batch " + spec.batch(),
                    "leaves one of the " + examples + " training examples for a last batch, which batch norm ('" + layer
                            + "') cannot normalise",
                    "take another batch size or one example fewer");
        });
    }

    @Override
    public Optional<Companions.Company> company(Spec spec, Function<Variant, Dataset> data) {
        return TrainingCompany.of(TrainSpec.of(spec), data);
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
}
