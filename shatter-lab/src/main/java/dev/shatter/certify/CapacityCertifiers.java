package dev.shatter.certify;

import dev.shatter.bound.Certificate;
import dev.shatter.bound.ExpectationBound;
import dev.shatter.bound.FiniteClass;
import dev.shatter.bound.Rademacher;
import dev.shatter.bound.Vapnik;
import dev.shatter.bound.XuRaginsky;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.measure.capacity.VcDimension;
import dev.shatter.measure.norm.Homogeneous;
import dev.shatter.proof.Certifier;
import dev.shatter.proof.Proof;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Certificates from the size of the class of all networks of an architecture, batch norm folded: whatever the weights. */
final class CapacityCertifiers {
    private CapacityCertifiers() {}

    static List<Certifier> all() {
        return List.of(
                ClosedForm.trained(Vapnik.THEOREM, CapacityCertifiers::vc),
                ClosedForm.trained(Rademacher.THEOREM, CapacityCertifiers::rademacher),
                ClosedForm.trained(FiniteClass.THEOREM, CapacityCertifiers::finiteClass));
    }

    private static Proof vc(Subject subject, double delta) {
        double dimension = VcDimension.of(subject.wide()).best();
        Certificate certificate =
                Vapnik.certify(ClosedForm.scope(subject), ClosedForm.error(subject.outputs()), dimension, delta);
        return Proof.of(certificate, Map.of("dimension", dimension, "dimensionPerExample", dimension / subject.n()));
    }

    private static Proof rademacher(Subject subject, double delta) {
        if (!LinearNetworks.isLinear(subject)) {
            throw new Unmeasurable("in closed form only for linear networks; 'golowich' is the bound of the"
                    + " Rademacher complexity of deeper ones");
        }
        Homogeneous norms = Homogeneous.of(subject);
        return ClosedForm.proof(Rademacher.certifyLinear(
                ClosedForm.scope(subject),
                subject.outputs().margins(),
                norms.frobenius()[0],
                norms.inputNorm(),
                subject.classes(),
                delta));
    }

    /** A network stored in so many bits is one of 2^bits: the bound behind 'there are only finitely many'. */
    private static Proof finiteClass(Subject subject, double delta) {
        double nats = logSize(subject);
        Certificate certificate =
                FiniteClass.certify(ClosedForm.scope(subject), ClosedForm.error(subject.outputs()), nats, delta);
        return Proof.of(certificate, Map.of("bits", nats / Math.log(2)));
    }

    /** ln of how many networks of this architecture there are: parameters and batch-norm statistics, as stored. */
    private static double logSize(Subject subject) {
        double values = subject.network().flat().numel()
                + subject.network().buffers().values().stream()
                        .mapToDouble(Tensor::numel)
                        .sum();
        return FiniteClass.logSize(values, subject.type() == ScalarType.Double ? 64 : 32);
    }

    /** Stored weights hold no more on the sample than their bits: I(S;W) ≤ H(W) ≤ 32 p ln 2 in fp32. */
    static ExpectationBound information(Subject subject) {
        return XuRaginsky.of(logSize(subject), 1, subject.n());
    }
}
