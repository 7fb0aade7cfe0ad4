package dev.shatter.bayes;

import dev.shatter.network.Architecture;
import dev.shatter.network.Normalisation;
import dev.shatter.network.Operation;
import dev.shatter.network.Pass;
import dev.shatter.network.Placed;
import dev.shatter.network.Walk;
import dev.shatter.torch.StepScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A stochastic network applied to a batch with weights drawn anew for every example, without drawing any weight.
 *
 * <p>Given its input x, a dense layer's output under w ~ N(w, diag s) is normal with mean W x + b and variance S x² + s_b,
 * independent between units and, with fresh draws, between examples (Kingma, Salimans and Welling 2015,
 * arXiv:1506.02557). Layer by layer this is the exact law of the outputs; so it is for batch norm with constant
 * statistics, whose scale and shift are drawn once an example and channel. A convolution shares its kernel between
 * positions: there, noise of its own at every position has the right variance but not the right law, which is good for
 * optimisation only, see {@link #exact}.
 */
final class ExampleDraws {
    /** Under a variance that is 0 the square root has no slope; nothing in fp32 is as small. */
    private static final double SMALLEST_VARIANCE = 1e-30;

    private final Posterior posterior;
    private final GeneratorOptional chance;

    ExampleDraws(Posterior posterior, GeneratorOptional chance) {
        this.posterior = posterior;
        this.chance = chance;
    }

    /** Whether the outputs have exactly the law of fresh weights an example. */
    static boolean exact(Architecture architecture) {
        return architecture.all().stream()
                .filter(place -> !place.parameters().isEmpty())
                .allMatch(place -> place.kernel()
                                .filter(kernel -> !kernel.slides())
                                .isPresent()
                        || place.operation().flatMap(Operation::normalisation).isPresent());
    }

    /** Logits [n, K] of a batch [n, shape…]; gradients flow to the posterior's means and variances. */
    Tensor forward(Tensor x) {
        try (StepScope scope = StepScope.open()) {
            return scope.pass(Walk.through(posterior.mean().placed(), x, this::step));
        }
    }

    private Tensor step(Placed place, Operation operation, Tensor x) {
        Operation.Values means = posterior.mean().values(place);
        Operation.Values variances = posterior.variance().values(place);
        if (operation.kernel().isPresent()) {
            Tensor turned = posterior.axes().turned(place, x);
            Tensor output = noisy(
                    operation.apply(turned, means, Pass.EVALUATION),
                    operation.apply(turned.square(), variances, Pass.EVALUATION));
            return posterior.axes().back(place, output);
        }
        return operation
                .normalisation()
                .map(norm -> normalised(norm, x, means, variances))
                .orElseGet(() -> operation.apply(x, means, Pass.EVALUATION));
    }

    private Tensor noisy(Tensor mean, Tensor variance) {
        Tensor deviation = variance.clamp_min(new Scalar(SMALLEST_VARIANCE)).sqrt();
        return torch.addcmul(mean, deviation, normal(mean.shape(), mean));
    }

    private Tensor normalised(Normalisation norm, Tensor x, Operation.Values means, Operation.Values variances) {
        long[] spread = norm.spread(x);
        Tensor standard = norm.standardise(x, means, Pass.EVALUATION);
        Tensor scaled = norm.scale() ? standard.mul(draw(spread, x, means, variances, "scale")) : standard;
        return norm.shift() ? scaled.add(draw(spread, x, means, variances, "shift")) : scaled;
    }

    /** One value an example and channel, the same at every position. */
    private Tensor draw(long[] spread, Tensor x, Operation.Values means, Operation.Values variances, String name) {
        long[] each = spread.clone();
        each[0] = x.size(0);
        Tensor deviation = variances.get(name).sqrt().view(spread).mul(normal(each, x));
        return means.get(name).view(spread).add(deviation);
    }

    private Tensor normal(long[] sizes, Tensor like) {
        return torch.randn(sizes, chance, like.options());
    }
}
