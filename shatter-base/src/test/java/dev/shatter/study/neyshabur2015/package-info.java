@NullMarked
package dev.shatter.study.neyshabur2015;

import org.jspecify.annotations.NullMarked;
