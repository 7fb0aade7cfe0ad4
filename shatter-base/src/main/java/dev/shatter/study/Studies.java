package dev.shatter.study;

import dev.shatter.core.Catalogue;
import dev.shatter.study.zhang2017.Zhang2017;

/** The studies. */
public final class Studies {
    /** All of them. */
    public static final Catalogue<Study> CATALOGUE = Catalogue.of("study", new Zhang2017());

    private Studies() {}
}
