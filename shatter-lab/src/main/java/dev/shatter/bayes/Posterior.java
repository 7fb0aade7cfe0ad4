package dev.shatter.bayes;

import dev.shatter.bound.GaussianKl;
import dev.shatter.bound.GaussianRenyi;
import dev.shatter.curvature.ParameterViews;
import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.torch.StepScope;
import java.util.Map;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Q = N(w, diag s) in orthogonal coordinates of the weights ({@link Axes}): independent Gaussians, biases and batch-norm
 * scales and shifts alike, s = e^{2ρ}. Batch-norm statistics are constants. fp32; divergences in fp64. Owns native
 * memory: close it.
 */
final class Posterior implements AutoCloseable {
    private final Axes axes;
    private final Network mean;
    private final Network variance;
    private final Tensor logDeviation;

    private Posterior(Axes axes, Network mean, Network variance, Tensor logDeviation) {
        this.axes = axes;
        this.mean = mean;
        this.variance = variance;
        this.logDeviation = logDeviation;
        refresh();
    }

    /**
     * Around a network's weights and statistics, which are copied.
     *
     * @param axes the coordinates that are independent, open for as long as the posterior is used
     * @param logDeviation ρ of every weight
     */
    static Posterior around(Network network, Axes axes, double logDeviation) {
        try (StepScope scope = StepScope.open()) {
            Network mean = axes.turned(network);
            Tensor rho = scope.keep(torch.full_like(mean.flat(), new Scalar(logDeviation)));
            return new Posterior(axes, mean, mean.copy(), rho);
        }
    }

    /** The same distribution in memory of its own. */
    Posterior copy() {
        try (StepScope scope = StepScope.open()) {
            return new Posterior(axes, mean.copy(), mean.copy(), scope.keep(logDeviation.clone()));
        }
    }

    /** The coordinates of w and s. */
    Axes axes() {
        return axes;
    }

    /** w, with the batch-norm statistics. */
    Network mean() {
        return mean;
    }

    /** s, in the shape of the network's parameters. */
    Network variance() {
        return variance;
    }

    /** ρ = (ln s)/2, [p]; call {@link #refresh} after changing it. */
    Tensor logDeviation() {
        return logDeviation;
    }

    /** Brings s up to date with ρ. */
    void refresh() {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            variance.flat().copy_(logDeviation).mul_(new Scalar(2.0)).exp_();
        }
    }

    /**
     * KL(Q‖N(w0, λI)) in nats: ½ Σ [e^t − 1 − t] + ‖w − w0‖²/(2λ) with t = ln s − ln λ, exactly 0 for Q = P. See {@link
     * GaussianKl}.
     *
     * @param priorMean w0 [p]
     * @param priorLogVariance ln λ
     */
    double divergence(Tensor priorMean, double priorLogVariance) {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Tensor t = logDeviation.to(ScalarType.Double).mul_(new Scalar(2.0)).sub_(new Scalar(priorLogVariance));
            double distance = squares(priorMean).sum().item_double();
            return (widths(t) + distance / Math.exp(priorLogVariance)) / 2;
        }
    }

    /** KL(Q‖P) in nats for what was a posterior before, of the same coordinates. */
    double divergence(Posterior earlier) {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Tensor before = earlier.logDeviation.to(ScalarType.Double).mul_(new Scalar(2.0));
            Tensor t = logDeviation.to(ScalarType.Double).mul_(new Scalar(2.0)).sub_(before);
            double distance =
                    squares(earlier.mean.flat()).div_(before.exp_()).sum().item_double();
            return (widths(t) + distance) / 2;
        }
    }

    /** Σ [e^t − 1 − t]. */
    private static double widths(Tensor t) {
        return t.expm1().sub_(t).sum().item_double();
    }

    /** (w − w0)² in fp64. */
    private Tensor squares(Tensor priorMean) {
        return mean.flat()
                .to(ScalarType.Double)
                .sub_(priorMean.to(ScalarType.Double))
                .square_();
    }

    /**
     * D_2(Q‖N(w0, λI)) in nats: Σ [(w − w0)²/(λ(1 − u)) − ½ ln(1 − u²)] with u = s/λ − 1; +∞ unless every u &lt; 1. See {@link
     * GaussianRenyi}.
     *
     * @param priorMean w0 [p]
     * @param priorLogVariance ln λ
     */
    double renyi(Tensor priorMean, double priorLogVariance) {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Tensor excess = logDeviation
                    .to(ScalarType.Double)
                    .mul_(new Scalar(2.0))
                    .sub_(new Scalar(priorLogVariance))
                    .expm1_();
            if (!(excess.max().item_double() < 1)) {
                return Double.POSITIVE_INFINITY;
            }
            Tensor distance = squares(priorMean).div_(excess.neg().add_(new Scalar(1.0)));
            double widths = excess.square().neg_().log1p_().sum().item_double();
            return distance.sum().item_double() / Math.exp(priorLogVariance) - widths / 2;
        }
    }

    /**
     * Logits [n, K] of a batch: under weights of its own for every example, or, with convolutions, all under one draw; belong
     * to the innermost scope.
     */
    Tensor outputs(Tensor x, GeneratorOptional chance) {
        return ExampleDraws.exact(mean.architecture()) ? new ExampleDraws(this, chance).forward(x) : drawn(x, chance);
    }

    /** One network drawn from Q; the caller closes it. */
    Network network(GeneratorOptional chance) {
        Network network = mean.copy();
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            network.flat().copy_(weights(chance));
            axes.turnBack(ParameterViews.of(network.architecture(), network.flat()));
        }
        return network;
    }

    /** One network drawn from Q, applied to a batch: logits [n, K]; belongs to the innermost scope. */
    Tensor drawn(Tensor x, GeneratorOptional chance) {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Tensor weights = weights(chance);
            Map<String, Tensor> parameters = ParameterViews.of(mean.architecture(), weights);
            axes.turnBack(parameters);
            return scope.pass(mean.forward(x, parameters, Pass.EVALUATION));
        }
    }

    /** In the axes' coordinates, [p]. */
    private Tensor weights(GeneratorOptional chance) {
        return torch.randn(mean.flat().shape(), chance, mean.flat().options())
                .mul_(logDeviation.exp())
                .add_(mean.flat());
    }

    @Override
    public void close() {
        mean.close();
        variance.close();
        logDeviation.close();
    }
}
