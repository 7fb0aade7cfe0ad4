package dev.shatter.certify;

import dev.shatter.bound.MarginCertificate;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.SampleRole;
import dev.shatter.bound.Scope;
import dev.shatter.bound.Theorem;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Subject;
import dev.shatter.proof.Certifier;
import dev.shatter.proof.Proof;
import dev.shatter.torch.StepScope;
import java.util.List;

/**
 * A certificate of the network itself by a formula in its weights and one forward pass.
 *
 * @param points which the outputs are on
 */
record ClosedForm(Theorem theorem, SampleRole points, Formula formula) implements Certifier {
    /** A theorem applied to a network. */
    @FunctionalInterface
    interface Formula {
        Proof prove(Subject subject, double delta);
    }

    static Proof proof(MarginCertificate bound) {
        return Proof.of(bound.certificate(), bound.terms());
    }

    static Certifier heldOut(Theorem theorem, Formula formula) {
        return new ClosedForm(theorem, SampleRole.HELD_OUT, formula);
    }

    static Certifier trained(Theorem theorem, Formula formula) {
        return new ClosedForm(theorem, SampleRole.TRAINING, formula);
    }

    static Scope scope(Subject subject) {
        return Scope.ofTraining(subject.n(), subject.classes());
    }

    static double error(Outputs outputs) {
        return (double) outputs.errors() / outputs.count();
    }

    @Override
    public Predictor predictor() {
        return Predictor.DETERMINISTIC;
    }

    @Override
    public Cost cost() {
        return Cost.FORWARD;
    }

    @Override
    public List<Proof> prove(Subject subject, Variant options, double delta, Progress progress) {
        try (StepScope scope = StepScope.open()) {
            return List.of(formula.prove(subject, delta));
        }
    }
}
