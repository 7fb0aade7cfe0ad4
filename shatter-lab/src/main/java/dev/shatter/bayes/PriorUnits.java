package dev.shatter.bayes;

import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A posterior N(w, diag s) in the units of its prior N(w0, λ diag e^{2ρ0}): w = w0 + v √(λ/λ0) and s = λ e^{2(ρ0+τ)}, λ0
 * being the first λ.
 *
 * <p>KL(Q‖P) = ½ Σ [e^{2τ} − 1 − 2τ + v² e^{−2ρ0}/λ0] does not depend on λ: while λ is learnt, weights the risk does not ask for
 * stay as wide as the prior instead of each following it. Owns native memory: close it.
 */
final class PriorUnits implements AutoCloseable {
    private final Posterior posterior;
    private final Prior prior;
    private final Tensor offset;
    private final Tensor width;
    private final Tensor logVariance;
    /** ρ0 + (ln λ0)/2. */
    private final Tensor base;
    /** e^{−2ρ0}/λ0. */
    private final Tensor precision;

    PriorUnits(Posterior posterior, Prior prior) {
        this.posterior = posterior;
        this.prior = prior;
        try (StepScope scope = StepScope.open()) {
            offset = scope.keep(posterior.mean().flat().sub(prior.mean()));
            base = scope.keep(prior.logDeviation().clone());
            precision = scope.keep(base.mul(new Scalar(-2.0)).exp_());
            width = scope.keep(posterior.logDeviation().sub(base));
            logVariance = scope.keep(Tensors.of(new float[] {(float) prior.logVariance()}, 1));
        }
    }

    /** What may be changed, by name: v [p], τ [p] and, where it is learnt, ln λ [1]. Call {@link #place} afterwards. */
    Map<String, Tensor> free() {
        Map<String, Tensor> free = new LinkedHashMap<>();
        free.put("offset", offset);
        free.put("width", width);
        if (prior.learnt()) {
            free.put("log-variance", logVariance);
        }
        return free;
    }

    /** ln λ as it stands: learnt, or the prior's own. */
    double logVariance() {
        return prior.learnt() ? Tensors.doubles(logVariance)[0] : prior.logVariance();
    }

    /** KL(Q‖P) in nats. */
    double divergence() {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Tensor t = width.mul(new Scalar(2.0));
            return (sum(t.expm1().sub_(t)) + sum(offset.square().mul_(precision))) / 2;
        }
    }

    /**
     * Derivatives of an objective in the order of {@link #free}; belong to the innermost scope.
     *
     * @param byMean of the risk by w, [p], changed here
     * @param byVariance of the risk by s, [p], changed here
     */
    List<Tensor> gradient(Tensor byMean, Tensor byVariance, PosteriorObjective.Slopes slopes) {
        try (NoGradGuard off = new NoGradGuard()) {
            Tensor byOffset = byMean.mul_(new Scalar(slopes.risk() * scale()));
            Tensor byWidth = byVariance.mul_(posterior.variance().flat()).mul_(new Scalar(2 * slopes.risk()));
            // λ moves w by half of v √(λ/λ0) and s by s for every unit of ln λ.
            double byLogVariance = (byOffset.dot(offset).item_double() + sum(byWidth)) / 2 + slopes.logVariance();
            byOffset.add_(offset.mul(precision), new Scalar(slopes.kl()));
            byWidth.add_(width.mul(new Scalar(2.0)).expm1_(), new Scalar(slopes.kl()));
            return prior.learnt()
                    ? List.of(byOffset, byWidth, Tensors.of(new float[] {(float) byLogVariance}, 1))
                    : List.of(byOffset, byWidth);
        }
    }

    /** Brings the posterior up to date with what was changed. */
    void place() {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            if (prior.learnt()) {
                logVariance.clamp_max_(new Scalar(prior.largestLogVariance()));
            }
            posterior.mean().flat().copy_(prior.mean()).add_(offset, new Scalar(scale()));
            double wider = (logVariance() - prior.logVariance()) / 2;
            posterior.logDeviation().copy_(width).add_(base).add_(new Scalar(wider));
            posterior.refresh();
        }
    }

    /** √(λ/λ0). */
    private double scale() {
        return Math.exp((logVariance() - prior.logVariance()) / 2);
    }

    private static double sum(Tensor values) {
        return values.sum(new ScalarTypeOptional(ScalarType.Double)).item_double();
    }

    @Override
    public void close() {
        offset.close();
        width.close();
        logVariance.close();
        base.close();
        precision.close();
    }
}
