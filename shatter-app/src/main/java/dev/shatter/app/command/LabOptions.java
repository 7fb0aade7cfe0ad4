package dev.shatter.app.command;

import dev.shatter.app.Build;
import dev.shatter.app.Console;
import dev.shatter.app.LabProgress;
import dev.shatter.core.BadInput;
import dev.shatter.core.Home;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.ExperimentListener;
import dev.shatter.lab.Lab;
import dev.shatter.run.RunStore;
import java.time.Duration;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that make runs: where runs go, how many threads, how often a checkpoint is written. */
final class LabOptions {
    @Mixin
    private StoreOption store;

    @Mixin
    private ThreadsOption threads;

    @Option(
            names = "--checkpoint",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "time between two checkpoints of a run (default: ${DEFAULT-VALUE})")
    private double checkpoint;

    RunStore store() {
        return new RunStore(store.path());
    }

    /** A lab that shows its progress on this console. */
    Lab lab(Console console) {
        LabProgress progress = new LabProgress(console);
        return lab(new DataStore(Home.path(), progress::data), progress);
    }

    /** The number of threads asked for; empty for the engine's choice. */
    OptionalInt threads() {
        return threads.count();
    }

    /** Time between two checkpoints. */
    Duration checkpoints() {
        if (!(checkpoint >= 0)) {
            throw BadInput.in("--checkpoint", checkpoint + " is not a time", "give seconds, 30 for instance");
        }
        return Duration.ofMillis(Math.round(checkpoint * 1000));
    }

    /** This Shatter, for the record. */
    Lab.Build build() {
        return new Lab.Build(Build.version(), Build.commit());
    }

    /** A lab that tells this listener only. */
    Lab lab(ExperimentListener listener) {
        return lab(new DataStore(Home.path()), listener);
    }

    private Lab lab(DataStore data, ExperimentListener listener) {
        return new Lab(
                data, store(), build(), listener, checkpoints(), threads().orElse(0));
    }
}
