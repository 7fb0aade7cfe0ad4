package dev.shatter.information;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.Arrays;
import java.util.List;

/**
 * KL(X‖Y) = (d/n) Σ_i ln(ν_k(i)/ρ_k(i)) + ln(m/(n − 1)): ρ_k(i) is the Euclidean distance of x_i to its k-th neighbour among the
 * other n − 1 points of X, ν_k(i) the one among the m points of Y.
 */
public record KnnDivergence() implements Estimator {
    @Override
    public String name() {
        return "knn-divergence";
    }

    @Override
    public String summary() {
        return "divergence of the law of one sample from that of another, from nearest neighbours";
    }

    @Override
    public Quantity quantity() {
        return Quantity.DIVERGENCE;
    }

    @Override
    public String formula() {
        return "KL = (d/n) sum_i ln(nu_k(i)/rho_k(i)) + ln(m/(n-1))";
    }

    @Override
    public String bias() {
        return "goes to 0 as both samples grow, slowly in many dimensions; may be negative";
    }

    @Override
    public String pitfall() {
        return "finite even where the truth is infinite, and samples that share points or repeat them give logarithms of the noise";
    }

    @Override
    public String source() {
        return "Wang, Kulkarni and Verdu 2009";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Amounts.K, Amounts.JITTER);
    }

    @Override
    public double nats(Observations sample, Variant options) {
        int n = sample.x().count();
        int m = sample.y().count();
        int d = sample.x().dimension();
        if (sample.y().dimension() != d) {
            throw BadInput.in(
                    "estimator '" + name() + "'",
                    "x has " + d + " coordinates and y " + sample.y().dimension(),
                    "give samples of one space");
        }
        int k = Amounts.neighbours(name(), options, Math.min(n, m + 1));
        // Together, or values that the two samples share would stay at distance 0.
        double[][] all = Amounts.of(sample.x().append(sample.y()), "both", false, options.number("jitter"));
        double[][] x = Arrays.copyOf(all, n);
        NeighbourTree own = new NeighbourTree(x, Norm.EUCLIDEAN);
        NeighbourTree other = new NeighbourTree(Arrays.copyOfRange(all, n, n + m), Norm.EUCLIDEAN);
        return d
                        * Local.mean(
                                own.order(),
                                i -> Math.log(other.nearest(x[i], k, -1).radius()
                                        / own.nearest(x[i], k, i).radius()))
                + Math.log(m / (n - 1.0));
    }
}
