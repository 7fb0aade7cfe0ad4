/**
 * Figures and tables that any set of training runs gives: learning curves, time to fit, test error, the table of results.
 *
 * <p>Studies, {@code report} and {@code quickstart} build on them. Nothing here judges; claims do. May import {@code run},
 * {@code stats}, {@code report} and what stands above.
 */
@NullMarked
package dev.shatter.study.exhibit;

import org.jspecify.annotations.NullMarked;
