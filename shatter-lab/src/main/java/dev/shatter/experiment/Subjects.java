package dev.shatter.experiment;

import dev.shatter.measure.Subject;
import dev.shatter.network.Network;
import dev.shatter.proof.Premises;
import java.util.List;
import java.util.function.Consumer;

/** A subject of measurement with the memory behind it. Close it after the last measure. */
public interface Subjects extends AutoCloseable {
    /** What is measured. */
    Subject subject();

    /** What is certified: the subject and what theorems assume of its examples. */
    Premises premises();

    /** What people should know of how the network was read, each a sentence. */
    default List<String> remarks() {
        return List.of();
    }

    /**
     * Shows the weights that its training passed through and that were kept, in their order, initial and final ones included;
     * nothing where they are not known.
     *
     * @param look at a network that lives as long as the call
     */
    default void path(Consumer<Network> look) {}

    @Override
    void close();
}
