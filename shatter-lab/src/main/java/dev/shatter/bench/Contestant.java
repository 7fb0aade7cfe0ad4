package dev.shatter.bench;

import dev.shatter.train.Evaluation;

/** One way to train a network, taking part in a {@link TrainBench}. */
interface Contestant extends AutoCloseable {
    /** Trains on the examples at these places. */
    void step(int[] places, double rate);

    /** The network as it now is on the test examples, in the arithmetic it was trained in. */
    Evaluation test();

    @Override
    void close();
}
