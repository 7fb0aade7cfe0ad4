package dev.shatter.train;

/**
 * What a {@link Loop} trains. Everything that later steps depend on is in {@link #state} or {@link #remember}: a loop that
 * was killed goes on from there to the same bits.
 */
public interface Learner extends Resumable {
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
}
