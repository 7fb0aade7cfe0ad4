package dev.shatter.proof;

import dev.shatter.bound.LossKind;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.SampleRole;
import dev.shatter.data.Split;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.stats.ProportionInterval;
import dev.shatter.train.Batches;
import dev.shatter.train.Examples;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A subject of certificates and what theorems assume of its examples, looked at once for all certifiers.
 *
 * <ul>
 *   <li>Equal inputs within a sample, or in the test set and the training set, are no independent draws. Pictures that equal
 *       another byte for byte are copies: one of each is kept, and n falls. Of tables it cannot be known: refused. Draws of
 *       a formula are independent, equal or not.
 *   <li>Inputs computed with the help of the training examples make the class of networks depend on them: refused on
 *       training points.
 *   <li>Training labels of which an exact number was changed are exchangeable, not independent: refused on training points.
 *   <li>Classes in fixed numbers: independent within each class only; said with each certificate.
 *   <li>An initial network that fits its training points better than others has seen them: refused as the centre of a
 *       prior.
 * </ul>
 *
 * <p>Close it to free what was made of the subject; the subject stays the caller's.
 */
public final class Premises implements AutoCloseable {
    private final Subject subject;
    private final List<Batches> owned = new ArrayList<>();
    private final Map<SampleRole, BoundSample> samples = new EnumMap<>(SampleRole.class);
    private @Nullable Subject restated;
    /** Why the initial network cannot be a prior's centre; empty if it can, null if nobody asked. */
    private @Nullable String initialSeen;

    private Premises(Subject subject) {
        this.subject = subject;
    }

    /** Of a subject with all that is known of it. */
    public static Premises of(Subject subject) {
        return new Premises(subject);
    }

    /** The subject as it was given. */
    public Subject subject() {
        return subject;
    }

    /**
     * The subject on the points a certifier may take.
     *
     * @throws Unmeasurable if what the certifier assumes of them is known to be false
     */
    Subject examined(Certifier certifier) {
        if (certifier.points() != SampleRole.HELD_OUT
                && !subject.origin().fitted().isEmpty()) {
            throw new Unmeasurable("the inputs were prepared with the training points themselves ("
                    + String.join("; ", subject.origin().fitted())
                    + "): the class of networks depends on the sample");
        }
        if (certifier.points() != SampleRole.HELD_OUT && !subject.noise().independent()) {
            throw new Unmeasurable(
                    "an exact share of the training labels was changed: they are exchangeable, not independent"
                            + " draws; with labels changed independently (corrupt:P) they would be");
        }
        sample(certifier.points()).ifPresent(sample -> refuseCopies(certifier.points(), sample));
        Subject given = restated();
        if (certifier.priorIsInitial()) {
            refuseInitial(given);
        }
        return given;
    }

    /** What must be said beside a certificate from these points. */
    List<String> clauses(SampleRole points) {
        List<String> clauses = new ArrayList<>();
        Optional<BoundSample> sample = sample(points);
        if (sample.isPresent() && !sample.get().whole()) {
            clauses.add(
                    subject.origin().generated()
                            ? sample.get().finding(words(points)) + ", as chance had it: each was drawn from a formula"
                            : sample.get().finding(words(points)) + ": they were left out as copies, and n is "
                                    + sample.get().fresh().length + "; no two inputs drawn independently are equal");
        } else if (sample.isPresent()) {
            clauses.add("no two inputs of the " + words(points) + " are equal"
                    + (points == SampleRole.HELD_OUT && subject.trainedOn().isPresent()
                            ? ", nor equal to one trained on"
                            : "")
                    + " (counted)");
        }
        if (points == SampleRole.HELD_OUT) {
            subject.start()
                    .ifPresent(run -> clauses.add(run + ", which it started from, was not trained on these points"));
        }
        if (subject.origin().stratified()) {
            clauses.add(
                    "classes are in fixed numbers, so examples are independent draws within each class only: the risk"
                            + " is that under these shares of the classes");
        }
        return clauses;
    }

    /** What was found about the examples; empty if there is nothing to say. */
    public List<String> findings() {
        List<String> findings = new ArrayList<>();
        if (!subject.origin().generated()) {
            for (SampleRole points : List.of(SampleRole.TRAINING, SampleRole.HELD_OUT)) {
                sample(points)
                        .filter(sample -> !sample.whole())
                        .ifPresent(sample -> findings.add(sample.finding(words(points))));
            }
        }
        subject.origin().fitted().forEach(what -> findings.add("fitted on the training examples: " + what));
        return findings;
    }

    /**
     * Whether a certificate is contradicted: by test examples of its own distribution, or by labels that were drawn by
     * lot, which nobody guesses.
     */
    public Optional<Contradiction> contradiction(Proof proof) {
        LossKind loss = proof.certificate().scope().loss();
        // The other losses may be less than the 0-1 loss.
        if (loss != LossKind.ZERO_ONE && loss != LossKind.CLIPPED_CROSS_ENTROPY && loss != LossKind.CLIPPED_HINGE) {
            return Optional.empty();
        }
        double lower =
                testRisk(proof).map(risk -> risk.lower(Contradiction.LEVEL)).orElse(0.0);
        if (proof.certificate().scope().points() != SampleRole.HELD_OUT) {
            lower = subject.noise().leastRiskFrom(lower);
        }
        return proof.certificate().value() < lower
                ? Optional.of(Contradiction.of(proof.certificate(), lower))
                : Optional.empty();
    }

    private Optional<TestRisk> testRisk(Proof proof) {
        if (proof.certificate().scope().predictor() != Predictor.DETERMINISTIC) {
            return proof.test();
        }
        return subject.tested().isEmpty()
                ? Optional.empty()
                : Optional.of(TestRisk.of(
                        restated().testOutputs().errors(),
                        restated().testOutputs().count()));
    }

    private void refuseCopies(SampleRole points, BoundSample sample) {
        if (sample.whole() || subject.origin().generated()) {
            return;
        }
        if (!areCopies(points) || sample.fresh().length == 0) {
            throw new Unmeasurable(sample.finding(words(points))
                    + ": not independent draws, unless the population repeats itself, which cannot be known; leave one"
                    + " of each");
        }
    }

    /** Two pictures that were taken independently are never equal byte for byte. */
    private boolean areCopies(SampleRole points) {
        return split(points).map(split -> split.inputs().shape().isImage()).orElse(false);
    }

    private static String words(SampleRole points) {
        return points == SampleRole.HELD_OUT ? "test examples" : "training examples";
    }

    private Optional<Split> split(SampleRole points) {
        return (points == SampleRole.HELD_OUT ? subject.tested() : subject.trainedOn()).map(Batches::split);
    }

    private Optional<BoundSample> sample(SampleRole points) {
        SampleRole one = points == SampleRole.HELD_OUT ? points : SampleRole.TRAINING;
        return split(one)
                .map(split -> samples.computeIfAbsent(
                        one,
                        absent -> BoundSample.of(
                                split,
                                one == SampleRole.HELD_OUT
                                        ? split(SampleRole.TRAINING).orElse(null)
                                        : null)));
    }

    /** The subject without copies, where these are known to be copies. */
    private Subject restated() {
        Subject known = restated;
        if (known == null) {
            Optional<Batches> train = fresh(SampleRole.TRAINING, subject.trainedOn());
            Optional<Batches> test = fresh(SampleRole.HELD_OUT, subject.tested());
            known = train.equals(subject.trainedOn()) && test.equals(subject.tested())
                    ? subject
                    : subject.on(train.orElse(null), test.orElse(null));
            restated = known;
        }
        return known;
    }

    private Optional<Batches> fresh(SampleRole points, Optional<Batches> all) {
        Optional<BoundSample> sample = sample(points);
        if (sample.isEmpty()
                || sample.get().whole()
                || sample.get().fresh().length == 0
                || subject.origin().generated()
                || !areCopies(points)) {
            return all;
        }
        return all.map(batches -> {
            Batches left = batches.select(sample.get().fresh(), List.of());
            owned.add(left);
            return left;
        });
    }

    private void refuseInitial(Subject given) {
        String known = initialSeen;
        if (known == null) {
            known = seen(given);
            initialSeen = known;
        }
        if (!known.isEmpty()) {
            throw new Unmeasurable(known);
        }
    }

    private static String seen(Subject given) {
        if (given.start().isPresent()) {
            return "the initial weights come from " + given.start().get()
                    + ", which was trained: a prior must not have seen the points of the bound";
        }
        double side = Contradiction.LEVEL / 2;
        Outputs own = outputs(given, given::train);
        double most = ProportionInterval.clopperPearsonUpper(own.errors(), own.count(), side);
        double clean = 1 - 1.0 / given.classes();
        if (given.tested().isPresent()) {
            Outputs others = outputs(given, given::test);
            clean = ProportionInterval.clopperPearsonLower(others.errors(), others.count(), side);
        }
        double least = given.noise().leastRiskFrom(clean);
        return most < least
                ? "the initial network errs on " + own.errors() + " of " + own.count()
                        + " training points, too few for one that never saw them: its risk is at least "
                        + String.format(java.util.Locale.ROOT, "%.3g", least)
                        + (given.tested().isPresent() ? " by test examples and labels" : " if it is a guess")
                        + " (level 0.001); give the weights before training"
                : "";
    }

    private static Outputs outputs(Subject given, Supplier<Examples> examples) {
        return Outputs.of(given.initial(), examples.get());
    }

    @Override
    public void close() {
        if (restated != null && restated != subject) {
            restated.close();
        }
        owned.forEach(Batches::close);
    }
}
