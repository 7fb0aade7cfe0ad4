package dev.shatter.compress;

import dev.shatter.bayes.Pretraining;
import dev.shatter.bound.Certificate;
import dev.shatter.bound.LossKind;
import dev.shatter.bound.PickToLearn;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.SampleCompression;
import dev.shatter.bound.SampleRole;
import dev.shatter.bound.Scope;
import dev.shatter.bound.Theorem;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Subject;
import dev.shatter.proof.Certifier;
import dev.shatter.proof.Proof;
import dev.shatter.proof.TestRisk;
import dev.shatter.train.Batches;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@link PickToLearn}: trains the subject's architecture anew on a part of the examples; of the rest it adds those it is most
 * wrong about to what it learns from, until it is right on all that were not added. Where it is not within the rounds
 * allowed, {@link SampleCompression} counts the errors left.
 */
public final class PickToLearnCertifier implements Certifier {
    /** Share of δ for the case that errors are left; ln(1/0.9) is a tenth of a nat. */
    private static final double UNFINISHED = 0.1;

    @Override
    public Theorem theorem() {
        return PickToLearn.THEOREM;
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(
                        Pretraining.parameters(20).stream(),
                        Stream.of(
                                Parameter.integer(
                                        "add", 20L, 1, 1_000_000, "most points added a round, the worst first"),
                                Parameter.integer("rounds", 100L, 0, 100_000, "most rounds"),
                                Parameter.integer(
                                        "replay",
                                        4000L,
                                        1,
                                        10_000_000,
                                        "examples of the prior a round goes over, beside those added"),
                                Parameter.integer("repeat", 4L, 1, 1000, "how often a round goes over those added"),
                                Parameter.integer("batch", 128L, 1, 1_000_000, "examples a step of a round"),
                                Parameter.number(
                                        "rate",
                                        0.01,
                                        0,
                                        10,
                                        "learning rate of the first round; half of it after ten rounds")))
                .toList();
    }

    @Override
    public Predictor predictor() {
        return Predictor.RETRAINED;
    }

    @Override
    public SampleRole points() {
        return SampleRole.PRIOR_FREE;
    }

    @Override
    public boolean priorIsInitial() {
        return true;
    }

    @Override
    public Cost cost() {
        return Cost.TRAINING;
    }

    @Override
    public List<Proof> prove(Subject subject, Variant options, double delta, Progress progress) {
        try (Pretraining pretraining = Pretraining.of(name(), subject, options, progress)) {
            Picking picking = new Picking(pretraining, options, subject);
            int rounds = options.integer("rounds");
            while (picking.rounds() < rounds && picking.errors() > 0) {
                picking.round();
                progress.at("picking points", picking.rounds(), rounds);
            }
            Map<String, Double> evidence = new TreeMap<>();
            evidence.put("picked", (double) picking.picked());
            evidence.put("rounds", (double) picking.rounds());
            evidence.put("errorsLeft", (double) picking.errors());
            evidence.put("error", (double) picking.errors() / picking.points());
            Proof proof = Proof.of(certificate(subject.classes(), picking, delta), evidence);
            @Nullable Batches test = subject.comparable();
            if (test == null) {
                return List.of(proof);
            }
            Outputs on = Outputs.of(picking.network(), test);
            return List.of(proof.tested(TestRisk.of(on.errors(), on.count())));
        }
    }

    private static Certificate certificate(int classes, Picking picking, double delta) {
        Scope scope =
                new Scope(Predictor.RETRAINED, LossKind.ZERO_ONE, SampleRole.PRIOR_FREE, picking.points(), classes);
        double unfinished = UNFINISHED * delta;
        return picking.errors() == 0
                ? PickToLearn.certify(scope, picking.picked(), delta - unfinished)
                        .paying("errors had been left", unfinished)
                : SampleCompression.certify(scope, picking.errors(), picking.picked(), unfinished)
                        .paying("no errors had been left", delta - unfinished);
    }
}
