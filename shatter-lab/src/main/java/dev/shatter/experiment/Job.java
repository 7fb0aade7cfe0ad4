package dev.shatter.experiment;

import dev.shatter.run.Trace;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What makes a run once everything is checked. */
@FunctionalInterface
public interface Job {
    /**
     * Does the work, from the beginning or from what a killed process left in the folder.
     *
     * @param folder the run's own; what the job leaves there, scratch files excepted, are the run's artefacts
     */
    Product make(Path folder);

    /**
     * The job as one that is done at once with others of its company; empty if it has to be done alone.
     *
     * @param folder as in {@link #make}
     */
    default Optional<Companion> companion(Path folder) {
        return Optional.empty();
    }

    /**
     * The result of a job.
     *
     * @param trace a table of numbers: an epoch, a step, a width a row
     * @param results headline numbers by name; fractions in [0, 1], losses in nats
     * @param facts of the numerics, for the record
     * @param seconds wall time over all resumptions
     * @param scratch names of files needed to resume only
     */
    record Product(
            Trace trace,
            SortedMap<String, Double> results,
            SortedMap<String, String> facts,
            double seconds,
            Set<String> scratch) {
        public Product {
            results = Collections.unmodifiableSortedMap(new TreeMap<>(results));
            facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
            scratch = Set.copyOf(scratch);
        }
    }
}
