package dev.shatter.kernel;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import dev.shatter.data.Split;
import dev.shatter.torch.Memory;
import dev.shatter.torch.StepScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Kernel ridge regression f_c(x) = Σ_i A_ic k(x, x_i) with (K + λI) A = Y, one column of Y a class; λ = 0 is the
 * interpolant of smallest RKHS norm.
 *
 * <p>Squared norm: tr AᵀKA = tr Aᵀ(Y − R − λA), R the residual. Source of the use: Zhang et al. 2017, arXiv:1611.03530,
 * section 5.
 *
 * @param kernel from {@link Kernels}; without effect for features that are a linear kernel of their own
 * @param features from {@link FeatureMaps}
 * @param solver from {@link Solvers}
 * @param ridge λ ≥ 0, added to the diagonal of K as it is
 * @param targets what is fitted
 * @param tolerance relative residual asked for
 */
public record KernelRegression(
        Variant kernel, Variant features, Variant solver, double ridge, Targets targets, double tolerance) {
    public KernelRegression {
        if (!(ridge >= 0) || Double.isInfinite(ridge)) {
            throw BadInput.in("--ridge", ridge + " is not a ridge", "give 0 for an exact fit, or a positive number");
        }
        if (!(tolerance > 0) || !(tolerance < 1)) {
            throw BadInput.in("--tolerance", tolerance + " is out of range", "give a number between 0 and 1");
        }
    }

    /**
     * Fits the training split and predicts both.
     *
     * @throws BadInput if memory does not suffice (said before starting), an exact fit is impossible because equal inputs
     *     have different labels, or the Gram matrix is singular
     */
    public KernelFit fit(Dataset data, Progress progress) {
        Stopwatch watch = new Stopwatch(progress);
        int classes = data.classes().size();
        Split train = ridge > 0 ? data.train() : EqualInputs.merge(data.name(), data.train());
        FeatureMap map = FeatureMaps.CATALOGUE.get(features);
        Solver method = Solvers.CATALOGUE.get(solver);
        GramMemory.require(
                train.count(),
                n -> (double) method.bytes(solver, n, classes)
                        + map.bytes(features, data.shape(), n, data.test().count()));
        try (StepScope scope = StepScope.open();
                KernelSystem system =
                        map.system(features, kernel, train.inputs(), data.test().inputs(), watch)) {
            Tensor right = targets.of(train.labels(), classes);
            try (Solution solution = method.solve(solver, system, right, ridge, tolerance, watch)) {
                Tensor coefficients = solution.coefficients();
                Tensor fitted = right.sub(solution.residual()).sub_(coefficients, new Scalar(ridge));
                double squaredNorm = coefficients.mul(fitted).sum().item_double();
                double trainError = Targets.error(fitted, train.labels());
                Tensor outputs = system.predict(coefficients, watch);
                double testError = Targets.error(outputs, data.test().labels());
                return new KernelFit(
                        trainError,
                        testError,
                        solution.relativeResidual(),
                        squaredNorm,
                        Memory.peak(),
                        watch.seconds(),
                        solution.reached(),
                        solution.condition(),
                        solution.steps(),
                        train.count(),
                        data.train().count() - train.count(),
                        system.dimensions(),
                        data.test().count(),
                        watch.phases());
            }
        }
    }
}
