package dev.shatter.spec;

import java.util.Map;

/**
 * Completes a spec from a few named fields, as flags and spec files name them: {@code data}, {@code net}, {@code labels},
 * {@code epochs}, … for a training; {@code compute}, {@code data}, … for a computation. Every other field takes its
 * default.
 *
 * <p>The lab implements it, since only its catalogues know the options of a network or an optimiser; studies use it.
 */
@FunctionalInterface
public interface Drafter {
    /** The field that makes a draft one of a computation. */
    String COMPUTE = "compute";

    /**
     * The complete spec: a {@link ComputeSpec} if there is a field {@link #COMPUTE}, else a {@link TrainSpec}.
     *
     * @throws dev.shatter.core.BadInput if a field is not known or a value is out of its range
     */
    Spec draft(Map<String, Object> fields);
}
