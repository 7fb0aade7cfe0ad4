package dev.shatter.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.bound.BoundedCrossEntropy;
import dev.shatter.bound.Certificate;
import dev.shatter.bound.KlChernoff;
import dev.shatter.bound.LossKind;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.SampleRole;
import dev.shatter.bound.Scope;
import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.data.Origin;
import dev.shatter.data.Progress;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Subject;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.proof.Certifier;
import dev.shatter.proof.Premises;
import dev.shatter.proof.Proof;
import dev.shatter.stats.BinomialTail;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Threads;
import dev.shatter.train.Batches;
import dev.shatter.train.InputFormat;
import dev.shatter.train.Losses;
import dev.shatter.train.Optimizers;
import dev.shatter.train.TrainingStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The two decisive tests of every certifier of the catalogue, each by {@code certify} on trained networks: with known risks
 * the bound holds as often in 200 draws of the sample as its confidence 1 − δ says, and on random labels it never falls under chance. A new
 * certifier is tried as it stands, with its own defaults; one that gives no certificate here, or one of a risk that is not
 * known here, fails.
 *
 * <p>Risks are known since the distribution is uniform on a finite population: {@value #ATOMS} inputs, each in {@value
 * #COPIES} rows with either label; a sample is drawn with replacement. The risk of a network, or of a decoded one, is its
 * mean loss over all rows, exactly. That of the linear network under Gaussian noise is a mean of normal tails, exactly, where
 * all weights have one deviation; posteriors that were optimised are drawn once a row, with a standard error of at most
 * 1/(2 √(rows)) = 0.005.
 *
 * <p>δ = 0.2 in the 200 draws, so that holding is news. A bound that fails with probability δ exceeds the failures allowed
 * with probability at most {@value #LEVEL}; only the tightest, from held-out points, comes near 40. One that fails with
 * probability 0.4 passes with probability under 0.001; the seeds are fixed. On random labels δ = 0.001: a certifier is under
 * chance in one of 20 draws with probability at most 0.02.
 *
 * <p>That the tests can fail is tested with them: what is certified without its premise, or without its complexity, is
 * caught, in more draws than a bound that fails with probability δ exceeds with probability {@value #LEVEL}.
 */
class DecisiveCertifiersTest {
    private static final int ATOMS = 1000;
    private static final int COPIES = 10;

    /** Probability that failures as frequent as δ are taken for a catch, at most. */
    private static final double LEVEL = 1e-3;

    private static final double DELTA = 0.2;
    private static final int DRAWS = 200;

    /** Of those that train or search, briefly. */
    private static final int COSTLY_DRAWS = 50;

    /** Random labels: fewer draws at a smaller δ, since none at all may be under chance. */
    private static final double SMALL_DELTA = 1e-3;

    private static final int RANDOM_DRAWS = 20;

    /** Those that train or search, briefly. */
    private static final List<String> KNOWN_OPTIONS = List.of(
            "flatness,draws=30",
            "dziugaite-roy,epochs=20,batch=200,rate=0.05,deviation=0.2,kl-weight=1,passes=1",
            "data-dependent-prior,epochs=2,batch=100,prior-epochs=40,deviation=0.1,passes=1",
            "disintegrated,epochs=2,batch=100,prior-epochs=40,deviation=0.1",
            "recursive-pac-bayes,steps=3,epochs=10,batch=100,rate=0.05,deviation=0.3,passes=2",
            "pick-to-learn,prior-epochs=40,add=1,rounds=3,replay=50,repeat=10,batch=50,rate=0.05",
            "compression,epochs=10,rounded-epochs=6,dimension=6,levels=3,batch=40,rate=0.1,rounded-rate=0.05");

    /** As many coordinates as weights: it can fit whatever the labels are. */
    private static final List<String> RANDOM_OPTIONS = List.of(
            "dziugaite-roy,epochs=20,batch=25,rate=0.01,passes=4",
            "data-dependent-prior,epochs=4,batch=25,prior-epochs=30,passes=4",
            "disintegrated,epochs=4,batch=25,prior-epochs=30",
            "recursive-pac-bayes,steps=2,epochs=20,batch=25,rate=0.01,passes=4",
            "pick-to-learn,prior-epochs=30,add=5,rounds=12,replay=50,repeat=10,batch=25,rate=0.1",
            "compression,epochs=40,rounded-epochs=40,dimension=202,levels=3,batch=20,rate=0.05,rounded-rate=0.01");

    /** The prior is what was learnt from the very points of the bound. */
    private static final List<String> BROKEN_OPTIONS = List.of(
            "dziugaite-roy,epochs=0,passes=4",
            "data-dependent-prior,epochs=0,prior-epochs=0,passes=4",
            "disintegrated,epochs=0,prior-epochs=0",
            "recursive-pac-bayes,steps=2,epochs=0,passes=4",
            "pick-to-learn,prior-epochs=0,rounds=0",
            RANDOM_OPTIONS.get(RANDOM_OPTIONS.size() - 1));

    private static final Map<String, List<Trial>> KNOWN = new TreeMap<>();
    private static final Map<String, List<Trial>> RANDOM = new TreeMap<>();
    private static final Map<String, List<Trial>> BROKEN = new TreeMap<>();
    private static final Map<String, String> REFUSALS = new TreeMap<>();

    @BeforeAll
    static void draw() {
        Threads.use(1);
        try (Population halfspace = new Population(2, 1);
                Population coin = new Population(100, COPIES / 2)) {
            for (int draw = 0; draw < DRAWS; draw++) {
                try (Fit fit = new Fit(halfspace, 400, 0.05, 30, draw, false)) {
                    fit.record(KNOWN_OPTIONS, DELTA, KNOWN, draw);
                }
            }
            for (int draw = 0; draw < RANDOM_DRAWS; draw++) {
                try (Fit fit = new Fit(coin, 100, 1e-3, 300, draw, false);
                        Fit broken = new Fit(coin, 100, 1e-3, 300, draw, true)) {
                    fit.record(RANDOM_OPTIONS, SMALL_DELTA, RANDOM, draw);
                    broken.record(BROKEN_OPTIONS, DELTA, BROKEN, draw);
                }
            }
        }
    }

    static Stream<String> names() {
        return Certifiers.CATALOGUE.entries().stream().map(certifier -> certifier.name());
    }

    @ParameterizedTest
    @MethodSource("names")
    void theBoundHoldsAsOftenAsItSays(String name) {
        int draws = isCostly(name) ? COSTLY_DRAWS : DRAWS;
        trials(KNOWN, name, draws).forEach((what, trials) -> {
            // Each theorem has its own δ.
            assertThat(by(Trial::theorem, trials))
                    .allSatisfy((theorem, some) ->
                            assertThat(count(some, Trial::under)).as(theorem).isLessThanOrEqualTo(allowed(draws)));
            // The draws can tell: the empirical risk, sold for a bound, is caught.
            assertThat(count(trials, trial -> trial.empirical() < trial.risk()))
                    .as("%s: empirical risk", what)
                    .isGreaterThan(allowed(draws));
            // It is not by saying nothing that it holds; classical bounds of the network itself say nothing at this n.
            if (trials.get(0).informative()) {
                assertThat(trials.stream().mapToDouble(Trial::value).average().orElseThrow())
                        .as("%s: mean bound", what)
                        .isLessThan(0.6);
            }
        });
    }

    /** Rule 0.4.5: with labels drawn by lot every predictor errs at 1 - 1/K. */
    @ParameterizedTest
    @MethodSource("names")
    void onRandomLabelsNoCertificateIsUnderChance(String name) {
        trials(RANDOM, name, RANDOM_DRAWS)
                .forEach((what, trials) -> assertThat(trials)
                        .as(what)
                        .allSatisfy(trial -> assertThat(trial.value()).isGreaterThanOrEqualTo(trial.chance())));
    }

    /**
     * The same networks, which know their samples by heart, without what makes a certificate one: for held-out points the
     * training points, for a prior what was learnt from the points of the bound, and nothing paid for the class or the code.
     */
    @ParameterizedTest
    @MethodSource("names")
    void withoutItsPremiseItIsCaughtOnRandomLabels(String name) {
        trials(BROKEN, name, RANDOM_DRAWS)
                .forEach((what, trials) ->
                        assertThat(count(trials, Trial::unpaidIsUnder)).as(what).isGreaterThan(allowed(RANDOM_DRAWS)));
    }

    private static boolean isCostly(String name) {
        return KNOWN_OPTIONS.stream().anyMatch(options -> options.startsWith(name + ","));
    }

    /** By loss, of which every draw gives a certificate, by one theorem or, as it turns out, another. */
    private static Map<String, List<Trial>> trials(Map<String, List<Trial>> all, String name, int draws) {
        Map<String, List<Trial>> trials = by(Trial::loss, all.getOrDefault(name, List.of()));
        assertThat(trials)
                .as("%s gives no certificate: %s", name, REFUSALS.get(name))
                .isNotEmpty();
        assertThat(trials)
                .allSatisfy((what, list) -> assertThat(
                                list.stream().map(Trial::draw).distinct().count())
                        .as("draws with %s", what)
                        .isEqualTo(draws));
        return trials;
    }

    private static Map<String, List<Trial>> by(Function<Trial, String> group, List<Trial> trials) {
        return trials.stream().collect(Collectors.groupingBy(group, TreeMap::new, Collectors.toList()));
    }

    /** In how many draws. */
    private static int count(List<Trial> trials, Predicate<Trial> which) {
        return (int) trials.stream().filter(which).map(Trial::draw).distinct().count();
    }

    /** The fewest failures that a bound which fails with probability δ exceeds with probability at most the level. */
    private static int allowed(int draws) {
        int failures = (int) Math.ceil(DELTA * draws);
        while (BinomialTail.atLeast(failures + 1, draws, DELTA) > LEVEL) {
            failures++;
        }
        return failures;
    }

    /**
     * A certificate and what it is about.
     *
     * @param draw number of the draw
     * @param risk true
     * @param empirical its points'
     */
    private record Trial(int draw, Certificate certificate, double risk, double empirical) {
        double value() {
            return certificate.value();
        }

        String loss() {
            return certificate.scope().loss().words();
        }

        String theorem() {
            return certificate.theorem() + ", " + loss();
        }

        /** The certificate of somebody who takes these points for held-out ones. */
        double forgetful() {
            return KlChernoff.upper(
                    empirical, certificate.scope().n(), certificate.confidence().delta());
        }

        boolean informative() {
            Scope scope = certificate.scope();
            return scope.predictor() != Predictor.DETERMINISTIC || scope.points() == SampleRole.HELD_OUT;
        }

        boolean under() {
            return value() < risk;
        }

        /** Whether it is under the risk where, from training points, nothing is paid for the class or the code. */
        boolean unpaidIsUnder() {
            return (certificate.scope().points() == SampleRole.TRAINING ? forgetful() : value()) < risk;
        }

        /** Least risk on labels that say nothing. */
        double chance() {
            return certificate.scope().loss() == LossKind.BOUNDED_CROSS_ENTROPY
                    ? BoundedCrossEntropy.of(0.5, BoundedCrossEntropy.SMALLEST)
                    : 0.5;
        }
    }

    /** Inputs uniform on a cube, labels by the side of a hyperplane, of which some of the copies have the other one. */
    private static final class Population implements AutoCloseable {
        final int inputs;
        final double[] squares = new double[ATOMS * COPIES];
        final Batches rows;

        Population(int inputs, int flipped) {
            this.inputs = inputs;
            Samples samples = Samples.allocate(Samples.Type.F32, Shape.of(inputs), squares.length);
            int[] labels = new int[squares.length];
            Chance chance = Chance.of(31, "population");
            for (int i = 0; i < squares.length; i += COPIES) {
                float[] x = new float[inputs];
                double side = 0;
                double square = 0;
                for (int j = 0; j < inputs; j++) {
                    x[j] = (float) (2 * chance.nextDouble() - 1);
                    side += x[j] / (1.0 + j);
                    square += (double) x[j] * x[j];
                }
                for (int copy = 0; copy < COPIES; copy++) {
                    samples.set(i + copy, x);
                    squares[i + copy] = square;
                    labels[i + copy] = side > 0 == copy >= flipped ? 1 : 0;
                }
            }
            rows = Batches.of(
                    new Split(samples, labels),
                    new InputFormat(Shape.of(inputs), 0, false, null, false, false),
                    List.of());
        }

        Batches sample(int n, Chance chance) {
            int[] places = new int[n];
            Arrays.setAll(places, i -> chance.nextInt(squares.length));
            return rows.select(places, List.of());
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    /** A sample and the linear network trained on it, by gradient descent with momentum and weight decay. */
    private static final class Fit implements AutoCloseable {
        final Population population;
        final boolean broken;
        final Batches train;
        final Batches fresh;
        final Network network;
        final Network initial;
        /** Its test set is the population. */
        final Subject subject;
        /** Its test set is a sample. */
        final Subject tested;

        Fit(Population population, int n, double decay, int steps, int draw, boolean broken) {
            this.population = population;
            this.broken = broken;
            train = population.sample(n, Chance.of(32, "train", draw));
            fresh = population.sample(n, Chance.of(32, "fresh", draw));
            network = Network.create(Networks.architecture("linear,gain=0.1", Shape.of(population.inputs), 2), draw);
            initial = network.copy();
            Variant sgd = Optimizers.CATALOGUE.parse("sgd:momentum=0.9,weight-decay=" + decay);
            try (var optimizer = Optimizers.CATALOGUE.get(sgd).create(sgd, network);
                    TrainingStep step =
                            new TrainingStep(network, Losses.CATALOGUE.get("cross-entropy"), optimizer, false)) {
                for (int i = 0; i < steps; i++) {
                    try (StepScope scope = StepScope.open()) {
                        step.run(train.slice(0, n), 0.3, false);
                    }
                }
            }
            subject = subject(decay, draw).test(population.rows);
            tested = subject(decay, draw).test(broken ? train : fresh);
        }

        private Subject subject(double decay, int draw) {
            return Subject.of(network)
                    .drawn(Origin.GENERATED)
                    .initial(broken ? network : initial)
                    .train(train)
                    .seed(draw)
                    .weightDecay(decay)
                    .inputsWithin(Math.sqrt(population.inputs));
        }

        /** What every certifier says. */
        void record(List<String> options, double delta, Map<String, List<Trial>> trials, int draw) {
            Map<String, String> references = new TreeMap<>();
            names().forEach(name -> references.put(name, name));
            options.forEach(reference ->
                    references.put(Certifiers.CATALOGUE.parse(reference).name(), reference));
            references.forEach((name, reference) -> {
                if (draw >= COSTLY_DRAWS && isCostly(name)) {
                    return;
                }
                List<Variant> one = List.of(Certifiers.CATALOGUE.parse(reference));
                Certifier certifier = Certifiers.CATALOGUE.get(one.get(0));
                Subject own = certifier.points() == SampleRole.HELD_OUT ? tested : subject;
                List<Proof> proofs;
                if (broken) {
                    // Without a look at the premises, which would refuse.
                    proofs = certifier.prove(own, one.get(0), delta, Progress.SILENT);
                } else {
                    Certifiers.Result result = Certifiers.all(Premises.of(own), one, delta, Progress.SILENT)
                            .get(0);
                    REFUSALS.put(name, result.reason());
                    proofs = result.proofs();
                }
                for (Proof proof : proofs) {
                    trials.computeIfAbsent(name, absent -> new ArrayList<>())
                            .add(new Trial(draw, proof.certificate(), risk(proof), empirical(proof)));
                }
            });
        }

        private double risk(Proof proof) {
            LossKind loss = proof.certificate().scope().loss();
            if (proof.certificate().scope().predictor() == Predictor.DETERMINISTIC) {
                return mean(subject.testOutputs(), loss);
            }
            if (proof.evidence().containsKey("sigma")) {
                return noisy(proof.number("sigma"));
            }
            return proof.number(loss == LossKind.ZERO_ONE ? "testError" : "testBoundedCrossEntropy");
        }

        private double empirical(Proof proof) {
            LossKind loss = proof.certificate().scope().loss();
            if (proof.certificate().scope().predictor() != Predictor.DETERMINISTIC) {
                return proof.number(loss == LossKind.ZERO_ONE ? "error" : "boundedCrossEntropy");
            }
            return mean(
                    proof.certificate().scope().points() == SampleRole.HELD_OUT
                            ? tested.testOutputs()
                            : subject.outputs(),
                    loss);
        }

        private static double mean(Outputs outputs, LossKind loss) {
            return switch (loss) {
                case ZERO_ONE -> (double) outputs.errors() / outputs.count();
                case CLIPPED_CROSS_ENTROPY ->
                    Arrays.stream(outputs.margins())
                            .map(m -> Math.min(1, Math.log1p(Math.exp(-m)) / Math.log(2)))
                            .average()
                            .orElseThrow();
                default -> throw new IllegalStateException("no known risk of " + loss.words());
            };
        }

        /** With noise of deviation σ on all weights a margin is normal with variance 2σ²(‖x‖² + 1). */
        private double noisy(double sigma) {
            double[] margins = subject.testOutputs().margins();
            double sum = 0;
            for (int i = 0; i < margins.length; i++) {
                sum += Erf.erfc(margins[i] / (2 * sigma * Math.sqrt(population.squares[i] + 1))) / 2;
            }
            return sum / margins.length;
        }

        @Override
        public void close() {
            subject.close();
            tested.close();
            network.close();
            initial.close();
            train.close();
            fresh.close();
        }
    }
}
