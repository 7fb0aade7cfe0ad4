package dev.shatter.information;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/**
 * I = mean_i [ψ(k_i) + ln N − ψ(nx_i) − ψ(ny_i)]: as KSG, but nothing is taken for a density. nx_i counts the points of X strictly nearer
 * than the k-th neighbour, point i included, and k_i = k; where that neighbour lies at the same place, k_i, nx_i and ny_i count the
 * points at the same place, point i included. This is the authors' program; their paper writes ln(nx + 1), which is off by ψ(k) − ln(k + 1)
 * where Y tells X exactly.
 */
public record Mixed() implements Estimator {
    /** Far beyond every standardised amount. */
    private static final double APART = 1e6;

    @Override
    public String name() {
        return "mixed";
    }

    @Override
    public String summary() {
        return "from nearest neighbours, for amounts that repeat and amounts with categories";
    }

    @Override
    public String formula() {
        return "I = mean[psi(k_i) + ln N - psi(nx) - psi(ny)]; counts include the point; k_i = k, or the copies where there are more";
    }

    @Override
    public String bias() {
        return "as ksg1's for amounts, and as plug-in's for values that repeat; may fall below 0";
    }

    @Override
    public String pitfall() {
        return "values that repeat fewer than k times are taken for amounts";
    }

    @Override
    public String source() {
        return "Gao, Kannan, Oh and Viswanath 2017, arXiv:1709.06212";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Amounts.K, Amounts.STANDARDISE);
    }

    @Override
    public boolean takesCategories() {
        return true;
    }

    @Override
    public double nats(Observations sample, Variant options) {
        int n = sample.x().count();
        int k = Amounts.neighbours(name(), options, n);
        double[][] x = rows(sample.x(), options);
        double[][] y = rows(sample.y(), options);
        double[][] joint = Variables.join(x, y);
        NeighbourTree tree = new NeighbourTree(joint, Norm.MAX);
        CubeCount nearX = CubeCount.of(x);
        CubeCount nearY = CubeCount.of(y);
        double[] psi = Local.digammas(n);
        return Local.mean(tree.order(), i -> {
            double radius = tree.nearest(joint[i], k, i).radius();
            boolean copies = radius == 0;
            return psi[copies ? tree.within(joint[i], 0, true) : k]
                    + Math.log(n)
                    - psi[nearX.within(x[i], radius, copies)]
                    - psi[nearY.within(y[i], radius, copies)];
        });
    }

    /** Categories lie farther apart than any amounts do. */
    private static double[][] rows(Variables variables, Variant options) {
        double[][] rows = Amounts.of(variables, "none", options.flag("standardise"), 0);
        for (int c = 0; c < variables.dimension(); c++) {
            if (variables.categories()[c]) {
                for (int i = 0; i < rows.length; i++) {
                    rows[i][c] = APART * variables.rows()[i][c];
                }
            }
        }
        return rows;
    }
}
