@NullMarked
package dev.shatter.study.exhibit;

import org.jspecify.annotations.NullMarked;
