package dev.shatter.information;

import dev.shatter.core.BadInput;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A sample of one variable of one or more coordinates.
 *
 * @param rows [n][d], finite; d may be 0 for a variable that is not there
 * @param categories which coordinates are numbers of categories and no amounts, one entry a coordinate
 */
public record Variables(double[][] rows, boolean[] categories) {
    public Variables {
        int width = categories.length;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                throw BadInput.in(
                        "row " + (i + 1), "has " + rows[i].length + " values, not " + width, "give rows of one length");
            }
            for (double value : rows[i]) {
                if (!Double.isFinite(value)) {
                    throw BadInput.in("row " + (i + 1), value + " is not finite", "remove or correct it");
                }
            }
        }
    }

    /** Amounts. */
    public static Variables of(double[]... rows) {
        return new Variables(rows, new boolean[rows.length == 0 ? 0 : rows[0].length]);
    }

    /** Amounts in one coordinate. */
    public static Variables line(double... values) {
        return of(Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new));
    }

    /** Categories in one coordinate. */
    public static Variables kinds(int... values) {
        return new Variables(
                Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new), new boolean[] {true});
    }

    /** n rows of nothing. */
    public static Variables none(int n) {
        return new Variables(new double[n][0], new boolean[0]);
    }

    public int count() {
        return rows.length;
    }

    public int dimension() {
        return categories.length;
    }

    /** Whether any coordinate holds categories. */
    boolean anyCategory() {
        return IntStream.range(0, categories.length).anyMatch(c -> categories[c]);
    }

    /** The rows of these numbers, in this order. */
    Variables take(int... places) {
        return new Variables(Arrays.stream(places).mapToObj(i -> rows[i]).toArray(double[][]::new), categories);
    }

    /** Coordinates side by side. */
    static double[][] join(double[][]... parts) {
        return IntStream.range(0, parts[0].length)
                .mapToObj(i -> Arrays.stream(parts)
                        .flatMapToDouble(part -> Arrays.stream(part[i]))
                        .toArray())
                .toArray(double[][]::new);
    }

    /** One after the other. */
    Variables append(Variables more) {
        double[][] both = Arrays.copyOf(rows, rows.length + more.rows.length);
        System.arraycopy(more.rows, 0, both, rows.length, more.rows.length);
        return new Variables(both, categories);
    }
}
