package dev.shatter.certify;

import dev.shatter.bayes.DataDependentPriorCertifier;
import dev.shatter.bayes.DisintegratedCertifier;
import dev.shatter.bayes.DziugaiteRoyCertifier;
import dev.shatter.bayes.RecursiveCertifier;
import dev.shatter.bound.BestOf;
import dev.shatter.bound.Certificate;
import dev.shatter.bound.ExpectationBound;
import dev.shatter.bound.LossKind;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.SampleRole;
import dev.shatter.bound.Scope;
import dev.shatter.compress.CompressionCertifier;
import dev.shatter.compress.PickToLearnCertifier;
import dev.shatter.core.BadInput;
import dev.shatter.core.Catalogue;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.proof.Certifier;
import dev.shatter.proof.Contradiction;
import dev.shatter.proof.Premises;
import dev.shatter.proof.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/** The catalogue of certificates, and the proving of several on one network. */
public final class Certifiers {
    public static final Catalogue<Certifier> CATALOGUE = Catalogue.of(
            "certificate",
            Stream.of(
                            TestSetCertifiers.all(),
                            CapacityCertifiers.all(),
                            List.of(new OccamCertifier()),
                            StabilityCertifiers.all(),
                            MarginCertifiers.all(),
                            List.of(
                                    new FlatnessCertifier(),
                                    new DziugaiteRoyCertifier(),
                                    new DataDependentPriorCertifier(),
                                    new DisintegratedCertifier(),
                                    new RecursiveCertifier(),
                                    new CompressionCertifier(),
                                    new PickToLearnCertifier()))
                    .flatMap(List::stream)
                    .toArray(Certifier[]::new));

    /** What must be said beside certificates of a network that was trained on corrupted labels. */
    public static final String CORRUPTED =
            "Training labels were corrupted: certificates from training points bound the risk under the same"
                    + " corruption, those from held-out points the risk under true labels; the best is of the former.";

    /** What must be said where test errors speak against certificates. */
    public static final String ALARM =
            "ALARM: the test error contradicts certificates. An assumption must be false, of these and perhaps of"
                    + " others: examples that are no independent draws, a predictor or prior that saw the points of the"
                    + " bound, or test examples from another distribution. No best is named.";

    private Certifiers() {}

    /**
     * What came of one certifier.
     *
     * @param variant which, with its options
     * @param proofs empty where there are none
     * @param reason why there are none; else empty
     * @param contradictions proofs that test examples speak against
     */
    public record Result(Variant variant, List<Proof> proofs, String reason, List<Contradiction> contradictions) {
        public Result {
            proofs = List.copyOf(proofs);
            contradictions = List.copyOf(contradictions);
        }

        /** Whether test examples speak against this one of its proofs. */
        public boolean contradicts(Proof proof) {
            return contradictions.stream()
                    .anyMatch(c -> c.value() == proof.certificate().value());
        }

        /** Of the certifier. */
        public String name() {
            return variant.name();
        }
    }

    /** All certifiers but those that train, which run only on request. */
    public static List<Variant> usual() {
        return CATALOGUE.entries().stream()
                .filter(certifier -> certifier.cost() != Cost.TRAINING)
                .map(certifier -> CATALOGUE.parse(certifier.name()))
                .toList();
    }

    /**
     * Each certificate by itself at δ. They do not hold all together at δ: for a choice among them see {@link #best}.
     *
     * @param delta in (0, 1)
     */
    public static List<Result> all(Premises premises, List<Variant> variants, double delta, Progress progress) {
        check(delta);
        List<Result> results = new ArrayList<>();
        for (Variant variant : variants) {
            progress.at(variant.name(), 0, 0);
            Progress own = (what, done, total) -> progress.at(variant.name() + ": " + what, done, total);
            try {
                List<Proof> proofs = CATALOGUE.get(variant).certify(premises, variant, delta, own);
                List<Contradiction> contradictions = proofs.stream()
                        .flatMap(proof -> premises.contradiction(proof).stream())
                        .toList();
                results.add(new Result(variant, proofs, "", contradictions));
            } catch (Unmeasurable | BadInput e) {
                results.add(new Result(variant, List.of(), String.valueOf(e.getMessage()), List.of()));
            }
        }
        return results;
    }

    /**
     * The smallest certificate of the network's own risk, paid for by a union over all that apply: each at δ/m. Which apply
     * is settled by the architecture and the preparation of inputs, not by the sample's values. Where training labels were
     * corrupted, only certificates from training points: they are about the corrupted labels, the test set about the true.
     *
     * @param results of {@link #all}
     * @return empty if none is of the network itself, or one of them is contradicted: then an assumption is false, and
     *     nobody knows which others share it
     */
    public static Optional<Certificate> best(Premises premises, List<Result> results, double delta) {
        check(delta);
        if (!contradictions(results).isEmpty()) {
            return Optional.empty();
        }
        List<DoubleFunction<Certificate>> candidates = new ArrayList<>();
        for (Result result : results) {
            Certifier certifier = CATALOGUE.get(result.variant());
            if (certifier.predictor() != Predictor.DETERMINISTIC) {
                continue;
            }
            for (int i = 0; i < result.proofs().size(); i++) {
                int place = i;
                Scope scope = result.proofs().get(i).certificate().scope();
                if (scope.loss() == LossKind.ZERO_ONE
                        && !(premises.subject().hasCorruptedLabels() && scope.points() == SampleRole.HELD_OUT)) {
                    candidates.add(share -> certifier
                            .certify(premises, result.variant(), share, Progress.SILENT)
                            .get(place)
                            .certificate());
                }
            }
        }
        return candidates.isEmpty() ? Optional.empty() : Optional.of(BestOf.choose(delta, candidates));
    }

    /**
     * Bounds on the mean gap over samples: never certificates of this network.
     *
     * @return none where a theorem does not apply
     */
    public static List<ExpectationBound> inExpectation(Subject subject) {
        try {
            return List.of(CapacityCertifiers.information(subject));
        } catch (Unmeasurable e) {
            return List.of();
        }
    }

    /** All contradictions, in the order of the results. */
    public static List<Contradiction> contradictions(List<Result> results) {
        return results.stream()
                .flatMap(result -> result.contradictions().stream())
                .toList();
    }

    private static void check(double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw BadInput.in("delta", delta + " is not a probability between 0 and 1", "give 0.05 for instance");
        }
    }
}
