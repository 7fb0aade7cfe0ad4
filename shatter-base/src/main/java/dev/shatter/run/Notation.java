package dev.shatter.run;

import dev.shatter.core.Variant;

/** How people write the variants that a store holds. */
public interface Notation {
    /** The full text alone, every option named. */
    Notation FULL = new Notation() {
        @Override
        public String brief(String kind, String field, Variant variant) {
            return variant.text();
        }

        @Override
        public boolean means(String kind, String field, String text, Variant variant) {
            return false;
        }
    };

    /**
     * A field's value in short, as lists show it.
     *
     * @param kind of the spec that has the field
     */
    String brief(String kind, String field, Variant variant);

    /** Whether a text, typed as a value of that field, stands for the variant. */
    boolean means(String kind, String field, String text, Variant variant);
}
