/** The manifold hypothesis: intrinsic dimension of data. */
@NullMarked
package dev.shatter.study.manifold;

import org.jspecify.annotations.NullMarked;
