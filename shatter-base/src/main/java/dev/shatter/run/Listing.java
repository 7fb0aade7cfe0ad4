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
        COMPLETE("nothing is wrong with it"),
        /** Some process is at it now. */
        RUNNING("wait until that process is done"),
        /** Begun and not finished: the same spec again goes on from its last checkpoint. */
        UNFINISHED("run its spec again, which goes on from the last checkpoint"),
        /** Was a run; a file is missing, cut short or changed. The same spec again moves it aside and makes the run anew. */
        DAMAGED("run its spec again: the folder is moved aside and the run made anew"),
        /** Was damaged, and was moved aside when its spec was run again. */
        ASIDE("remove it with 'runs rm' once nothing in it is needed"),
        /** In a format that a later version of Shatter writes. */
        NEWER("use the version that made it, or another store"),
        /** Cannot be read for the moment; nothing says that it is damaged. */
        UNREADABLE("give yourself read access, or name another store"),
        /** Not a run. */
        FOREIGN("name a run that 'runs list' shows");

        private final String remedy;

        State(String remedy) {
            this.remedy = remedy;
        }

        /** What can be done about it, a clause. */
        public String remedy() {
            return remedy;
        }
    }
}
