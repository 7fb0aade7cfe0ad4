package dev.shatter.report;

import java.util.List;

/**
 * A figure with all that a reader needs to judge it.
 *
 * @param id name of its files and anchor, made of a-z, 0-9 and -
 * @param title a few words
 * @param alternative what can be seen, for those who cannot see it; not empty
 * @param reading what it shows and what it does not
 * @param reproduce the command that makes its numbers again
 * @param provenance ids of the runs or specs behind it
 */
public record Figure(
        String id,
        String title,
        Picture picture,
        Caption caption,
        Reading reading,
        String alternative,
        String reproduce,
        List<String> provenance)
        implements Block {

    /**
     * The words under a figure, in this order.
     *
     * @param finding a sentence: what was found
     * @param method how it was measured, and what bands and bars mean
     * @param sample n and seeds
     */
    public record Caption(String finding, String method, String sample) {}

    /** Two sentences: what the figure shows, and what nobody should read into it. */
    public record Reading(String shows, String showsNot) {}

    public Figure {
        requireId(id);
        provenance = List.copyOf(provenance);
        if (alternative.isBlank()) {
            throw new IllegalArgumentException("figure '" + id + "' has no alternative text");
        }
    }

    static void requireId(String id) {
        if (!id.matches("[a-z0-9][a-z0-9-]{0,79}")) {
            throw new IllegalArgumentException("an id is made of a-z, 0-9 and -, not '" + id + "'");
        }
    }
}
