package dev.shatter.train;

import dev.shatter.network.Network;

/** The mean loss of a batch as a function of a network's weights, in training mode. */
public interface TrainingLoss {
    /** The network whose weights it is a function of. A method may move them and puts them back. */
    Network network();

    /**
     * Value and gradient at the network's present weights; 0 where a mask holds weights at 0. Every call draws its dropout
     * anew and moves batch-norm statistics.
     */
    Gradient at(Batch batch);
}
