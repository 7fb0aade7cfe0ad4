@NullMarked
package dev.shatter.study.depth;

import org.jspecify.annotations.NullMarked;
