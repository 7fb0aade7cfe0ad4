package dev.shatter.certify;

import dev.shatter.bound.Certificate;
import dev.shatter.bound.Occam;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.SampleRole;
import dev.shatter.bound.Scope;
import dev.shatter.bound.Theorem;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Subject;
import dev.shatter.network.Network;
import dev.shatter.proof.Certifier;
import dev.shatter.proof.Proof;
import dev.shatter.proof.TestRisk;
import dev.shatter.train.Examples;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@link Occam} of the network rounded to b bits a weight, batch norm folded so that its statistics are in the code; the
 * best over b, as the code pays for the choice.
 */
final class OccamCertifier implements Certifier {
    @Override
    public Theorem theorem() {
        return Occam.THEOREM;
    }

    @Override
    public Predictor predictor() {
        return Predictor.COMPRESSED;
    }

    @Override
    public SampleRole points() {
        return SampleRole.TRAINING;
    }

    @Override
    public Cost cost() {
        return Cost.FORWARD;
    }

    @Override
    public List<Proof> prove(Subject subject, Variant options, double delta, Progress progress) {
        Scope scope = Scope.ofCompressed(subject.n(), subject.classes());
        @Nullable Certificate best = null;
        Map<String, Double> evidence = new TreeMap<>();
        for (int b = Quantised.LEAST; b <= Quantised.MOST; b++) {
            Quantised code = Quantised.encode(subject.folded(), b);
            try (Network network = code.network()) {
                double nats = Occam.nats(code.bits());
                double least = Occam.upper(0, nats, subject.n(), delta);
                if (best != null && least >= best.value()) {
                    continue;
                }
                double error = error(network, subject.train());
                Certificate certificate = Occam.certify(scope, error, nats, delta)
                        .assuming("the network rounded to " + b + " bits a weight, " + code.bits()
                                + " bits in all, training error " + error);
                if (best == null || certificate.value() < best.value()) {
                    best = certificate;
                    evidence.put("bits", (double) code.bits());
                    evidence.put("bitsPerWeight", (double) b);
                    evidence.put("error", error);
                }
            }
        }
        Proof proof = Proof.of(Objects.requireNonNull(best), evidence);
        if (subject.comparable() == null) {
            return List.of(proof);
        }
        int bits = (int) proof.number("bitsPerWeight");
        try (Network network = Quantised.encode(subject.folded(), bits).network()) {
            Outputs outputs = Outputs.of(network, subject.test());
            return List.of(proof.tested(TestRisk.of(outputs.errors(), outputs.count())));
        }
    }

    private static double error(Network network, Examples examples) {
        return (double) Outputs.of(network, examples).errors() / examples.count();
    }
}
