package dev.shatter.bayes;

import dev.shatter.bound.GaussianKl;
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
            double widths = t.expm1().sub_(t).sum().item_double();
            double distance = mean.flat()
                    .to(ScalarType.Double)
                    .sub_(priorMean.to(ScalarType.Double))
                    .square_()
                    .sum()
                    .item_double();
            return (widths + distance / Math.exp(priorLogVariance)) / 2;
        }
    }

    /** One network drawn from Q, applied to a batch: logits [n, K]; belongs to the innermost scope. */
    Tensor drawn(Tensor x, GeneratorOptional chance) {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Tensor weights = torch.randn(
                            mean.flat().shape(), chance, mean.flat().options())
                    .mul_(logDeviation.exp())
                    .add_(mean.flat());
            Map<String, Tensor> parameters = ParameterViews.of(mean.architecture(), weights);
            axes.turnBack(parameters);
            return scope.pass(mean.forward(x, parameters, Pass.EVALUATION));
        }
    }

    @Override
    public void close() {
        mean.close();
        variance.close();
        logDeviation.close();
    }
}
