package dev.shatter.train;

import org.bytedeco.pytorch.Tensor;

/**
 * A gradient with what was seen on the way to it.
 *
 * @param loss mean loss of the batch under the weights before the step
 * @param correct examples classified correctly under them
 * @param values by all parameters as one vector [p], in the order of the network's θ; belongs to the innermost scope, or to who
 *     made it, who may write over it in the next step
 */
public record Gradient(double loss, long correct, Tensor values) {
    /** The same observations with other values. */
    public Gradient with(Tensor others) {
        return new Gradient(loss, correct, others);
    }
}
