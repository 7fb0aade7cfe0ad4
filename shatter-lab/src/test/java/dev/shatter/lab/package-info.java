/** Tests of the front door. */
@NullMarked
package dev.shatter.lab;

import org.jspecify.annotations.NullMarked;
