package dev.shatter.information;

import dev.shatter.core.BadInput;
import java.util.Arrays;

/**
 * The joint law p(x, y) of two variables with finitely many values, and what they know of each other:
 * I(X;Y) = KL(p_xy ‖ p_x p_y) = H(X) + H(Y) − H(X,Y) ≥ 0 in nats, 0 exactly where they are independent.
 *
 * @param p [values of x][values of y], summing to 1
 */
public record Joint(double[][] p) {
    public Joint {
        int columns = p.length == 0 ? 0 : p[0].length;
        if (columns == 0 || Arrays.stream(p).anyMatch(row -> row.length != columns)) {
            throw BadInput.in("joint law", "is not a table", "give rows of one length");
        }
        double[] flat = Entropy.law(
                "joint law", Arrays.stream(p).flatMapToDouble(Arrays::stream).toArray());
        double[][] table = new double[p.length][];
        for (int x = 0; x < table.length; x++) {
            table[x] = Arrays.copyOfRange(flat, x * columns, (x + 1) * columns);
        }
        p = table;
    }

    /** The empirical law of a table of counts. */
    public static Joint ofCounts(long[][] counts) {
        double total = Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
        if (!(total > 0)) {
            throw BadInput.in("table of counts", "holds no count", "give counts, not all of them 0");
        }
        return new Joint(Arrays.stream(counts)
                .map(row -> Arrays.stream(row).mapToDouble(c -> c / total).toArray())
                .toArray(double[][]::new));
    }

    /** The joint law of the input and the output of a channel: p(x) p(y|x). */
    public static Joint of(double[] input, double[][] channel) {
        if (input.length != channel.length) {
            throw BadInput.in(
                    "channel",
                    "has " + channel.length + " rows for " + input.length + " inputs",
                    "give a row an input");
        }
        double[][] table = new double[input.length][];
        for (int x = 0; x < input.length; x++) {
            double share = input[x];
            table[x] = Arrays.stream(Entropy.law("channel, row " + (x + 1), channel[x]))
                    .map(q -> share * q)
                    .toArray();
        }
        return new Joint(table);
    }

    /** p(x). */
    public double[] x() {
        return Arrays.stream(p).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
    }

    /** p(y). */
    public double[] y() {
        double[] y = new double[p[0].length];
        for (double[] row : p) {
            for (int j = 0; j < y.length; j++) {
                y[j] += row[j];
            }
        }
        return y;
    }

    /** H(X,Y). */
    public double entropy() {
        return Entropy.unchecked(
                Arrays.stream(p).flatMapToDouble(Arrays::stream).toArray());
    }

    /** I(X;Y). */
    public double information() {
        double[] x = x();
        double[] y = y();
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                sum += p[i][j] > 0 ? p[i][j] * Math.log(p[i][j] / (x[i] * y[j])) : 0;
            }
        }
        return Math.max(0, sum);
    }

    /** The joint law of X and Z where Z is the output of a channel p(z|y) fed with Y alone: I(X;Z) ≤ I(X;Y). */
    public Joint then(double[][] channel) {
        if (channel.length != p[0].length) {
            throw BadInput.in(
                    "channel", "has " + channel.length + " rows for " + p[0].length + " inputs", "give a row an input");
        }
        double[][] table = new double[p.length][channel[0].length];
        for (int y = 0; y < channel.length; y++) {
            double[] row = Entropy.law("channel, row " + (y + 1), channel[y]);
            for (int x = 0; x < p.length; x++) {
                for (int z = 0; z < row.length; z++) {
                    table[x][z] += p[x][y] * row[z];
                }
            }
        }
        return new Joint(table);
    }
}
