package dev.shatter.core;

import java.util.List;

/** What every variant in a catalogue says of itself. It feeds help, reference pages, menus and contract tests. */
public interface Entry {
    /** As typed: lower case, digits and hyphens. */
    String name();

    /** One line, lower case, no full stop. */
    String summary();

    /** Authors, year, arXiv id or page; empty for folklore. */
    default String source() {
        return "";
    }

    /** The options, in the order in which positional arguments fill them. */
    default List<Parameter> parameters() {
        return List.of();
    }
}
