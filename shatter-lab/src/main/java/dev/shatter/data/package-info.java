/**
 * Labelled data: samples and labels, their splits and shapes, subsets, and what a source of data is.
 *
 * <p>The rooms below read and make them: {@code archive} and {@code array}, {@code table} and {@code picture} read files,
 * {@code published} fetches what others publish, {@code synthetic} draws from formulas, {@code store} lists all of these
 * and keeps decoded copies, {@code describe} says and shows what is in a data set. Pure Java: no class here or below loads
 * native code, so listing and describing data starts fast. May import {@code core}.
 */
@NullMarked
package dev.shatter.data;

import org.jspecify.annotations.NullMarked;
