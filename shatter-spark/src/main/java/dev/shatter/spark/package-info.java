/**
 * Sweeps on a Spark cluster: the executor behind {@code --on spark:MASTER}, found by {@code ServiceLoader}. Spark is on
 * the class path of nobody else.
 *
 * <p>May import {@code core}, {@code run}, {@code spec}, {@code sweep}, {@code data} and {@code lab}.
 */
@NullMarked
package dev.shatter.spark;

import org.jspecify.annotations.NullMarked;
