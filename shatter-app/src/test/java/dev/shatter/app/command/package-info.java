/** Tests of the commands through the real command line. */
@NullMarked
package dev.shatter.app.command;

import org.jspecify.annotations.NullMarked;
