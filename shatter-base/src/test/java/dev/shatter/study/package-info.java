@NullMarked
package dev.shatter.study;

import org.jspecify.annotations.NullMarked;
