package dev.shatter.sweep;

import dev.shatter.run.RunStore;
import java.nio.file.Path;
import java.time.Duration;

/** Makes executors of one kind that come in a jar of their own; found by {@link java.util.ServiceLoader}. */
public interface ExecutorProvider {
    /**
     * What the processes of an executor need to carry out a task as this one would.
     *
     * @param store where runs go; every process must see this folder under this path
     * @param home Shatter's own folder, likewise
     * @param version Shatter's version, for the record
     * @param commit Shatter's commit, for the record
     * @param checkpoints time between two checkpoints of a training
     * @param threads threads of the numerics a run, at least 1: part of what makes a run repeatable to the bit
     */
    record Site(RunStore store, Path home, String version, String commit, Duration checkpoints, int threads) {}

    /** The word before the colon: {@code spark}. */
    String scheme();

    /**
     * An executor at an address.
     *
     * @param address what stands after the colon
     */
    Executor open(String address, Site site);
}
