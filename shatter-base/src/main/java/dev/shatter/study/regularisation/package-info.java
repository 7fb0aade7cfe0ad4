/** Implicit and explicit regularisation of linear models against their closed forms. */
@NullMarked
package dev.shatter.study.regularisation;

import org.jspecify.annotations.NullMarked;
