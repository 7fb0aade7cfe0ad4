package dev.shatter.spec;

import java.util.Map;

/**
 * Completes a spec from a few named fields, as flags and spec files name them: {@code data}, {@code net}, {@code epochs}, …
 * Every other field takes its default.
 *
 * <p>The lab implements it, since only its catalogues know the options of a network or an optimizer; studies use it.
 */
@FunctionalInterface
public interface Drafter {
    /** The field that names the kind of experiment; a draft without it is one of a training. */
    String EXPERIMENT = "experiment";

    /**
     * The complete spec.
     *
     * @param fields text, numbers, booleans, or as in JSON an object with a {@code name}; where a field names a run: its id, or
     *     the draft of its spec
     * @throws dev.shatter.core.BadInput if a field is not known or a value is out of its range
     */
    Spec draft(Map<String, Object> fields);
}
