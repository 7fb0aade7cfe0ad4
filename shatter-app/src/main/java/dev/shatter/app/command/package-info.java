/**
 * The commands, a class each: parse, call a room, print. No command computes anything.
 *
 * <p>{@link dev.shatter.app.command.DataCommand} is the model to copy; CONTRIBUTING says how. Imports every room and
 * {@code dev.shatter.app}.
 */
@NullMarked
package dev.shatter.app.command;

import org.jspecify.annotations.NullMarked;
