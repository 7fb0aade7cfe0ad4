package dev.shatter.train;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A gradient with what was seen on the way to it.
 *
 * @param loss mean loss of the batch under the weights before the step
 * @param correct examples classified correctly under them
 * @param values fp32, one tensor a parameter, in the parameters' order; they belong to the innermost scope
 */
public record Gradient(double loss, long correct, List<Tensor> values) {
    /** The same observations with other values. */
    public Gradient with(List<Tensor> others) {
        return new Gradient(loss, correct, others);
    }
}
