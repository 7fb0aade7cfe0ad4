/**
 * The front door: specs from flags and files, and {@code Lab}, which walks data, corruption, network and training in one
 * line and answers from the store what it already holds.
 *
 * <p>May import every room of this module.
 */
@NullMarked
package dev.shatter.lab;

import org.jspecify.annotations.NullMarked;
