package dev.shatter.network;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** A forward pass whose every operation the caller applies; parallel sequences are joined as the architecture says. */
public final class Walk {
    /** What happens at one layer. */
    @FunctionalInterface
    public interface Step {
        Tensor apply(Placed place, Operation operation, Tensor x);
    }

    private Walk() {}

    /** What comes out of the layers, one after the other. */
    public static Tensor through(List<Placed> layers, Tensor x, Step step) {
        Tensor current = x;
        for (Placed place : layers) {
            if (place.layer() instanceof Parallel parallel) {
                Tensor input = current;
                TensorVector outputs = new TensorVector();
                place.branches().forEach(branch -> outputs.push_back(through(branch, input, step)));
                current = parallel.join(outputs);
            } else {
                current = step.apply(place, place.operation().orElseThrow(), current);
            }
        }
        return current;
    }
}
