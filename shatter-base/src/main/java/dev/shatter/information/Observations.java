package dev.shatter.information;

import dev.shatter.core.BadInput;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What an estimator looks at.
 *
 * @param x the first variable
 * @param y the second: in pairs with x, or for a divergence a sample of its own; without coordinates for an entropy
 * @param z what is given, in triples with x and y; mostly without coordinates
 */
public record Observations(Variables x, Variables y, Variables z) {
    /** Pairs. */
    public static Observations of(Variables x, Variables y) {
        return new Observations(x, y, Variables.none(x.count()));
    }

    /** One sample alone. */
    public static Observations of(Variables x) {
        return of(x, Variables.none(x.count()));
    }

    /** Whether something is given. */
    boolean conditional() {
        return z.dimension() > 0;
    }

    boolean anyCategory() {
        return x.anyCategory() || y.anyCategory() || z.anyCategory();
    }

    int dimension() {
        return x.dimension() + y.dimension() + z.dimension();
    }

    /** Refuses samples that are no triples. */
    Observations requireTriples() {
        if (x.count() != y.count() || x.count() != z.count()) {
            throw BadInput.in(
                    "observations",
                    "x has " + x.count() + " rows, y " + y.count() + (conditional() ? ", z " + z.count() : ""),
                    "give variables that were seen together, a row each time");
        }
        return this;
    }

    /** The triples of these numbers. */
    Observations take(int... places) {
        return new Observations(x.take(places), y.take(places), z.take(places));
    }

    /** The rows that a test keeps, by their place. */
    static int[] places(int n, IntPredicate kept) {
        return IntStream.range(0, n).filter(kept).toArray();
    }
}
