package dev.shatter.compute;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.exact.LeastNorm;
import java.util.Arrays;
import java.util.List;

/** Where stochastic gradient descent on under-determined least squares ends, from zero and from elsewhere. */
record Descents() implements Simulation {
    @Override
    public String name() {
        return "descent";
    }

    @Override
    public String summary() {
        return "SGD on least squares with more weights than points: distance to the solution of least norm";
    }

    @Override
    public String source() {
        return "Zhang, Bengio, Hardt, Recht and Vinyals 2017, arXiv:1611.03530, section 5";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("n", 20L, 1, 1000, "points"),
                Parameter.integer("p", 50L, 2, 2000, "weights, more than points"),
                Parameter.integer("steps", 4000L, 1, 10_000_000, "steps, one point each"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        int n = options.integer("n");
        int p = options.integer("p");
        if (p <= n) {
            throw BadInput.in("descent", p + " weights for " + n + " points", "give more weights than points");
        }
        double[][] x = GaussianVectors.gaussian(n, p, Chance.of(seed, "inputs"));
        double[] y = GaussianVectors.gaussian(n, Chance.of(seed, "targets"));
        double[] start = GaussianVectors.gaussian(p, Chance.of(seed, "start"));
        LeastNorm problem = new LeastNorm(x, y);
        double[] least = problem.weights();
        double size = GaussianVectors.norm(least);
        int steps = options.integer("steps");
        int every = Math.max(1, steps / 50);
        LeastNorm.Descent zero = problem.descend(new double[p], steps, every, Chance.of(seed, "order"));
        LeastNorm.Descent elsewhere = problem.descend(start, steps, every, Chance.of(seed, "order"));
        Rows rows = new Rows("step", "fromZero", "fromElsewhere");
        for (int i = 0; i < zero.distances().length; i++) {
            rows.add((double) i * every, zero.distances()[i] / size, elsewhere.distances()[i] / size);
        }
        double[] unseen = unseen(x, start);
        double kept = GaussianVectors.norm(GaussianVectors.minus(unseen(x, elsewhere.weights()), unseen))
                / GaussianVectors.norm(unseen);
        long flat = Arrays.stream(problem.hessianEigenvalues())
                .filter(value -> value == 0)
                .count();
        return Computed.of(rows.trace())
                .with("fromZero", GaussianVectors.norm(GaussianVectors.minus(zero.weights(), least)) / size)
                .with("fromElsewhere", GaussianVectors.norm(GaussianVectors.minus(elsewhere.weights(), least)) / size)
                .with(
                        "residual",
                        GaussianVectors.norm(GaussianVectors.minus(GaussianVectors.times(x, elsewhere.weights()), y)))
                .with("unseenChanged", kept)
                .with("flatDirections", flat)
                .with("flatBeyondTheory", flat - (p - n));
    }

    /** The part of w that no input sees: (I − X⁺X) w. */
    private static double[] unseen(double[][] x, double[] w) {
        return GaussianVectors.minus(w, new LeastNorm(x, GaussianVectors.times(x, w)).weights());
    }
}
