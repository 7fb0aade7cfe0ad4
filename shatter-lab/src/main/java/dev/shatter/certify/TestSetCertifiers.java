package dev.shatter.certify;

import dev.shatter.bound.BinomialInversion;
import dev.shatter.bound.Certificate;
import dev.shatter.bound.EmpiricalBernstein;
import dev.shatter.bound.Hoeffding;
import dev.shatter.bound.KlChernoff;
import dev.shatter.bound.Scope;
import dev.shatter.measure.Subject;
import dev.shatter.proof.Certifier;
import dev.shatter.proof.Proof;
import java.util.List;
import java.util.Map;

/** Certificates from errors on points the network never saw. */
final class TestSetCertifiers {
    private TestSetCertifiers() {}

    static List<Certifier> all() {
        return List.of(
                ClosedForm.heldOut(
                        BinomialInversion.THEOREM,
                        (s, delta) -> proof(BinomialInversion.certify(
                                scope(s), s.testOutputs().errors(), delta))),
                ClosedForm.heldOut(
                        KlChernoff.THEOREM,
                        (s, delta) -> proof(KlChernoff.certify(scope(s), ClosedForm.error(s.testOutputs()), delta))),
                ClosedForm.heldOut(
                        EmpiricalBernstein.THEOREM,
                        (s, delta) -> proof(EmpiricalBernstein.certify(
                                scope(s),
                                ClosedForm.error(s.testOutputs()),
                                EmpiricalBernstein.variance(
                                        s.testOutputs().errors(),
                                        s.testOutputs().count()),
                                delta))),
                ClosedForm.heldOut(
                        Hoeffding.THEOREM,
                        (s, delta) -> proof(Hoeffding.certify(scope(s), ClosedForm.error(s.testOutputs()), delta))));
    }

    private static Proof proof(Certificate certificate) {
        return Proof.of(certificate, Map.of());
    }

    private static Scope scope(Subject subject) {
        return Scope.ofHeldOut(subject.testOutputs().count(), subject.classes());
    }
}
