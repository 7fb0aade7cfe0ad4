package dev.shatter.information;

import java.util.Arrays;

/** The k nearest points seen so far, nearest first; of points equally far the one of the smaller number comes first. */
final class Nearest {
    private final double[] distances;
    private final int[] points;

    Nearest(int k) {
        distances = new double[k];
        points = new int[k];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        Arrays.fill(points, Integer.MAX_VALUE);
    }

    /** Beyond this nothing is taken. */
    double worst() {
        return distances[distances.length - 1];
    }

    void offer(double distance, int point) {
        int i = distances.length - 1;
        if (!before(distance, point, i)) {
            return;
        }
        while (i > 0 && before(distance, point, i - 1)) {
            distances[i] = distances[i - 1];
            points[i] = points[i - 1];
            i--;
        }
        distances[i] = distance;
        points[i] = point;
    }

    private boolean before(double distance, int point, int place) {
        return distance < distances[place] || (distance == distances[place] && point < points[place]);
    }

    void root(Norm norm) {
        for (int i = 0; i < distances.length; i++) {
            distances[i] = norm.root(distances[i]);
        }
    }

    /** Distance of the farthest of the k. */
    double radius() {
        return worst();
    }

    /** The numbers of the points, nearest first. */
    int[] points() {
        return points;
    }
}
