/**
 * Data sets: what they are, their readers, splits, catalogue, downloads and cache.
 *
 * <p>Pure Java: no class here loads native code, so listing and describing data starts fast. May import {@code torch}'s
 * file formats and {@code core}.
 */
@NullMarked
package dev.shatter.data;

import org.jspecify.annotations.NullMarked;
