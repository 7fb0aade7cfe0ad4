package dev.shatter.curvature;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * (1/n) Σ_i J_iᵀ (∂²l_i/∂f²) J_i with J_i = ∂f(x_i)/∂θ: the part of the Hessian that is left when the outputs are taken as
 * linear in θ; positive semi-definite for losses convex in the outputs.
 */
record GaussNewton() implements Matrix {
    @Override
    public String name() {
        return "ggn";
    }

    @Override
    public String summary() {
        return "generalised Gauss-Newton matrix: the Hessian's part that is never negative";
    }

    @Override
    public String source() {
        return "Schraudolph 2002";
    }

    @Override
    public String formula() {
        return "(1/n) sum_i J_i^T (d^2 l_i / df^2) J_i, J_i = df(x_i)/dw";
    }

    @Override
    public boolean semidefinite() {
        return true;
    }

    @Override
    public LinearOperator at(LocalLoss loss) {
        return loss.operator(GaussNewton::product);
    }

    static List<Tensor> product(Traced block, List<Tensor> direction) {
        return block.back(block.lossCurved(block.slopes(direction)));
    }
}
