package dev.shatter.information;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/**
 * I = ψ(k) − 1/k + ψ(N) − mean_i [ψ(nx_i) + ψ(ny_i)]: the k nearest neighbours of point i span εx_i in X and εy_i in Y, and nx_i is the
 * number of other points at most εx_i away in X.
 */
public record Ksg2() implements Estimator {
    @Override
    public String name() {
        return "ksg2";
    }

    @Override
    public String summary() {
        return "from nearest neighbours of amounts, second form";
    }

    @Override
    public String formula() {
        return "I = psi(k) - 1/k + psi(N) - mean[psi(nx) + psi(ny)]";
    }

    @Override
    public String bias() {
        return "less than ksg1's where I is large in one coordinate a side, with more variance; as far off in many coordinates";
    }

    @Override
    public String pitfall() {
        return "amounts with many equal values, and Y a function of X (I is infinite): the estimate is then of the noise and of N";
    }

    @Override
    public String source() {
        return "Kraskov, Stoegbauer and Grassberger 2004, arXiv:cond-mat/0305641";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Amounts.K, Amounts.STANDARDISE, Amounts.JITTER);
    }

    @Override
    public double nats(Observations sample, Variant options) {
        int n = sample.x().count();
        int k = Amounts.neighbours(name(), options, n);
        double[][] x = Amounts.of(sample.x(), "x", options);
        double[][] y = Amounts.of(sample.y(), "y", options);
        double[][] joint = Variables.join(x, y);
        NeighbourTree tree = new NeighbourTree(joint, Norm.MAX);
        CubeCount nearX = CubeCount.of(x);
        CubeCount nearY = CubeCount.of(y);
        double[] psi = Local.digammas(n);
        double constant = psi[k] - 1.0 / k + psi[n];
        return Local.mean(tree.order(), i -> {
            int[] neighbours = tree.nearest(joint[i], k, i).points();
            return constant - psi[others(nearX, x, i, neighbours)] - psi[others(nearY, y, i, neighbours)];
        });
    }

    /** Points of one variable as near as the farthest of the neighbours is in it, without the point itself. */
    private static int others(CubeCount count, double[][] rows, int i, int[] neighbours) {
        double span = 0;
        for (int neighbour : neighbours) {
            for (int c = 0; c < rows[i].length; c++) {
                span = Math.max(span, Math.abs(rows[neighbour][c] - rows[i][c]));
            }
        }
        return count.within(rows[i], span, true) - 1;
    }
}
