/** Dziugaite and Roy 2017: nonvacuous bounds for stochastic networks, against width. */
@NullMarked
package dev.shatter.study.dziugaite2017;

import org.jspecify.annotations.NullMarked;
