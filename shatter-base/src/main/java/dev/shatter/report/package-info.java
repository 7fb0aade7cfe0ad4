/**
 * Results made readable: figures, tables, self-contained pages, terminal tables. It computes nothing.
 *
 * <p>Imports core and its own sub-package chart; knows nothing of specs, runs or studies, which hand it plain values.
 */
@NullMarked
package dev.shatter.report;

import org.jspecify.annotations.NullMarked;
