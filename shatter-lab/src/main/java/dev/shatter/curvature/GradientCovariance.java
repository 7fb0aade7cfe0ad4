package dev.shatter.curvature;

import dev.shatter.torch.StepScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** (1/n) Σ_i (g_i − ḡ)(g_i − ḡ)ᵀ: covariance of the gradient of one example drawn at random; of a batch of B, a B-th of it. */
record GradientCovariance() implements Matrix {
    @Override
    public String name() {
        return "gradients";
    }

    @Override
    public String summary() {
        return "covariance of the examples' gradients: the noise of stochastic gradients";
    }

    @Override
    public String formula() {
        return "(1/n) sum_i (g_i - g)(g_i - g)^T, g = grad L";
    }

    @Override
    public boolean semidefinite() {
        return true;
    }

    /** ḡ is taken once; it belongs to the innermost scope, and the operator lives no longer. */
    @Override
    public LinearOperator at(LocalLoss loss) {
        LinearOperator moment = loss.operator(EmpiricalFisher::product);
        Tensor mean;
        try (StepScope scope = StepScope.open()) {
            mean = scope.pass(loss.gradient());
        }
        return new LinearOperator() {
            @Override
            public long size() {
                return moment.size();
            }

            @Override
            public ScalarType type() {
                return moment.type();
            }

            @Override
            public Tensor apply(Tensor vector) {
                try (StepScope scope = StepScope.open()) {
                    return scope.pass(moment.apply(vector).sub(mean, new Scalar(Vectors.dot(mean, vector))));
                }
            }
        };
    }
}
