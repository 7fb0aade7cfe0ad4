package dev.shatter.information;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/**
 * Differential entropy, H = ψ(N) − ψ(k) + (d/N) Σ_i ln(2 ε_i): ε_i is the largest difference of a coordinate between point i and its k-th
 * neighbour, so that (2 ε_i)^d is the volume of the cube that holds k others.
 */
public record KnnEntropy() implements Estimator {
    @Override
    public String name() {
        return "knn-entropy";
    }

    @Override
    public String summary() {
        return "entropy of a density, from nearest neighbours";
    }

    @Override
    public Quantity quantity() {
        return Quantity.ENTROPY;
    }

    @Override
    public String formula() {
        return "H = psi(N) - psi(k) + (d/N) sum_i ln(2 eps_i)";
    }

    @Override
    public String bias() {
        return "goes to 0 as N grows, slowly in many dimensions";
    }

    @Override
    public String pitfall() {
        return "depends on the units of the coordinates, and may be negative; of amounts that repeat it is that of the noise";
    }

    @Override
    public String source() {
        return "Kozachenko and Leonenko 1987; Kraskov, Stoegbauer and Grassberger 2004";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Amounts.K, Amounts.JITTER);
    }

    @Override
    public double nats(Observations sample, Variant options) {
        int n = sample.x().count();
        int k = Amounts.neighbours(name(), options, n);
        double[][] x = Amounts.of(sample.x(), "x", false, options.number("jitter"));
        NeighbourTree tree = new NeighbourTree(x, Norm.MAX);
        double[] psi = Local.digammas(n);
        return psi[n]
                - psi[k]
                + sample.x().dimension()
                        * Local.mean(
                                tree.order(),
                                i -> Math.log(2 * tree.nearest(x[i], k, i).radius()));
    }
}
