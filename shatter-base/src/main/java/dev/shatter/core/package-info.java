/**
 * What every room stands on: plain errors, seeds, atomic files, canonical JSON, catalogues of named variants.
 *
 * <p>Imports nothing of Shatter and no native code.
 */
@NullMarked
package dev.shatter.core;

import org.jspecify.annotations.NullMarked;
