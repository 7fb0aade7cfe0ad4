package dev.shatter.bayes;

import dev.shatter.torch.StepScope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The mean of tensors over steps: what stochastic steps of a moderate size wander about (Polyak and Juditsky 1992). Owns
 * native memory: close it.
 */
final class IterateAverage implements AutoCloseable {
    private final Map<String, Tensor> tensors;
    private final Map<String, Tensor> sums = new LinkedHashMap<>();
    private long steps;

    /** Of these tensors by name. */
    IterateAverage(Map<String, Tensor> tensors) {
        this.tensors = tensors;
        try (StepScope scope = StepScope.open()) {
            tensors.forEach((name, tensor) -> sums.put(name, scope.keep(torch.zeros_like(tensor))));
        }
    }

    /** The sums so far by name, to be stored and filled in place. */
    Map<String, Tensor> sums() {
        return sums;
    }

    /** Steps counted so far. */
    long steps() {
        return steps;
    }

    /** Goes on from stored sums over so many steps. */
    void resume(long counted) {
        steps = counted;
    }

    /** Counts the tensors' present values. */
    void add() {
        try (NoGradGuard off = new NoGradGuard()) {
            tensors.forEach((name, tensor) -> sum(name).add_(tensor));
            steps++;
        }
    }

    /** Sets every tensor to its mean over the steps counted; leaves it as it is if there were none. */
    void write() {
        if (steps > 0) {
            try (StepScope scope = StepScope.open();
                    NoGradGuard off = new NoGradGuard()) {
                tensors.forEach((name, tensor) -> tensor.copy_(sum(name).div(new Scalar((double) steps))));
            }
        }
    }

    private Tensor sum(String name) {
        return Objects.requireNonNull(sums.get(name));
    }

    @Override
    public void close() {
        sums.values().forEach(Tensor::close);
    }
}
