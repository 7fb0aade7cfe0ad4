package dev.shatter.app.command;

import dev.shatter.core.BadInput;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many threads numerics may use. */
final class ThreadsOption {
    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads for numerics (default: the physical cores; one a run when runs share the machine)")
    private @Nullable Integer threads;

    /** The number asked for, at least 1; empty for the engine's choice. */
    OptionalInt count() {
        if (threads == null) {
            return OptionalInt.empty();
        }
        if (threads < 1 || threads > 1024) {
            throw BadInput.in("--threads", threads + " is out of range", "give a number from 1 to 1024");
        }
        return OptionalInt.of(threads);
    }
}
