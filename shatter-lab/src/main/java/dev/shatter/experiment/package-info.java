/**
 * The kinds of experiment there are: for each its fields, what is checked before it begins, what it does, and how its runs are
 * shown. A kind is one class and one line of {@link dev.shatter.experiment.Experiments}; other jars add theirs by
 * {@link java.util.ServiceLoader}.
 *
 * <p>May import every room of this module but {@code audit}, {@code lab} and {@code bench}.
 */
@NullMarked
package dev.shatter.experiment;

import org.jspecify.annotations.NullMarked;
