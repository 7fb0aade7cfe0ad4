/** All measures in one catalogue, how they are taken, and their reference page and report. */
@NullMarked
package dev.shatter.measure.catalogue;

import org.jspecify.annotations.NullMarked;
