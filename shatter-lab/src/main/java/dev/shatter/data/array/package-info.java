/**
 * Arrays in the formats of MNIST, CIFAR, NumPy and MATLAB. May import {@code data}, {@code data.archive}, {@code torch}'s file
 * formats and {@code core}.
 */
@NullMarked
package dev.shatter.data.array;

import org.jspecify.annotations.NullMarked;
