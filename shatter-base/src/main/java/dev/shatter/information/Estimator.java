package dev.shatter.information;

import dev.shatter.core.BadInput;
import dev.shatter.core.Entry;
import dev.shatter.core.Variant;

/** One way to estimate a quantity of information from a sample. A new one is one class and its line in {@link Estimators}. */
public interface Estimator extends Entry {
    /** What it estimates. */
    default Quantity quantity() {
        return Quantity.INFORMATION;
    }

    /** The estimate as text. */
    String formula();

    /** Which way it is off, and by how much, as far as that is known. */
    String bias();

    /** What it cannot see, or must not be used for. */
    String pitfall();

    /** Whether coordinates may be categories; else amounts only. */
    default boolean takesCategories() {
        return false;
    }

    /** Whether it knows I(X;Y|Z). */
    default boolean takesCondition() {
        return false;
    }

    /**
     * The estimate in nats.
     *
     * @param options as {@link Estimators#CATALOGUE} has checked them
     */
    double nats(Observations sample, Variant options);

    /** The observations, if this estimator can take them. */
    default Observations require(Observations sample) {
        String where = "estimator '" + name() + "'";
        if (sample.anyCategory() && !takesCategories()) {
            throw BadInput.in(
                    where, "takes amounts, not categories", "use plug-in, or mixed for categories with amounts");
        }
        if (sample.conditional() && !takesCondition()) {
            throw BadInput.in(where, "knows no condition", "leave z out, or use plug-in, gaussian or ksg1");
        }
        return quantity().check(sample);
    }
}
