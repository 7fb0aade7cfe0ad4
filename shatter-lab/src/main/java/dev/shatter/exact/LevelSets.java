package dev.shatter.exact;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import java.util.ArrayDeque;

/**
 * Does a function on the plane have islands: bounded pieces of {f &gt; c} or {f &lt; c}? Networks of width at most n on R^n
 * have none, whatever their depth and weights, so they match no disc outside of a window (Johnson 2019, arXiv:1810.00393:
 * every component of every level set is unbounded); with width n + 1 there are islands.
 *
 * <p>Looked for on a square grid, at five levels c between the least and the largest value, from above and from below. A
 * component (eight neighbours) counts as an island if it does not reach the border and holds a block of 3 × 3 grid points:
 * thinner ones may be a strip that the grid has cut in pieces. What looks like one is looked at again on a finer grid.
 */
public final class LevelSets {
    private static final double[] LEVELS = {0.1, 0.3, 0.5, 0.7, 0.9};
    private static final double WINDOW = 10;
    private static final int FINER = 8;

    private LevelSets() {}

    /**
     * Random networks of dense ReLU layers, weights N(0, 2/in), biases N(0, 1): the share of them with islands.
     *
     * @param width units of each hidden layer
     * @param depth hidden layers
     * @param nets how many
     * @param side grid points along [−10, 10]
     */
    public static double share(int width, int depth, int nets, int side, Chance chance) {
        if (width < 1 || depth < 1 || nets < 1 || side < 5) {
            throw BadInput.in("level sets", "width, depth, networks and grid are to be positive", "give larger ones");
        }
        int found = 0;
        for (int net = 0; net < nets; net++) {
            Net random = Net.random(width, depth, chance);
            found += hasIslands(random::values, side) ? 1 : 0;
        }
        return (double) found / nets;
    }

    /** A function on the grid over [−10, 10]² with so many points along a side. */
    interface Surface {
        double[][] values(int side);
    }

    /** Whether a function has islands at one of the levels, on the grid and on one {@value #FINER} times finer. */
    static boolean hasIslands(Surface surface, int side) {
        double[][] f = surface.values(side);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] row : f) {
            for (double value : row) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (!(high - low > 1e-9 * Math.max(1, Math.abs(high)))) {
            return false;
        }
        double[][] fine = new double[0][];
        for (double level : LEVELS) {
            double c = low + level * (high - low);
            for (int sign : new int[] {1, -1}) {
                if (island(f, c, sign)) {
                    fine = fine.length > 0 ? fine : surface.values(FINER * (side - 1) + 1);
                    if (island(fine, c, sign)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean island(double[][] f, double level, int sign) {
        int side = f.length;
        boolean[] seen = new boolean[side * side];
        for (int start = 0; start < side * side; start++) {
            if (seen[start] || !inside(f, start, level, sign)) {
                continue;
            }
            boolean bounded = true;
            boolean thick = false;
            ArrayDeque<Integer> queue = new ArrayDeque<>();
            queue.add(start);
            seen[start] = true;
            while (!queue.isEmpty()) {
                int at = queue.remove();
                int row = at / side;
                int column = at % side;
                bounded &= row > 0 && column > 0 && row < side - 1 && column < side - 1;
                int block = 0;
                for (int r = Math.max(0, row - 1); r <= Math.min(side - 1, row + 1); r++) {
                    for (int c = Math.max(0, column - 1); c <= Math.min(side - 1, column + 1); c++) {
                        int next = r * side + c;
                        boolean belongs = inside(f, next, level, sign);
                        block += belongs ? 1 : 0;
                        if (belongs && !seen[next]) {
                            seen[next] = true;
                            queue.add(next);
                        }
                    }
                }
                thick |= block == 9;
            }
            if (bounded && thick) {
                return true;
            }
        }
        return false;
    }

    private static boolean inside(double[][] f, int at, double c, int sign) {
        return sign * (f[at / f.length][at % f.length] - c) > 0;
    }

    /** A network of dense ReLU layers on the plane: weights [layer][out][in], biases [layer][out]. */
    private record Net(double[][][] weights, double[][] biases) {
        static Net random(int width, int depth, Chance chance) {
            double[][][] weights = new double[depth + 1][][];
            double[][] biases = new double[depth + 1][];
            int in = 2;
            for (int l = 0; l <= depth; l++) {
                int out = l == depth ? 1 : width;
                weights[l] = new double[out][in];
                biases[l] = new double[out];
                for (int u = 0; u < out; u++) {
                    biases[l][u] = chance.nextGaussian();
                    for (int j = 0; j < in; j++) {
                        weights[l][u][j] = Math.sqrt(2.0 / in) * chance.nextGaussian();
                    }
                }
                in = out;
            }
            return new Net(weights, biases);
        }

        double[][] values(int side) {
            double[][] f = new double[side][side];
            for (int r = 0; r < side; r++) {
                for (int c = 0; c < side; c++) {
                    double[] value = {WINDOW * (2.0 * r / (side - 1) - 1), WINDOW * (2.0 * c / (side - 1) - 1)};
                    for (int l = 0; l < biases.length; l++) {
                        value = layer(l, value);
                    }
                    f[r][c] = value[0];
                }
            }
            return f;
        }

        private double[] layer(int l, double[] x) {
            double[] out = biases[l].clone();
            for (int u = 0; u < out.length; u++) {
                for (int j = 0; j < x.length; j++) {
                    out[u] += weights[l][u][j] * x[j];
                }
                out[u] = l < biases.length - 1 ? Math.max(0, out[u]) : out[u];
            }
            return out;
        }
    }
}
