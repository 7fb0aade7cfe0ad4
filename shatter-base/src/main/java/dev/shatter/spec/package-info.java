/**
 * What is to be run: specs with a canonical JSON text whose SHA-256 is the spec's id and its run folder's name, and the schemas
 * that say which fields a kind of experiment has.
 *
 * <p>Every field is named in the text but those that came later and have their neutral value, so a changed default never changes
 * what an old id means. Nothing operational (threads, device, verbosity, paths of stores) is in a spec; every source of chance
 * is a named seed in it. May import {@code core}.
 */
@NullMarked
package dev.shatter.spec;

import org.jspecify.annotations.NullMarked;
