package dev.shatter.train;

import dev.shatter.torch.StepScope;
import java.util.Collection;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Norms over all tensors of a network at once. */
final class JointNorm {
    private JointNorm() {}

    /** √(Σ x²) over all values of all tensors, summed in fp64 a tensor at a time. */
    static double joint(Collection<Tensor> tensors) {
        double squares = 0;
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            for (Tensor tensor : tensors) {
                double norm = tensor.detach().to(ScalarType.Float).norm().item_double();
                squares += norm * norm;
            }
        }
        return Math.sqrt(squares);
    }
}
