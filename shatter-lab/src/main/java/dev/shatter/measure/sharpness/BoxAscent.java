package dev.shatter.measure.sharpness;

import dev.shatter.curvature.Objective;
import dev.shatter.torch.StepScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Projected ascent in a box: maximises f(c + u) over |u_i| ≤ b_i by steps u ← clip(u + s b sign(∇f), ±b) with s = 1, then
 * ½ of the box. Steepest ascent in the geometry of the box: a convex f is at its largest in a corner.
 *
 * <p>A lower estimate of the maximum; the best point seen counts.
 */
final class BoxAscent {
    private BoxAscent() {}

    /** Told of every point tried; returns true to end. */
    @FunctionalInterface
    interface Watch {
        boolean at(Tensor point);
    }

    /**
     * Ascends from a random point well inside the box, since at a minimum the gradient itself says nothing.
     *
     * @param noise uniform or normal values of the centre's shape, |·| mostly ≤ 1
     */
    static void run(Objective objective, Tensor centre, Tensor halfWidths, Tensor noise, int steps, Watch watch) {
        try (StepScope all = StepScope.open()) {
            // A tenth: far enough from a stationary point, near enough that the first gradient is the centre's.
            Tensor u = noise.clamp(
                            new org.bytedeco.pytorch.ScalarOptional(new Scalar(-1.0)),
                            new org.bytedeco.pytorch.ScalarOptional(new Scalar(1.0)))
                    .mul(halfWidths)
                    .mul(new Scalar(0.1));
            for (int i = 0; i < steps; i++) {
                try (StepScope scope = StepScope.open()) {
                    Tensor slope = objective.gradient(centre.add(u)).sign();
                    Tensor moved = u.add(slope.mul(halfWidths), new Scalar(i == 0 ? 1.0 : 0.5));
                    u.copy_(torch.minimum(torch.maximum(moved, halfWidths.neg()), halfWidths));
                    if (watch.at(centre.add(u))) {
                        return;
                    }
                }
            }
        }
    }
}
