package dev.shatter.curvature;

import dev.shatter.core.BadInput;
import dev.shatter.train.Loss;
import java.util.Optional;

/**
 * Fisher information of the model: (1/n) Σ_i E_{y ~ p(·|x_i)} ∇l_i(y) ∇l_i(y)ᵀ with labels drawn from the model itself. For
 * losses that are negative log-likelihoods of an exponential family whose natural parameters are the outputs it equals the
 * Gauss-Newton matrix (Martens 2020, section 9), and is computed as that; others have no model.
 */
record Fisher() implements Matrix {
    @Override
    public String name() {
        return "fisher";
    }

    @Override
    public String summary() {
        return "Fisher information, labels drawn from the model";
    }

    @Override
    public String source() {
        return "Martens 2020, arXiv:1412.1193";
    }

    @Override
    public String formula() {
        return "(1/n) sum_i E_{y ~ p(.|x_i)} grad l_i(y) grad l_i(y)^T";
    }

    @Override
    public boolean semidefinite() {
        return true;
    }

    @Override
    public Optional<String> refusal(Loss loss) {
        return loss.likelihood()
                ? Optional.empty()
                : Optional.of(
                        "the loss '" + loss.name() + "' is no likelihood of labels: it has no Fisher information");
    }

    @Override
    public LinearOperator at(LocalLoss loss) {
        refusal(loss.loss().loss()).ifPresent(reason -> {
            throw BadInput.in("fisher", reason, "take ggn or empirical-fisher");
        });
        return CurvatureMatrices.GAUSS_NEWTON.at(loss);
    }
}
