/**
 * What is to be run. Immutable records with a canonical JSON text; its SHA-256 is the spec's id and its run folder's name.
 *
 * <p>Every field is named in the text, so a changed default never changes what an old id means. Nothing operational
 * (threads, device, verbosity, paths of stores) is in a spec; every source of chance is a named seed in it. May import
 * {@code core}.
 */
@NullMarked
package dev.shatter.spec;

import org.jspecify.annotations.NullMarked;
