package dev.shatter.certify;

import dev.shatter.bound.Certificate;
import dev.shatter.bound.LossKind;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.Robustness;
import dev.shatter.bound.SampleRole;
import dev.shatter.bound.Scope;
import dev.shatter.bound.UniformStability;
import dev.shatter.curvature.EmpiricalLoss;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.measure.norm.Homogeneous;
import dev.shatter.network.Network;
import dev.shatter.proof.Certifier;
import dev.shatter.proof.Proof;
import dev.shatter.train.Losses;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Certificates from how little a training changes with one example, and a network with its input. */
final class StabilityCertifiers {
    private StabilityCertifiers() {}

    static List<Certifier> all() {
        return List.of(
                ClosedForm.trained(UniformStability.THEOREM, StabilityCertifiers::stability),
                ClosedForm.trained(Robustness.THEOREM, StabilityCertifiers::robustness));
    }

    /** Softmax regression trained with weight decay: the exact minimum is stable, and these weights are near it. */
    private static Proof stability(Subject subject, double delta) {
        if (!LinearNetworks.isLinear(subject)) {
            throw new Unmeasurable("a stable algorithm is known only for linear networks with weight decay");
        }
        double decay = subject.weightDecay();
        if (!(decay > 0)) {
            throw new Unmeasurable("trained without weight decay: the objective is not strongly convex");
        }
        Network network = subject.wide();
        Tensor theta = network.flat();
        EmpiricalLoss loss = new EmpiricalLoss(network, Losses.CATALOGUE.get("cross-entropy"), subject.wideTrain());
        double gradient =
                loss.gradient(theta).add(theta.mul(new Scalar(decay))).norm().item_double();
        Outputs outputs = subject.outputs();
        double clipped = 0;
        for (int i = 0; i < outputs.count(); i++) {
            double p = outputs.confidences()[i];
            clipped += Math.min(1, -Math.log(p) / Math.log(2)) / outputs.count();
        }
        Scope scope = new Scope(
                Predictor.DETERMINISTIC,
                LossKind.CLIPPED_CROSS_ENTROPY,
                SampleRole.TRAINING,
                subject.n(),
                subject.classes());
        Certificate certificate = UniformStability.certifySoftmax(
                scope, clipped, gradient, Math.hypot(subject.inputBound(), 1), decay, delta);
        return Proof.of(certificate, Map.of("error", clipped, "gradient", gradient));
    }

    private static Proof robustness(Subject subject, double delta) {
        return ClosedForm.proof(Robustness.certifyLipschitz(
                ClosedForm.scope(subject),
                subject.outputs().margins(),
                Homogeneous.of(subject).lipschitz(),
                subject.inputBound(),
                subject.network().architecture().input().elements(),
                delta));
    }
}
