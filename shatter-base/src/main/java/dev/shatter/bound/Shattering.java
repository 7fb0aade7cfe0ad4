package dev.shatter.bound;

import dev.shatter.core.BadInput;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.BitSet;

/**
 * Do affine halfspaces shatter these points? Decided by linear programming, labelling by labelling.
 *
 * @param points n
 * @param dimension d
 * @param realisable labellings realised, of 2^n
 * @param labellings 2^n
 * @param cover C(n, d), what points in general position would give
 * @param shattered whether all are realised
 * @param rademacher empirical Rademacher complexity of halfspaces (values ±1) on these points, exact, in [0, 1]
 */
public record Shattering(
        int points,
        int dimension,
        int realisable,
        int labellings,
        BigInteger cover,
        boolean shattered,
        double rademacher) {
    public static final Theorem THEOREM = Theorem.named(
                    "shattering", Guarantee.EXACT, "labellings of given points that affine halfspaces realise")
            .formula("y realisable iff some (w, b) has y_i (w.x_i + b) >= 1 for all i; VCdim = d + 1")
            .reading(
                    "a set is shattered if every labelling is realised; one shattered set of n points shows VCdim >= n")
            .assuming("points with finite coordinates")
            .pitfalls(
                    "no set of d + 2 points is shattered, but many sets of fewer are not either",
                    "margins thinner than 1e-9 of the data's width count as none")
            .from("Vapnik and Chervonenkis 1971; Cover 1965");

    /** 2^13 linear programmes are seconds; each further point doubles them. */
    public static final int MOST_POINTS = 14;

    /** Counts the realisable labellings of n × d points, n ≤ {@value #MOST_POINTS}. */
    public static Shattering of(double[][] points) {
        int n = points.length;
        if (n == 0 || points[0].length == 0) {
            throw BadInput.in("points", "there are none", "give one point a row, at least one coordinate each");
        }
        if (n > MOST_POINTS) {
            throw BadInput.in(
                    "points", n + " points have 2^" + n + " labellings", "give at most " + MOST_POINTS + " points");
        }
        for (int i = 0; i < n; i++) {
            if (points[i].length != points[0].length) {
                throw BadInput.in(
                        "point " + (i + 1),
                        "has " + points[i].length + " coordinates, the first has " + points[0].length,
                        "give all points the same");
            }
            for (double x : points[i]) {
                // Wider values would overflow when centred and scaled.
                if (!(Math.abs(x) <= 1e300)) {
                    throw BadInput.in("point " + (i + 1), x + " is not a usable coordinate", "give finite numbers");
                }
            }
        }
        Halfspaces halfspaces = new Halfspaces(points);
        int all = 1 << n;
        BitSet realised = new BitSet(all);
        // y and −y are realised together: fix the last point's label.
        for (int labels = 0; labels < all / 2; labels++) {
            if (halfspaces.realises(labels)) {
                realised.set(labels);
                realised.set(all - 1 - labels);
            }
        }
        int count = realised.cardinality();
        int d = points[0].length;
        return new Shattering(n, d, count, all, Cover.count(n, d), count == all, rademacher(realised, n));
    }

    /** The verdict in words. */
    public String statement() {
        String all = points + " points in " + dimension + " dimensions: " + realisable + " of " + labellings
                + " labellings realised";
        return shattered
                ? all + "; shattered, so the VC dimension of halfspaces here is at least " + points + " (it is "
                        + (dimension + 1) + ")"
                : all + "; not shattered"
                        + (points > dimension + 1
                                ? ", as no " + points + " points are: the VC dimension is " + (dimension + 1)
                                : ", though other sets of " + points + " points are: the VC dimension is "
                                        + (dimension + 1));
    }

    /** E over signs σ of 1 − 2 (Hamming distance from σ to the realised labellings)/n, by breadth-first search. */
    private static double rademacher(BitSet realised, int n) {
        int all = 1 << n;
        int[] distance = new int[all];
        ArrayDeque<Integer> queue = new ArrayDeque<>(all);
        BitSet seen = (BitSet) realised.clone();
        realised.stream().forEach(queue::add);
        double sum = 0;
        while (!queue.isEmpty()) {
            int labels = queue.remove();
            sum += 1 - 2.0 * distance[labels] / n;
            for (int i = 0; i < n; i++) {
                int next = labels ^ 1 << i;
                if (!seen.get(next)) {
                    seen.set(next);
                    distance[next] = distance[labels] + 1;
                    queue.add(next);
                }
            }
        }
        return sum / all;
    }
}
