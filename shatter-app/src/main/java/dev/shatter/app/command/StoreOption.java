package dev.shatter.app.command;

import dev.shatter.core.Home;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where runs are stored. */
final class StoreOption {
    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "folder of the stored runs (default: runs in SHATTER_HOME or ~/.shatter)")
    private @Nullable Path store;

    /** The folder; it need not exist yet. */
    Path path() {
        return store == null
                ? Home.path().resolve("runs")
                : store.toAbsolutePath().normalize();
    }
}
