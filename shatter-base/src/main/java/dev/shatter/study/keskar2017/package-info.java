/** Keskar et al. 2017: large batches end in sharp minima. */
@NullMarked
package dev.shatter.study.keskar2017;

import org.jspecify.annotations.NullMarked;
