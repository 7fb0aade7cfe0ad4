package dev.shatter.experiment;

import dev.shatter.measure.Subject;

/** A subject of measurement with the memory behind it. Close it after the last measure. */
public interface Subjects extends AutoCloseable {
    /** What is measured. */
    Subject subject();

    @Override
    void close();
}
