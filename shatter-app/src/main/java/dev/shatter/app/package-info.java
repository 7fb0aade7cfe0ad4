/**
 * The command line: {@link dev.shatter.app.Main}, what a terminal shows, exit codes and the log.
 *
 * <p>May import every room. Only {@link dev.shatter.app.Main} and {@link dev.shatter.app.Console} name the process's own
 * streams; commands live in {@code dev.shatter.app.command}.
 */
@NullMarked
package dev.shatter.app;

import org.jspecify.annotations.NullMarked;
