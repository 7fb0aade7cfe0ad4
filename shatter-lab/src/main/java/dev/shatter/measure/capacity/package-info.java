/** Capacity, and stability under retraining. */
@NullMarked
package dev.shatter.measure.capacity;

import org.jspecify.annotations.NullMarked;
