package dev.shatter.kernel;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Conjugate gradients on (K + λI) A = Y with the preconditioner of a Nyström approximation K ≈ U Λ Uᵀ from m random
 * columns: P⁻¹ = (ℓ_m + λ) U (Λ + λI)⁻¹ Uᵀ + I − U Uᵀ, ℓ_m the smallest eigenvalue kept. All in fp64.
 *
 * <p>The Gram matrix is never stored: a step computes its entries anew, n²·d multiplications; about 16·n·m bytes. Source:
 * Frangella, Tropp and Udell 2021, arXiv:2110.02820.
 */
record Nystrom() implements Solver {
    /** Eigenvalues of the m × m block below this share of the largest are rounding. */
    private static final double CUT = 1e-12;

    @Override
    public String name() {
        return "nystrom";
    }

    @Override
    public String summary() {
        return "preconditioned conjugate gradients, the Gram matrix never stored";
    }

    @Override
    public String source() {
        return "Frangella, Tropp and Udell 2021, arXiv:2110.02820";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("rank", 1000L, 1, 20_000, "columns m of the approximation; more means fewer steps"),
                Parameter.integer("steps", 300L, 1, 100_000, "most steps"),
                Parameter.integer("seed", 1L, Long.MIN_VALUE, Long.MAX_VALUE, "which columns"));
    }

    @Override
    public long bytes(Variant options, int n, int targets) {
        long m = Math.min(n, options.integer("rank"));
        return 8L * (2L * n * m + 3L * m * m + 8L * n * targets);
    }

    @Override
    public Solution solve(
            Variant options, KernelSystem system, Tensor right, double lambda, double tolerance, Progress progress) {
        int n = system.size();
        double size = right.norm().item_double();
        try (StepScope scope = StepScope.open()) {
            Preconditioner preconditioner = preconditioner(options, system, lambda);
            progress.at("preconditioner", 1, 1);
            Tensor solution = torch.zeros(new long[] {n, right.size(1)}, new TensorOptions(ScalarType.Double));
            Tensor residual = right.clone();
            Tensor direction = torch.zeros(new long[] {n, right.size(1)}, new TensorOptions(ScalarType.Double));
            Tensor energy = dots(residual, residual);
            Tensor best = solution.clone();
            Tensor bestResidual = right.clone();
            double relative = 1;
            int steps = 0;
            boolean fresh = true;
            while (steps < options.integer("steps")) {
                try (StepScope step = StepScope.open()) {
                    Tensor z = preconditioner.apply(residual);
                    Tensor now = dots(residual, z);
                    if (fresh) {
                        direction.copy_(z);
                    } else {
                        direction.mul_(now.div(energy)).add_(z);
                    }
                    energy.copy_(now);
                    fresh = false;
                    Tensor image = system.multiply(direction, progress).add_(direction, new Scalar(lambda));
                    // A column that has converged to zero has no direction left.
                    Tensor length = energy.div(dots(direction, image)).nan_to_num_();
                    solution.add_(direction.mul(length));
                    residual.sub_(image.mul(length));
                    steps++;
                    boolean near = residual.norm().item_double() / size <= tolerance;
                    if (near || steps == options.integer("steps")) {
                        // The recursion drifts from the definition, which alone counts.
                        residual.copy_(
                                right.sub(system.multiply(solution, progress)).sub_(solution, new Scalar(lambda)));
                        double reached = residual.norm().item_double() / size;
                        boolean better = reached < relative;
                        if (better) {
                            best.copy_(solution);
                            bestResidual.copy_(residual);
                            relative = reached;
                        }
                        if (relative <= tolerance || !better) {
                            break;
                        }
                        fresh = true;
                    }
                }
                progress.at("conjugate gradients", steps, options.integer("steps"));
            }
            return new Solution(
                    scope.keep(best), scope.keep(bestResidual), relative, relative <= tolerance, steps, Double.NaN);
        }
    }

    /** Column by column, [1, k]. */
    private static Tensor dots(Tensor a, Tensor b) {
        return a.mul(b).sum(new long[] {0}, true, new ScalarTypeOptional(ScalarType.Double));
    }

    private Preconditioner preconditioner(Variant options, KernelSystem system, double lambda) {
        int n = system.size();
        int m = Math.min(n, options.integer("rank"));
        long seed = ((Number) options.options().getOrDefault("seed", 1L)).longValue();
        int[] places = Arrays.copyOf(Chance.of(seed, "nystrom").permutation(n), m);
        try (StepScope scope = StepScope.open()) {
            Tensor columns = system.columns(places);
            Tensor block = columns.index_select(0, Tensors.indices(places));
            Eigen inner = Eigen.above(block, CUT);
            Tensor factor = columns.mm(inner.vectors().div(inner.values().sqrt()));
            columns.close();
            Eigen outer = Eigen.above(factor.t().mm(factor), CUT);
            Tensor basis = factor.mm(outer.vectors().div(outer.values().sqrt()));
            double smallest = outer.values().min().item_double();
            // U (ℓ_m + λ)(Λ + λI)⁻¹ Uᵀ − U Uᵀ = U diag(weights) Uᵀ.
            Tensor weights = outer.values()
                    .add(new Scalar(lambda))
                    .reciprocal_()
                    .mul_(new Scalar(smallest + lambda))
                    .sub_(new Scalar(1.0));
            scope.pass(basis);
            scope.pass(weights);
            return new Preconditioner(basis, weights);
        }
    }

    /** v ↦ v + U diag(weights) Uᵀ v. */
    private record Preconditioner(Tensor basis, Tensor weights) {
        Tensor apply(Tensor v) {
            try (StepScope scope = StepScope.open()) {
                Tensor inside = basis.t().mm(v).mul_(weights.unsqueeze(1));
                return scope.pass(v.clone().addmm_(basis, inside));
            }
        }
    }

    /** The eigenpairs of a symmetric matrix above a share of the largest eigenvalue. */
    private record Eigen(Tensor values, Tensor vectors) {
        static Eigen above(Tensor symmetric, double share) {
            var pair = torch.linalg_eigh(symmetric);
            Tensor values = pair.get0();
            double largest = values.max().item_double();
            if (!(largest > 0)) {
                throw BadInput.in("kernel", "is zero at the chosen points", "choose another kernel or --features");
            }
            Tensor kept = values.gt(new Scalar(share * largest)).nonzero().squeeze(1);
            return new Eigen(values.index_select(0, kept), pair.get1().index_select(1, kept));
        }
    }
}
