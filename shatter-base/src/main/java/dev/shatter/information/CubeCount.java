package dev.shatter.information;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/** Counts the points of a sample whose every coordinate is near a given point's. */
@FunctionalInterface
interface CubeCount {
    /**
     * How many, the point itself included where it is of the sample.
     *
     * @param closed at most the radius away; else nearer
     */
    int within(double[] query, double radius, boolean closed);

    /** By sorting for one coordinate, by a tree for more; points without coordinates are all near. */
    static CubeCount of(double[][] points) {
        if (points[0].length == 0) {
            return (query, radius, closed) -> points.length;
        }
        if (points[0].length > 1) {
            return new NeighbourTree(points, Norm.MAX);
        }
        double[] sorted = Arrays.stream(points).mapToDouble(p -> p[0]).sorted().toArray();
        return (query, radius, closed) -> {
            double limit = closed ? Math.nextUp(radius) : radius;
            return first(sorted, v -> v - query[0] >= limit) - first(sorted, v -> query[0] - v < limit);
        };
    }

    /** Where a test that only larger values pass is first passed. */
    private static int first(double[] sorted, DoublePredicate test) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (test.test(sorted[middle])) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
