/** Dinh, Pascanu, Bengio and Bengio 2017: sharp minima can generalise. */
@NullMarked
package dev.shatter.study.dinh2017;

import org.jspecify.annotations.NullMarked;
