/**
 * Published sets, with their addresses, checksums and licences, and the one that is bundled. May import
 * {@code data}, {@code data.archive}, {@code data.array} and {@code core}.
 */
@NullMarked
package dev.shatter.data.published;

import org.jspecify.annotations.NullMarked;
