/**
 * Data drawn from a formula and a seed. May import {@code data} and {@code core}.
 */
@NullMarked
package dev.shatter.data.synthetic;

import org.jspecify.annotations.NullMarked;
