/**
 * Papers as programs: a study states its runs, its claims and its figures; verdicts follow from stored runs.
 *
 * <p>A sub-package a paper. Studies touch networks only through drafts, specs and stored runs. May import {@code core},
 * {@code stats}, {@code bound}, {@code report}, {@code spec}, {@code run} and {@code sweep}.
 */
@NullMarked
package dev.shatter.study;

import org.jspecify.annotations.NullMarked;
