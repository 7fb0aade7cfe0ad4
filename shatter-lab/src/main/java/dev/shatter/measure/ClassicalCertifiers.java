package dev.shatter.measure;

import dev.shatter.bound.Certificate;
import dev.shatter.bound.ExpectationBound;
import dev.shatter.bound.Loss;
import dev.shatter.bound.Points;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.Rademacher;
import dev.shatter.bound.Robustness;
import dev.shatter.bound.Scope;
import dev.shatter.bound.UniformStability;
import dev.shatter.bound.Vapnik;
import dev.shatter.bound.XuRaginsky;
import dev.shatter.curvature.EmpiricalLoss;
import dev.shatter.network.Dense;
import dev.shatter.network.Flatten;
import dev.shatter.network.Network;
import dev.shatter.train.Losses;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Certificates of the classical theories, from sections B1 to B9 of the textbook order: capacity, stability, robustness. */
final class ClassicalCertifiers {
    private ClassicalCertifiers() {}

    /** The class of all networks of this architecture, batch norm folded: whatever the weights. */
    static Certificate vc(Subject subject, double delta) {
        double dimension = VcDimension.of(subject.wide()).best();
        return Vapnik.certify(ClosedForms.trainScope(subject), ClosedForms.trainError(subject), dimension, delta);
    }

    static Certificate rademacher(Subject subject, double delta) {
        Homogeneous norms = linear(
                subject,
                "in closed form only for linear networks; 'golowich' is the bound of the"
                        + " Rademacher complexity of deeper ones");
        return Rademacher.certifyLinear(
                ClosedForms.trainScope(subject),
                subject.outputs().margins(),
                norms.frobenius()[0],
                norms.inputNorm(),
                subject.classes(),
                delta);
    }

    private static Homogeneous linear(Subject subject, String otherwise) {
        List<dev.shatter.network.Layer> layers = subject.wide().architecture().layers().stream()
                .filter(layer -> !(layer instanceof Flatten))
                .toList();
        if (layers.size() != 1 || !(layers.get(0) instanceof Dense)) {
            throw new Unmeasurable(otherwise);
        }
        return subject.homogeneous();
    }

    /** Softmax regression trained with weight decay: the exact minimum is stable, and these weights are near it. */
    static Certificate stability(Subject subject, double delta) {
        linear(subject, "a stable algorithm is known only for linear networks with weight decay");
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
            double p = outputs.probabilities(i)[outputs.labels()[i]];
            clipped += Math.min(1, -Math.log(p) / Math.log(2)) / outputs.count();
        }
        Scope scope = new Scope(
                Predictor.DETERMINISTIC, Loss.CLIPPED_CROSS_ENTROPY, Points.TRAINING, subject.n(), subject.classes());
        return UniformStability.certifySoftmax(
                scope, clipped, gradient, Math.hypot(subject.inputBound(), 1), decay, delta);
    }

    static Certificate robustness(Subject subject, double delta) {
        return Robustness.certifyLipschitz(
                ClosedForms.trainScope(subject),
                subject.outputs().margins(),
                subject.homogeneous().lipschitz(),
                subject.inputBound(),
                subject.network().architecture().input().elements(),
                delta);
    }

    /** Stored weights hold no more on the sample than their bits: I(S;W) ≤ H(W) ≤ 32 p ln 2 in fp32. */
    static ExpectationBound information(Subject subject) {
        return XuRaginsky.of(ClosedForms.logSize(subject), 1, subject.n());
    }
}
