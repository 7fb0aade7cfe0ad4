package dev.shatter.bayes;

import dev.shatter.torch.StepScope;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The mean of tensors over steps: what stochastic steps of a moderate size wander about (Polyak and Juditsky 1992). Owns
 * native memory: close it.
 */
final class IterateAverage implements AutoCloseable {
    private final Map<Tensor, Tensor> sums = new LinkedHashMap<>();
    private long steps;

    IterateAverage(Collection<Tensor> tensors) {
        try (StepScope scope = StepScope.open()) {
            tensors.forEach(tensor -> sums.put(tensor, scope.keep(torch.zeros_like(tensor))));
        }
    }

    /** Counts the tensors' present values. */
    void add() {
        try (NoGradGuard off = new NoGradGuard()) {
            sums.forEach((tensor, sum) -> sum.add_(tensor));
            steps++;
        }
    }

    /** Sets every tensor to its mean over the steps counted; leaves it as it is if there were none. */
    void write() {
        if (steps > 0) {
            try (StepScope scope = StepScope.open();
                    NoGradGuard off = new NoGradGuard()) {
                sums.forEach((tensor, sum) -> tensor.copy_(sum.div(new Scalar((double) steps))));
            }
        }
    }

    @Override
    public void close() {
        sums.values().forEach(Tensor::close);
    }
}
