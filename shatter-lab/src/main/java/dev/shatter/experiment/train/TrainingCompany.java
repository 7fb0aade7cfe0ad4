package dev.shatter.experiment.train;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Shape;
import dev.shatter.network.Architecture;
import dev.shatter.network.Backpropagation;
import dev.shatter.network.Networks;
import dev.shatter.network.Operation;
import dev.shatter.network.Placed;
import dev.shatter.sweep.Companions.Company;
import dev.shatter.torch.Machine;
import dev.shatter.torch.Precision;
import dev.shatter.train.Losses;
import dev.shatter.train.Methods;
import dev.shatter.train.StopRules;
import dev.shatter.train.TrainSpec;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which trainings are made at once: those that agree in data, architecture (dropout rates aside), batch, loss, optimiser (rate and decay aside) and all else that
 * shapes a batch, where steps at once are quicker than one after another. They may differ in seeds, corruptions, learning rates,
 * weight decay, schedules, epochs and rules.
 */
final class TrainingCompany {
    /** More gain nothing: a step's fixed costs are then shared by so many that its arithmetic is what is left. */
    private static final int MOST = 32;

    /** What the examples and weights of a company may take, in bytes. */
    private static final long MEMORY = 1L << 30;

    /** Weights, gradients, moments and what passes through beside them, in numbers a weight. */
    private static final long NUMBERS = 8;

    /**
     * Multiplications of one network's step above which its arithmetic is so long that nothing is gained, and the weights of
     * many networks push each other out of the cache; see docs/measured/small-networks.md.
     */
    static final long WORK = 8_000_000;

    private TrainingCompany() {}

    /**
     * The company of a training.
     *
     * @throws dev.shatter.core.BadInput if its data cannot be opened, or its network does not fit them
     */
    static Optional<Company> of(TrainSpec spec, Function<Variant, Dataset> data) {
        if (!spec.augment().isEmpty()
                || !spec.spec().parents().isEmpty()
                || !Methods.CATALOGUE.get(spec.method()).plain()
                || !Losses.of(spec.loss()).separable()
                || spec.until().stream()
                        .anyMatch(rule -> StopRules.CATALOGUE.get(rule).timed())) {
            return Optional.empty();
        }
        return of(spec, data.apply(spec.data()));
    }

    private static Optional<Company> of(TrainSpec spec, Dataset data) {
        Shape shape = data.shape();
        if (spec.crop() > 0 && shape.isImage()) {
            shape = Shape.of(shape.channels(), spec.crop(), spec.crop());
        }
        Architecture architecture = Networks.CATALOGUE
                .get(spec.network())
                .architecture(spec.network(), shape, data.classes().size());
        int count = spec.subset() == 0
                ? data.train().count()
                : Math.min(spec.subset(), data.train().count());
        int tests = spec.testSubset() == 0 ? data.test().count() : spec.testSubset();
        long work = Precision.work(architecture.trainingMultiplications(), Math.min(spec.batch(), count));
        boolean gains = architecture.all().stream()
                .flatMap(place -> place.operation().stream())
                .allMatch(Operation::gainsTogether);
        Precision precision =
                Precision.parse(spec.precision()).on(Machine.here(), work, Backpropagation.covers(architecture));
        if (!gains || work > WORK || precision != Precision.FP32) {
            return Optional.empty();
        }
        long bytes = 4 * ((count + (long) tests) * shape.elements() + NUMBERS * architecture.parameterCount());
        int most = (int) Math.min(MOST, MEMORY / bytes);
        return most < 2 ? Optional.empty() : Optional.of(new Company(key(spec, architecture), most));
    }

    private static String key(TrainSpec spec, Architecture architecture) {
        String layers =
                architecture.all().stream().map(TrainingCompany::structure).collect(Collectors.joining("; "));
        return String.join(
                "|",
                spec.data().text(),
                layers,
                String.valueOf(spec.subset()),
                String.valueOf(spec.validation()),
                String.valueOf(spec.crop()),
                spec.scaling(),
                String.valueOf(spec.batch()),
                spec.loss().text(),
                spec.optimizer().with("lr", 0.0).with("weight-decay", 0.0).text(),
                spec.precision());
    }

    private static String structure(Placed place) {
        return place.name() + " " + place.layer().structure() + " " + place.output();
    }
}
