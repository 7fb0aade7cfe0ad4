package dev.shatter.experiment;

import dev.shatter.measure.Subject;
import dev.shatter.proof.Premises;
import java.util.List;

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

    @Override
    void close();
}
