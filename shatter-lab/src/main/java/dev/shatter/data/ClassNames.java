package dev.shatter.data;

import java.util.Comparator;

/** The one order of class names, so that labels do not depend on the order of files or rows. */
public final class ClassNames {
    /** Whole numbers first, by value; then the others by code point. */
    public static final Comparator<String> ORDER = Comparator.comparingLong(
                    (String s) -> s.matches("\\d{1,18}") ? Long.parseLong(s) : Long.MAX_VALUE)
            .thenComparing(Comparator.naturalOrder());

    private ClassNames() {}
}
