package dev.shatter.curvature;

import java.util.List;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/** (1/n) Σ_i g_i g_iᵀ with g_i = ∇l_i under the given labels: no estimate of the Fisher information (Kunstner et al. 2019). */
record EmpiricalFisher() implements Matrix {
    @Override
    public String name() {
        return "empirical-fisher";
    }

    @Override
    public String summary() {
        return "second moment of the examples' gradients, under their own labels";
    }

    @Override
    public String source() {
        return "Kunstner, Balles and Hennig 2019, arXiv:1905.12558";
    }

    @Override
    public String formula() {
        return "(1/n) sum_i g_i g_i^T, g_i = grad l_i";
    }

    @Override
    public boolean semidefinite() {
        return true;
    }

    @Override
    public LinearOperator at(LocalLoss loss) {
        return loss.operator(EmpiricalFisher::product);
    }

    /** g_i · v is ⟨∂l_i/∂f, J_i v⟩: one directional derivative of the outputs gives it for all examples. */
    static List<Tensor> product(Traced block, List<Tensor> direction) {
        Tensor slopes = block.lossSlopes();
        Tensor along = slopes.mul(block.slopes(direction)).sum(new long[] {1}, true, new ScalarTypeOptional());
        return block.back(slopes.mul(along));
    }
}
