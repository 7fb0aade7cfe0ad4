package dev.shatter.spec;

import java.util.Map;

/**
 * Completes a training spec from a few named fields, as flags and spec files name them: {@code data}, {@code net},
 * {@code labels}, {@code epochs}, …; every other field takes its default.
 *
 * <p>The lab implements it, since only its catalogues know the options of a network or an optimiser; studies use it.
 */
@FunctionalInterface
public interface Drafter {
    /**
     * The complete spec.
     *
     * @throws dev.shatter.core.BadInput if a field is not known or a value is out of its range
     */
    TrainSpec train(Map<String, Object> fields);
}
