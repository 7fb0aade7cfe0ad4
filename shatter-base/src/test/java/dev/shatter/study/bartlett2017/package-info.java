@NullMarked
package dev.shatter.study.bartlett2017;

import org.jspecify.annotations.NullMarked;
