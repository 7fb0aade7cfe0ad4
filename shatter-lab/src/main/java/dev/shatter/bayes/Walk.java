package dev.shatter.bayes;

import dev.shatter.network.Operation;
import dev.shatter.network.Placed;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A forward pass whose every operation the caller applies; branches are joined along the channels. */
final class Walk {
    /** What happens at one layer. */
    @FunctionalInterface
    interface Step {
        Tensor apply(Placed place, Operation operation, Tensor x);
    }

    private Walk() {}

    /** What comes out of the layers, one after the other. */
    static Tensor through(List<Placed> layers, Tensor x, Step step) {
        Tensor current = x;
        for (Placed place : layers) {
            if (place.layer() instanceof Operation operation) {
                current = step.apply(place, operation, current);
            } else {
                Tensor input = current;
                TensorVector outputs = new TensorVector();
                place.branches().forEach(branch -> outputs.push_back(through(branch, input, step)));
                current = torch.cat(outputs, 1);
            }
        }
        return current;
    }
}
