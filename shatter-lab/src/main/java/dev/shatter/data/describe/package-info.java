/**
 * What is in a data set: counts, statistics, duplicates, and sheets of its samples. May import {@code data} and {@code core}.
 */
@NullMarked
package dev.shatter.data.describe;

import org.jspecify.annotations.NullMarked;
