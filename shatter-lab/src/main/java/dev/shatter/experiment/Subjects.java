package dev.shatter.experiment;

import dev.shatter.measure.Subject;
import dev.shatter.proof.Premises;

/** A subject of measurement with the memory behind it. Close it after the last measure. */
public interface Subjects extends AutoCloseable {
    /** What is measured. */
    Subject subject();

    /** What is certified: the subject and what theorems assume of its examples. */
    Premises premises();

    @Override
    void close();
}
