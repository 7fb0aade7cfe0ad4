/** Placeholder. */
@org.jspecify.annotations.NullMarked
package dev.shatter.app;
