/** Tests of the command line, driven through {@link dev.shatter.app.Shell}, and of the house's rules. */
@NullMarked
package dev.shatter.app;

import org.jspecify.annotations.NullMarked;
