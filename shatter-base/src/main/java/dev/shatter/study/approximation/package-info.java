/** What networks of a given width and depth can and cannot approximate. */
@NullMarked
package dev.shatter.study.approximation;

import org.jspecify.annotations.NullMarked;
