/** Tests of pictures. */
@NullMarked
package dev.shatter.report.chart;

import org.jspecify.annotations.NullMarked;
