package dev.shatter.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One folder of the store as {@code runs list} shows it; whatever lies there, listing it never fails.
 *
 * @param name the folder's name; for a run, its id
 * @param folder the folder
 * @param state what it is
 * @param run the run, if complete
 * @param note why it is not complete, in a few words; empty if it is
 */
public record Listing(
        String name, Path folder, State state, @Nullable Run run, String note) {
    /** What a folder of the store can be. */
    public enum State {
        /** A finished run, all its files there. */
        COMPLETE,
        /** Some process is at it now. */
        RUNNING,
        /** Begun and not finished: the same spec again goes on from its last checkpoint. */
        UNFINISHED,
        /** Was a run; a file is missing, cut short or changed. */
        DAMAGED,
        /** Not a run. */
        FOREIGN
    }
}
