package dev.shatter.experiment;

import dev.shatter.run.Run;
import dev.shatter.spec.Spec;
import java.util.List;
import java.util.function.Supplier;

/** Told how runs come about; must not change them. */
public interface ExperimentListener {
    /** Says nothing. */
    ExperimentListener NONE = new ExperimentListener() {};

    /** The store holds this run already. */
    default void stored(Run run) {}

    /** Another process is at this spec; this one waits for it. */
    default void waiting(Spec spec) {}

    /**
     * A run begins or goes on.
     *
     * @param settings everything that decides its numbers, line by line, for people
     */
    default void begins(Spec spec, List<String> settings) {}

    /** Something worth a line: a checkpoint was found. */
    default void note(String sentence) {}

    /**
     * A step forward.
     *
     * @param done share of the run that is done at most, in [0, 1]
     * @param state where it stands, in a few words
     */
    default void at(double done, Supplier<String> state) {}
}
