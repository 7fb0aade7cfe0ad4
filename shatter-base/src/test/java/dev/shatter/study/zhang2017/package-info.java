@NullMarked
package dev.shatter.study.zhang2017;

import org.jspecify.annotations.NullMarked;
