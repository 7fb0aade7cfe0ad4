@NullMarked
package dev.shatter.spec;

import org.jspecify.annotations.NullMarked;
