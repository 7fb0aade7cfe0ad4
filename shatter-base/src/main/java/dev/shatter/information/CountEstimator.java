package dev.shatter.information;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * An estimator that counts: an entropy from counts, and from it I(X;Y|Z) = H(X,Z) + H(Y,Z) − H(X,Y,Z) − H(Z). Rows that are
 * equal in all coordinates are one value; amounts are put into bins first if {@code bins} says so.
 */
public interface CountEstimator extends Estimator {
    /** H from how often each value was seen, in nats; values never seen may be left out or be 0. */
    double entropy(long... counts);

    @Override
    default List<Parameter> parameters() {
        return Bins.PARAMETERS;
    }

    @Override
    default boolean takesCategories() {
        return true;
    }

    @Override
    default boolean takesCondition() {
        return true;
    }

    /** I(X;Y) of a table of counts [values of x][values of y]. */
    default double information(long[][] table) {
        int columns = table.length == 0 ? 0 : table[0].length;
        if (columns == 0 || Arrays.stream(table).anyMatch(row -> row.length != columns)) {
            throw BadInput.in("table of counts", "is not a table", "give rows of one length");
        }
        long[] x =
                Arrays.stream(table).mapToLong(row -> LongStream.of(row).sum()).toArray();
        long[] y = new long[columns];
        for (long[] row : table) {
            Arrays.setAll(y, j -> y[j] + row[j]);
        }
        return entropy(x)
                + entropy(y)
                - entropy(Arrays.stream(table).flatMapToLong(Arrays::stream).toArray());
    }

    /** I(X;Y|Z) of one table of counts for each value of z: the mean of their informations, by how often z was seen. */
    default double conditional(List<long[][]> tables) {
        double total = 0;
        double sum = 0;
        for (long[][] table : tables) {
            double seen = Arrays.stream(table).flatMapToLong(Arrays::stream).sum();
            total += seen;
            sum += seen > 0 ? seen * information(table) : 0;
        }
        return sum / total;
    }

    @Override
    default double nats(Observations sample, Variant options) {
        Bins bins = Bins.of(options);
        int[] x = bins.symbols(sample.x());
        int[] y = bins.symbols(sample.y());
        int[] z = bins.symbols(sample.z());
        int[] xz = Symbols.join(x, z);
        return entropy(Symbols.counts(xz))
                + entropy(Symbols.counts(Symbols.join(y, z)))
                - entropy(Symbols.counts(Symbols.join(xz, y)))
                - (sample.conditional() ? entropy(Symbols.counts(z)) : 0);
    }

    /** How many there are, or a plain error. */
    static double total(long... counts) {
        if (Arrays.stream(counts).anyMatch(c -> c < 0) || Arrays.stream(counts).sum() < 1) {
            throw BadInput.in("counts", Arrays.toString(counts) + " are impossible", "give counts >= 0, not all 0");
        }
        return Arrays.stream(counts).sum();
    }
}
