package dev.shatter.network;

/**
 * How a network is evaluated.
 *
 * @param training batch statistics and dropout instead of running statistics and none
 * @param lean fewer passes over memory at the same mathematics, for the training loop: activations in place, and
 *     normalisations in forms that are quick to differentiate. Results may differ from the plain forms by rounding
 */
public record Pass(boolean training, boolean lean) {
    /** Evaluation mode: a fixed function, what all measures and bounds are about. */
    public static final Pass EVALUATION = new Pass(false, false);

    /** Evaluation mode, lean: for the accuracies of a training curve. */
    public static final Pass LEAN_EVALUATION = new Pass(false, true);

    /** Training mode by libtorch's own operations. */
    public static final Pass TRAINING = new Pass(true, false);

    /** Training mode, lean. */
    public static final Pass LEAN_TRAINING = new Pass(true, true);
}
