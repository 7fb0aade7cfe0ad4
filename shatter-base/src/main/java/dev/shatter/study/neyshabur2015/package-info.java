/** Neyshabur, Tomioka and Srebro 2015: in search of the real inductive bias; with double descent. */
@NullMarked
package dev.shatter.study.neyshabur2015;

import org.jspecify.annotations.NullMarked;
