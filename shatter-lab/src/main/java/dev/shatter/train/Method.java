package dev.shatter.train;

import dev.shatter.core.Entry;
import dev.shatter.core.Variant;

/**
 * How a step's gradient is made from the training loss. Draws come from libtorch's process-wide generator, which the loop
 * seeds for every step.
 */
public interface Method extends Entry {
    /** Whether the gradient is that of the batch's mean loss, and no more. */
    default boolean plain() {
        return false;
    }

    /**
     * The gradient the optimiser is given. The weights are afterwards what they were before.
     *
     * @param options this method's options
     * @param loss the loss as a function of the weights
     * @param batch the step's examples
     * @param rate learning rate of this step
     */
    Gradient gradient(Variant options, TrainingLoss loss, Batch batch, double rate);
}
