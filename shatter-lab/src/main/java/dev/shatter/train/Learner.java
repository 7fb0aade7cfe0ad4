package dev.shatter.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * What a {@link Loop} trains. Everything that later steps depend on is in {@link #state} or {@link #remember}: a loop that
 * was killed goes on from there to the same bits.
 */
public interface Learner {
    /** Before the first step of this process: at the start, or where a checkpoint left off. */
    default void begin(Moment at) {}

    /**
     * One step.
     *
     * @param batch belongs to a scope that ends with this call
     * @param factor the schedule's, for learning rates
     * @param at the moment before the step
     */
    void step(Batch batch, double factor, Moment at);

    /** After a step. */
    default void stepped(Moment at) {}

    /** After a pass over the examples. */
    default void passed(Moment at) {}

    /** Whether there is to be another pass; asked before each, also after a resumption. */
    default boolean goesOn() {
        return true;
    }

    /** Tensors by name: views, not copies, to be filled in place on resumption. */
    Map<String, Tensor> state();

    /** Writes what is no tensor. */
    default void remember(ObjectNode memory) {}

    /** Takes over what {@link #remember} wrote. */
    default void recall(JsonNode memory) {}
}
