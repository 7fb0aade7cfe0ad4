package dev.shatter.network;

import dev.shatter.core.BadInput;
import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import dev.shatter.data.Shape;

/** Architectures of one kind: a catalogue entry that turns options and a data shape into layers. */
public interface NetworkFamily extends Entry {
    /**
     * The architecture for data of this shape.
     *
     * @param variant this family's options, checked by the catalogue
     * @param input shape of one sample
     * @param classes number of outputs
     * @throws BadInput if the network does not fit the input
     */
    Architecture architecture(Variant variant, Shape input, int classes);

    /** Learning rate of plain SGD where the source states one, else one that trains: the command line's default. */
    default double learningRate() {
        return 0.01;
    }
}
