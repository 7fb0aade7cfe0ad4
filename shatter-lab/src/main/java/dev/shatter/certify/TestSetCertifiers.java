package dev.shatter.certify;

import dev.shatter.bound.BinomialInversion;
import dev.shatter.bound.EmpiricalBernstein;
import dev.shatter.bound.Hoeffding;
import dev.shatter.bound.KlChernoff;
import dev.shatter.bound.Scope;
import dev.shatter.measure.Subject;
import dev.shatter.proof.Certifier;
import java.util.List;

/** Certificates from errors on points the network never saw. */
final class TestSetCertifiers {
    private TestSetCertifiers() {}

    static List<Certifier> all() {
        return List.of(
                ClosedForm.heldOut(
                        BinomialInversion.THEOREM,
                        (s, delta) -> BinomialInversion.certify(
                                scope(s), s.testOutputs().errors(), delta)),
                ClosedForm.heldOut(
                        KlChernoff.THEOREM,
                        (s, delta) -> KlChernoff.certify(scope(s), ClosedForm.error(s.testOutputs()), delta)),
                ClosedForm.heldOut(
                        EmpiricalBernstein.THEOREM,
                        (s, delta) -> EmpiricalBernstein.certify(
                                scope(s),
                                ClosedForm.error(s.testOutputs()),
                                EmpiricalBernstein.variance(
                                        s.testOutputs().errors(),
                                        s.testOutputs().count()),
                                delta)),
                ClosedForm.heldOut(
                        Hoeffding.THEOREM,
                        (s, delta) -> Hoeffding.certify(scope(s), ClosedForm.error(s.testOutputs()), delta)));
    }

    private static Scope scope(Subject subject) {
        return Scope.ofHeldOut(subject.testOutputs().count(), subject.classes());
    }
}
