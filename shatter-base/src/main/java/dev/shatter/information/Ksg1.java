package dev.shatter.information;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/**
 * I = ψ(k) + ψ(N) − mean_i [ψ(nx_i + 1) + ψ(ny_i + 1)]: ε_i is the distance of point i to its k-th neighbour in joint space, the
 * larger of the distances in X and in Y (in each the largest difference of a coordinate), nx_i the number of other points
 * strictly nearer than ε_i in X. With something given, I = ψ(k) + mean_i [ψ(nz_i + 1) − ψ(nxz_i + 1) − ψ(nyz_i + 1)].
 */
public record Ksg1() implements Estimator {
    @Override
    public String name() {
        return "ksg1";
    }

    @Override
    public String summary() {
        return "from nearest neighbours of amounts, first form";
    }

    @Override
    public String formula() {
        return "I = psi(k) + psi(N) - mean[psi(nx+1) + psi(ny+1)]; given Z: psi(k) + mean[psi(nz+1) - psi(nxz+1) - psi(nyz+1)]";
    }

    @Override
    public String bias() {
        return "small up to two coordinates a side; far too small where I is large or coordinates many: beyond that"
                + " about ln N at most";
    }

    @Override
    public String pitfall() {
        return "amounts with many equal values, and Y a function of X (I is infinite): the estimate is then of the noise and of N";
    }

    @Override
    public String source() {
        return "Kraskov, Stoegbauer and Grassberger 2004, arXiv:cond-mat/0305641; given Z: Frenzel and Pompe 2007";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Amounts.K, Amounts.STANDARDISE, Amounts.JITTER);
    }

    @Override
    public boolean takesCondition() {
        return true;
    }

    @Override
    public double nats(Observations sample, Variant options) {
        int n = sample.x().count();
        int k = Amounts.neighbours(name(), options, n);
        double[][] x = Amounts.of(sample.x(), "x", options);
        double[][] y = Amounts.of(sample.y(), "y", options);
        double[][] z = Amounts.of(sample.z(), "z", options);
        double[][] joint = Variables.join(x, y, z);
        double[][] xz = Variables.join(x, z);
        double[][] yz = Variables.join(y, z);
        NeighbourTree tree = new NeighbourTree(joint, Norm.MAX);
        CubeCount nearX = CubeCount.of(xz);
        CubeCount nearY = CubeCount.of(yz);
        CubeCount nearZ = CubeCount.of(z);
        double[] psi = Local.digammas(n + 1);
        return Local.mean(tree.order(), i -> {
            double radius = tree.nearest(joint[i], k, i).radius();
            return psi[k]
                    // Without coordinates all n points are near: ψ(N).
                    + (sample.conditional() ? psi[others(nearZ, z[i], radius) + 1] : psi[n])
                    - psi[others(nearX, xz[i], radius) + 1]
                    - psi[others(nearY, yz[i], radius) + 1];
        });
    }

    /** Points strictly nearer, without the point itself, which at a radius of 0 is none of them. */
    private static int others(CubeCount count, double[] point, double radius) {
        return Math.max(0, count.within(point, radius, false) - 1);
    }
}
