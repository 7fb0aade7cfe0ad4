/** Bartlett, Foster and Telgarsky 2017: spectrally-normalized margin bounds for neural networks. */
@NullMarked
package dev.shatter.study.bartlett2017;

import org.jspecify.annotations.NullMarked;
