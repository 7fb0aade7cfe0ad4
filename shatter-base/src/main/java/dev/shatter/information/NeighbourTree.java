package dev.shatter.information;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A k-d tree of points [n][d] (Bentley 1975): nearest neighbours, and how many points lie in a cube. Splits are at the median
 * of the widest coordinate; each node knows the box of its points, so that counting passes over boxes wholly inside.
 *
 * <p>Distances are compared as computed, never through a bound that could round otherwise: results are those of comparing all
 * pairs, to the bit. Copies of a point are points like others.
 */
final class NeighbourTree implements CubeCount {
    /** Points of a leaf: below about 16 the walk costs more than the comparisons it saves. */
    private static final int LEAF = 16;

    private final Norm norm;
    private final int dimension;
    private final int[] order;
    /** Coordinates in the order of the tree, a point after the other. */
    private final double[] coordinates;

    private final int inner;
    private final int[] start;
    private final double[] low;
    private final double[] high;

    NeighbourTree(double[][] points, Norm norm) {
        this.norm = norm;
        int n = points.length;
        dimension = points[0].length;
        order = IntStream.range(0, n).toArray();
        int levels = 0;
        while (n >> levels > LEAF) {
            levels++;
        }
        inner = (1 << levels) - 1;
        start = new int[2 * inner + 3];
        low = new double[(2 * inner + 1) * dimension];
        high = new double[(2 * inner + 1) * dimension];
        coordinates = new double[n * dimension];
        split(points, 0, 0, n);
        for (int i = 0; i < n; i++) {
            System.arraycopy(points[order[i]], 0, coordinates, i * dimension, dimension);
        }
    }

    private int left(int node) {
        return 2 * node + 1;
    }

    private boolean leaf(int node) {
        return node >= inner;
    }

    /** Leaves are in order and fill the points: node's first point; the last is before the next leaf's first. */
    private void split(double[][] points, int node, int from, int to) {
        int box = node * dimension;
        Arrays.fill(low, box, box + dimension, Double.POSITIVE_INFINITY);
        Arrays.fill(high, box, box + dimension, Double.NEGATIVE_INFINITY);
        for (int i = from; i < to; i++) {
            double[] point = points[order[i]];
            for (int c = 0; c < dimension; c++) {
                low[box + c] = Math.min(low[box + c], point[c]);
                high[box + c] = Math.max(high[box + c], point[c]);
            }
        }
        start[node] = from;
        if (leaf(node)) {
            start[node + 1] = to;
            return;
        }
        int widest = 0;
        for (int c = 1; c < dimension; c++) {
            if (high[box + c] - low[box + c] > high[box + widest] - low[box + widest]) {
                widest = c;
            }
        }
        int middle = (from + to) >>> 1;
        select(points, widest, from, to - 1, middle);
        split(points, left(node), from, middle);
        split(points, left(node) + 1, middle, to);
    }

    /** Hoare's selection: the point of rank k gets its place, smaller ones before it. */
    private void select(double[][] points, int c, int from, int to, int k) {
        int low = from;
        int high = to;
        while (low < high) {
            double pivot = points[order[(low + high) >>> 1]][c];
            int i = low;
            int j = high;
            while (i <= j) {
                while (points[order[i]][c] < pivot) {
                    i++;
                }
                while (points[order[j]][c] > pivot) {
                    j--;
                }
                if (i <= j) {
                    int other = order[i];
                    order[i++] = order[j];
                    order[j--] = other;
                }
            }
            if (k <= j) {
                high = j;
            } else if (k >= i) {
                low = i;
            } else {
                return;
            }
        }
    }

    private int end(int node) {
        int last = node;
        while (!leaf(last)) {
            last = left(last) + 1;
        }
        return start[last + 1];
    }

    /** The numbers of the points, near ones near each other: visiting them in this order is kind to the processor's caches. */
    int[] order() {
        return order;
    }

    /**
     * The k nearest points.
     *
     * @param self the number of a point that is left out; −1 for none
     */
    Nearest nearest(double[] query, int k, int self) {
        Nearest found = new Nearest(k);
        search(0, query, self, found);
        found.root(norm);
        return found;
    }

    private void search(int node, double[] query, int self, Nearest found) {
        if (!leaf(node)) {
            int first = left(node);
            double near = toBox(first, query);
            double far = toBox(first + 1, query);
            int second = first + 1;
            if (far < near) {
                second = first;
                first++;
                double swap = near;
                near = far;
                far = swap;
            }
            if (near <= found.worst()) {
                search(first, query, self, found);
            }
            if (far <= found.worst()) {
                search(second, query, self, found);
            }
            return;
        }
        for (int i = start[node]; i < start[node + 1]; i++) {
            double limit = found.worst();
            double distance = 0;
            for (int c = 0, at = i * dimension; c < dimension && distance <= limit; c++) {
                distance = norm.join(distance, coordinates[at + c] - query[c]);
            }
            if (distance <= limit && order[i] != self) {
                found.offer(distance, order[i]);
            }
        }
    }

    private double toBox(int node, double[] query) {
        double distance = 0;
        for (int c = 0, at = node * dimension; c < dimension; c++, at++) {
            double beyond = Math.max(Math.max(low[at] - query[c], query[c] - high[at]), 0);
            distance = norm.join(distance, beyond);
        }
        return distance;
    }

    @Override
    public int within(double[] query, double radius, boolean closed) {
        return count(0, query, closed ? Math.nextUp(radius) : radius);
    }

    /** Points whose every coordinate is nearer than the radius. */
    private int count(int node, double[] query, double radius) {
        boolean inside = true;
        for (int c = 0, at = node * dimension; c < dimension; c++, at++) {
            double below = query[c] - low[at];
            double above = high[at] - query[c];
            if (-below >= radius || -above >= radius) {
                return 0;
            }
            inside &= below < radius && above < radius;
        }
        if (inside) {
            return end(node) - start[node];
        }
        if (!leaf(node)) {
            return count(left(node), query, radius) + count(left(node) + 1, query, radius);
        }
        int count = 0;
        for (int i = start[node]; i < start[node + 1]; i++) {
            count += isNear(i * dimension, query, radius) ? 1 : 0;
        }
        return count;
    }

    private boolean isNear(int at, double[] query, double radius) {
        for (int c = 0; c < dimension; c++) {
            if (Math.abs(coordinates[at + c] - query[c]) >= radius) {
                return false;
            }
        }
        return true;
    }
}
