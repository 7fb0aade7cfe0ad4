/** Kawaguchi, Kaelbling and Bengio 2017: generalisation without small norms, validation bounds, and DARC. */
@NullMarked
package dev.shatter.study.kawaguchi2017;

import org.jspecify.annotations.NullMarked;
