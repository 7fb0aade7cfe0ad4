package dev.shatter.measure;

import dev.shatter.network.Network;

/** Training the same run again with one thing changed: what stability and Rademacher estimates are made of. */
public interface Retraining {
    /** The labels the run was trained on, [n]. */
    int[] labels();

    /** K. */
    int classes();

    /** The network after training on the same inputs under other labels. The caller closes it. */
    Network withLabels(int[] labels, long seed);

    /** The network after training without example i, all seeds unchanged. The caller closes it. */
    Network without(int i);

    /** The network after training on the same examples with another seed of initialisation and order: the control. */
    Network reseeded(long seed);
}
