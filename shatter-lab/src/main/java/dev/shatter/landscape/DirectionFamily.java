package dev.shatter.landscape;

import dev.shatter.core.BadInput;
import dev.shatter.core.Entry;
import java.util.List;

/** A way to choose directions in weight space. */
public interface DirectionFamily extends Entry {
    /**
     * Directions through the centre; they belong to the innermost scope.
     *
     * @param count how many, 1 or 2 for a plane, at most 5 on lines
     * @throws BadInput if there are not so many
     */
    List<Direction> of(Ground ground, int count);

    /** Whether the training's path can be drawn beside them: it lies along them as far as it can. */
    default boolean followsPath() {
        return false;
    }
}
