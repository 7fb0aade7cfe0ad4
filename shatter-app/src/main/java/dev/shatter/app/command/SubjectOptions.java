package dev.shatter.app.command;

import dev.shatter.core.BadInput;
import dev.shatter.core.Home;
import dev.shatter.data.DataStore;
import dev.shatter.lab.RunSubject;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.torch.Natives;
import dev.shatter.torch.Threads;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A trained network named on the command line: a stored run, or weights of a catalogue network with their data. */
final class SubjectOptions {
    @Mixin
    private StoreOption store;

    @Mixin
    private ThreadsOption threads;

    @Parameters(
            paramLabel = "ID|MODEL",
            description =
                    "the beginning of a run's id, or NET@FILE: weights (.safetensors, .npz) of a network of 'net list'")
    private String model;

    @Option(names = "--data", paramLabel = "REF", description = "data set of NET@FILE, see 'data list'")
    private @Nullable String data;

    /** As typed. */
    String model() {
        return model;
    }

    /** The stored run, or null if weights are given. */
    @Nullable
    Run run() {
        if (model.lastIndexOf('@') >= 0) {
            if (data == null) {
                throw BadInput.in("model '" + model + "'", "comes without data", "name them with --data");
            }
            return null;
        }
        if (data != null) {
            throw BadInput.in("--data", "a run brings its own data", "leave it out");
        }
        return new RunStore(store.path()).get(model);
    }

    /** Opens the network with its examples; loads libtorch. */
    RunSubject open(@Nullable Run run) {
        Natives.load();
        threads.count().ifPresent(Threads::use);
        DataStore source = new DataStore(Home.path());
        if (run != null) {
            return RunSubject.of(run, source);
        }
        int at = model.lastIndexOf('@');
        return RunSubject.of(
                model.substring(0, at), Path.of(model.substring(at + 1)), source.open(String.valueOf(data)));
    }
}
