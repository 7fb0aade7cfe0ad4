package dev.shatter.train;

import dev.shatter.core.Chance;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;

/**
 * The chance a loop draws from. Everything is named by seeds and the epoch or step, so that a loop resumed from a
 * checkpoint needs no saved generator.
 *
 * @param order the order of the examples in a pass
 * @param noise seed of libtorch's process-wide generator before a step: dropout, augmentation, a method's own draws
 */
public record Streams(IntFunction<Chance> order, ToLongFunction<Moment> noise) {
    /** Those of a spec's trainings. */
    public static Streams of(Seeds seeds) {
        return new Streams(
                epoch -> Chance.of(seeds.order(), "order", epoch), at -> Chance.seed(seeds.noise(), "step", at.step()));
    }
}
