package dev.shatter.lab;

import dev.shatter.data.Dataset;
import dev.shatter.network.Architecture;
import dev.shatter.run.Run;
import dev.shatter.spec.Spec;
import dev.shatter.spec.TrainSpec;
import dev.shatter.train.TrainListener;
import java.nio.file.Path;

/** Told what the lab does. */
public interface LabListener extends TrainListener {
    /** Says nothing. */
    LabListener NONE = new LabListener() {};

    /** The store holds this run already. */
    default void stored(Run run) {}

    /** Another process is at this spec; the lab waits for it. */
    default void waiting(Spec spec) {}

    /** A training begins or goes on. */
    default void begins(
            TrainSpec spec, Path folder, Architecture architecture, Dataset prepared, Preparation preparation) {}
}
