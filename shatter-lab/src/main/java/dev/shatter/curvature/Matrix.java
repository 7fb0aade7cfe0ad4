package dev.shatter.curvature;

import dev.shatter.core.Entry;
import dev.shatter.train.Loss;
import java.util.Optional;

/** A symmetric matrix of second order that belongs to a loss at a point, averaged over the examples. */
public interface Matrix extends Entry {
    /** As text. */
    String formula();

    /** Whether no eigenvalue is negative, for every loss that is convex in the outputs. */
    boolean semidefinite();

    /** Why it is not defined for a loss, in a sentence's middle; empty where it is. */
    default Optional<String> refusal(Loss loss) {
        return Optional.empty();
    }

    /**
     * The matrix, as products: of the coordinates that the loss is a function of.
     *
     * @throws dev.shatter.core.BadInput if it is not defined for this loss
     */
    LinearOperator at(LocalLoss loss);
}
