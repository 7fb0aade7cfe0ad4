/**
 * The catalogue of all sources, and the store that opens what a reference names and keeps decoded copies. May import
 * every room of {@code data}, {@code torch}'s file formats and {@code core}.
 */
@NullMarked
package dev.shatter.data.store;

import org.jspecify.annotations.NullMarked;
