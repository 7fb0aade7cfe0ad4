/**
 * Charts as data: one typed description becomes an ECharts option, and from it SVG, PNG and CSV.
 *
 * <p>Imports core only. Colours and line styles follow one palette, in which a colour means one thing everywhere.
 */
@NullMarked
package dev.shatter.report.chart;

import org.jspecify.annotations.NullMarked;
