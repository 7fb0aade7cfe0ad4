/** Tests of reports. */
@NullMarked
package dev.shatter.report;

import org.jspecify.annotations.NullMarked;
