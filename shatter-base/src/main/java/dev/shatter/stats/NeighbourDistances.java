package dev.shatter.stats;

import dev.shatter.core.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Euclidean distances of each point to its k nearest neighbours, T_1 ≤ … ≤ T_k, and the estimates of intrinsic dimension
 * that need nothing else. Each estimate is unchanged by rotation, translation, scaling and padding with zeros.
 *
 * @param distances [n][k], ascending, all positive: points with a copy among the others are left out
 */
public record NeighbourDistances(double[][] distances) {
    /** Facco et al. drop this share of the largest ratios, which noise and boundaries spoil. */
    private static final double DISCARD = 0.1;

    /** Checks that rows are ascending and positive. */
    public NeighbourDistances {
        if (distances.length == 0) {
            throw BadInput.in("neighbours", "no point without a copy is left", "remove duplicates");
        }
        for (double[] row : distances) {
            if (row.length < 2 || !(row[0] > 0)) {
                throw BadInput.in(
                        "neighbours", "distances start at " + Arrays.toString(row), "give two or more, positive");
            }
        }
    }

    /**
     * By comparing all pairs: O(n² d).
     *
     * @param points [n][d]
     * @param k 2 ≤ k &lt; n
     */
    public static NeighbourDistances of(double[][] points, int k) {
        int n = points.length;
        if (k < 2 || k >= n) {
            throw BadInput.in("neighbours", k + " of " + n + " points", "give 2 to " + (n - 1));
        }
        List<double[]> kept = new ArrayList<>();
        IntStream.range(0, n).parallel().mapToObj(i -> nearest(points, i, k)).forEachOrdered(row -> {
            if (row[0] > 0) {
                kept.add(row);
            }
        });
        return new NeighbourDistances(kept.toArray(new double[0][]));
    }

    private static double[] nearest(double[][] points, int i, int k) {
        double[] squares = new double[points.length];
        for (int j = 0; j < points.length; j++) {
            double sum = 0;
            for (int c = 0; c < points[i].length; c++) {
                double difference = points[i][c] - points[j][c];
                sum += difference * difference;
            }
            squares[j] = j == i ? Double.POSITIVE_INFINITY : sum;
        }
        Arrays.sort(squares);
        double[] nearest = Arrays.copyOf(squares, k);
        for (int j = 0; j < k; j++) {
            nearest[j] = Math.sqrt(nearest[j]);
        }
        return nearest;
    }

    /** m_k(x) = [(1/(k−1)) Σ_{j&lt;k} ln(T_k/T_j)]⁻¹ of one row: the maximum likelihood. Levina and Bickel 2005. */
    public static double levinaBickel(double... row) {
        return (row.length - 1) / logs(row);
    }

    /** The same with k − 2, without bias. */
    public static double levinaBickelUnbiased(double... row) {
        return (row.length - 2) / logs(row);
    }

    private static double logs(double[] row) {
        double sum = 0;
        for (int j = 0; j < row.length - 1; j++) {
            sum += Math.log(row[row.length - 1] / row[j]);
        }
        return sum;
    }

    /** Mean of m_k over the points: biased upwards, for comparison with its source. */
    public double levinaBickelMean() {
        return Arrays.stream(distances)
                .mapToDouble(NeighbourDistances::levinaBickel)
                .average()
                .orElseThrow();
    }

    /** [mean of 1/m_k]⁻¹: the better global estimate (MacKay and Ghahramani 2005). */
    public double mackay() {
        return 1
                / Arrays.stream(distances)
                        .mapToDouble(row -> 1 / levinaBickel(row))
                        .average()
                        .orElseThrow();
    }

    /** The ratios μ = T_2/T_1 ≥ 1; on a manifold of dimension d of constant density P(μ &gt; t) = t^−d. */
    public double[] ratios() {
        return Arrays.stream(distances).mapToDouble(row -> row[1] / row[0]).toArray();
    }

    /** d = N / Σ ln μ: maximum likelihood (Facco, d'Errico, Rodriguez and Laio 2017). */
    public static double twoNearest(double... ratios) {
        return ratios.length / Arrays.stream(ratios).map(Math::log).sum();
    }

    /** d = (N − 1) / Σ ln μ, without bias. */
    public static double twoNearestUnbiased(double... ratios) {
        return (ratios.length - 1) / Arrays.stream(ratios).map(Math::log).sum();
    }

    /** Slope through 0 of −ln(1 − F(μ)) on ln μ, F(μ_(i)) = i/N, without the largest tenth: Facco et al.'s own. */
    public static double twoNearestFit(double... ratios) {
        double[] sorted = ratios.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        int kept = Math.min(n - 1, (int) Math.floor((1 - DISCARD) * n));
        double product = 0;
        double square = 0;
        for (int i = 0; i < kept; i++) {
            double x = Math.log(sorted[i]);
            product -= x * Math.log1p(-(i + 1.0) / n);
            square += x * x;
        }
        return product / square;
    }
}
