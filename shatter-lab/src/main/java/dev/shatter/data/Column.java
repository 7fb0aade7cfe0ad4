package dev.shatter.data;

/**
 * What a column of a table holds, as a reader understands it.
 *
 * @param name as the header says it; {@code column1} and so on where it says nothing
 * @param use "label", "feature" or "left out"
 * @param kind "numbers", "categories" or "dates"
 * @param different number of different texts, or labels, counted up to 1,001; 0 of numbers, which are not counted
 * @param low smallest number, or day since 1970-01-01; NaN if there is none
 * @param high largest
 * @param missing number of missing cells
 * @param example the first cell that is not missing
 */
public record Column(
        String name, String use, String kind, int different, double low, double high, long missing, String example) {}
