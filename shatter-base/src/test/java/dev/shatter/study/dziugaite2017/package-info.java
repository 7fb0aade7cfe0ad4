@NullMarked
package dev.shatter.study.dziugaite2017;

import org.jspecify.annotations.NullMarked;
