package dev.shatter.kernel;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.torch.StepScope;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Cholesky in fp32, then iterative refinement A ← A + (K + λI)⁻¹ (Y − (K + λI) A) with kernel values and residuals in
 * fp64 (Wilkinson; Carson and Higham 2018). n²·d + n³/3 multiplications and about 2n² bytes resident.
 */
record Direct() implements Solver {
    /** A step that does not at least halve the residual has met what the fp32 factor can do. */
    private static final double PROGRESS = 0.5;

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public String summary() {
        return "Cholesky of the stored Gram matrix in fp32, refined in fp64";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.integer("refinements", 10L, 1, 1000, "most steps, the first solution included"));
    }

    @Override
    public long bytes(Variant options, int n, int targets) {
        // The lower triangle, rounded up to the pages and tiles it touches, and a handful of [n, k] fp64 matrices.
        return 2L * n * n + 4L * 1024 * n + 8L * 6 * n * targets;
    }

    @Override
    public Solution solve(
            Variant options, KernelSystem system, Tensor right, double lambda, double tolerance, Progress progress) {
        int n = system.size();
        try (StepScope scope = StepScope.open();
                GramMatrix gram = new GramMatrix(n)) {
            system.write(gram, progress);
            gram.ridge(lambda);
            gram.factor(progress);
            double condition = gram.condition();
            double size = right.norm().item_double();
            Tensor best = torch.zeros(new long[] {n, right.size(1)}, new TensorOptions(ScalarType.Double));
            Tensor residual = right;
            double relative = 1;
            int steps = 0;
            while (relative > tolerance && steps < options.integer("refinements")) {
                Tensor next = best.add(gram.solve(residual));
                Tensor left = right.sub(system.multiply(next, progress)).sub_(next, new Scalar(lambda));
                double now = left.norm().item_double() / size;
                steps++;
                if (!(now < relative)) {
                    break;
                }
                boolean slow = now > PROGRESS * relative;
                best = next;
                residual = left;
                relative = now;
                progress.at(String.format(java.util.Locale.ROOT, "residual %.1e", relative), steps, 0);
                if (slow) {
                    break;
                }
            }
            return new Solution(
                    scope.keep(best.clone()),
                    scope.keep(residual.clone()),
                    relative,
                    relative <= tolerance,
                    steps,
                    condition);
        }
    }
}
