/**
 * Tables: CSV files, what their columns hold, and how columns become features. May import {@code data} and {@code core}.
 */
@NullMarked
package dev.shatter.data.table;

import org.jspecify.annotations.NullMarked;
