/** Tests of the Spark executor, on this machine. */
@NullMarked
package dev.shatter.spark;

import org.jspecify.annotations.NullMarked;
