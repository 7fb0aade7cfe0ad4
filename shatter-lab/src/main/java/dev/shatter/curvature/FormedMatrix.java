package dev.shatter.curvature;

import dev.shatter.torch.StepScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A matrix formed after all, column by column: q products, q² numbers. For small ones. */
public final class FormedMatrix {
    private FormedMatrix() {}

    /** A, [q, q], symmetrised; belongs to the innermost scope. */
    public static Tensor of(LinearOperator operator) {
        long size = operator.size();
        try (StepScope all = StepScope.open()) {
            Tensor eye = torch.eye(size).to(operator.type());
            Tensor columns = torch.zeros_like(eye);
            for (long i = 0; i < size; i++) {
                try (StepScope scope = StepScope.open()) {
                    columns.select(0, i).copy_(operator.apply(eye.select(0, i)));
                }
            }
            return all.pass(columns.add(columns.t()).mul_(new Scalar(0.5)));
        }
    }
}
