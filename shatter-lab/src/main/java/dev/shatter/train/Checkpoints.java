package dev.shatter.train;

import dev.shatter.core.AtomicFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the loops of one piece of work keep their checkpoints, a file each.
 *
 * @param folder made when the first is written; null = none are kept
 * @param interval time between two of a loop; zero = after every step
 */
public record Checkpoints(@Nullable Path folder, Duration interval) {
    /** None are kept: what is killed begins anew. */
    public static final Checkpoints NONE = new Checkpoints(null, Duration.ZERO);

    /** In this folder. */
    public static Checkpoints in(Path folder, Duration interval) {
        return new Checkpoints(folder, interval);
    }

    /** For a part of the work, in a folder of its own. */
    public Checkpoints of(String part) {
        return folder == null ? this : new Checkpoints(folder.resolve(part), interval);
    }

    /** The file of a loop of this name; null where none are kept. */
    @Nullable
    Path file(String loop) {
        return folder == null ? null : folder.resolve(loop + ".safetensors");
    }

    /** Whether a loop of this name has left one. */
    public boolean holds(String loop) {
        Path file = file(loop);
        return file != null && Files.exists(file);
    }

    /** Removes a loop's checkpoint. */
    public void remove(String loop) {
        Path file = file(loop);
        if (file != null) {
            AtomicFiles.remove(file);
        }
    }

    /** Removes all of them with their folder. */
    public void clear() {
        if (folder != null) {
            AtomicFiles.remove(folder);
        }
    }
}
