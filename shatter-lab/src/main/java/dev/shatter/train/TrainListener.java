package dev.shatter.train;

import dev.shatter.network.Network;

/** Told how a training goes; must not change it. */
public interface TrainListener {
    /** Says nothing. */
    TrainListener NONE = new TrainListener() {};

    /**
     * After a step.
     *
     * @param done share of the most steps the run may take, in [0, 1]
     * @param epoch epochs done, with the fraction of the current one
     * @param loss mean loss over the epoch so far
     * @param accuracy accuracy over the epoch so far
     * @param imagesPerSecond examples trained on a second, since this process took the run up
     */
    default void step(double done, double epoch, double loss, double accuracy, double imagesPerSecond) {}

    /**
     * At a moment whose weights are to be kept; once more after a resumption from before it.
     *
     * @param network with the weights of this moment; may be looked at and measured, not changed
     */
    default void kept(Snapshot moment, Network network) {}

    /** After an epoch that was evaluated. */
    default void epoch(EpochRow row) {}

    /**
     * A checkpoint was found; training goes on from there.
     *
     * @param epoch epochs done
     */
    default void resumed(int epoch) {}
}
