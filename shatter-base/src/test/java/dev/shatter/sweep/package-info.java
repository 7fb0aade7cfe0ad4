@NullMarked
package dev.shatter.sweep;

import org.jspecify.annotations.NullMarked;
