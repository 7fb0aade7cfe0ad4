package dev.shatter.compute;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.exact.Lasso;
import dev.shatter.exact.LeastNorm;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;

/** Ridge and lasso over λ on the same problem, of whose eight weights three are not zero. */
record RegularisationPaths() implements Simulation {
    private static final double[] TRUTH = {2, -1.5, 1, 0, 0, 0, 0, 0};
    private static final int POINTS = 40;
    private static final double TOLERANCE = 1e-10;

    @Override
    public String name() {
        return "regularisation-paths";
    }

    @Override
    public String summary() {
        return "ridge and lasso weights over lambda, with their closed forms and optimality conditions";
    }

    @Override
    public String source() {
        return "Tibshirani 1996; Friedman, Hastie and Tibshirani 2010";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("points", 25L, 2, 1000, "values of lambda, over four decades"),
                Parameter.number("noise", 0.5, 0, 100, "standard deviation of the targets' noise"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        double[][] x = GaussianVectors.gaussian(POINTS, TRUTH.length, Chance.of(seed, "inputs"));
        double[] y = GaussianVectors.times(x, TRUTH);
        double[] noise = GaussianVectors.gaussian(POINTS, Chance.of(seed, "noise"));
        Arrays.setAll(y, i -> y[i] + options.number("noise") * noise[i]);
        double[] pull = new Array2DRowRealMatrix(x).preMultiply(y);
        double most = Arrays.stream(pull).map(Math::abs).max().orElseThrow();
        LeastNorm problem = new LeastNorm(x, y);
        double[] pseudoinverse = problem.weights();
        Rows rows = new Rows(columns());
        int points = options.integer("points");
        double violation = 0;
        double rise = Double.NEGATIVE_INFINITY;
        double before = Double.POSITIVE_INFINITY;
        for (int i = 0; i < points; i++) {
            double lambda = most * Math.pow(10, -4 + 4.0 * i / (points - 1));
            double[] ridge = problem.ridge(lambda);
            Lasso lasso = Lasso.of(x, y, lambda, TOLERANCE * most);
            violation = Math.max(violation, lasso.violation() / most);
            rise = Math.max(rise, GaussianVectors.norm(ridge) - before);
            before = GaussianVectors.norm(ridge);
            rows.add(row(lambda / most, ridge, lasso.weights()));
        }
        double[] empty = Lasso.of(x, y, most * (1 + 1e-9), TOLERANCE * most).weights();
        double small = GaussianVectors.norm(GaussianVectors.minus(problem.ridge(1e-10 * most), pseudoinverse));
        return Computed.of(rows.trace())
                .with("violation", violation)
                .with("ridgeRise", rise)
                .with("ridgeToPseudoinverse", small / GaussianVectors.norm(pseudoinverse))
                .with("weightsAtLargest", nonzero(empty))
                .with("softThresholdError", orthonormal(x, y));
    }

    /** Largest difference of the lasso from soft thresholding where the inputs are orthonormal. */
    private static double orthonormal(double[][] x, double[] y) {
        double[][] q = new QRDecomposition(new Array2DRowRealMatrix(x))
                .getQ()
                .getSubMatrix(0, x.length - 1, 0, x[0].length - 1)
                .getData();
        double[] z = new Array2DRowRealMatrix(q).preMultiply(y);
        double worst = 0;
        for (double lambda : new double[] {0.1, 1, 5}) {
            double[] w = Lasso.of(q, y, lambda, 1e-12).weights();
            for (int j = 0; j < w.length; j++) {
                worst = Math.max(worst, Math.abs(w[j] - Lasso.soft(z[j], lambda)));
            }
        }
        return worst;
    }

    private static long nonzero(double[] w) {
        return Arrays.stream(w).filter(v -> v != 0).count();
    }

    private static String[] columns() {
        return IntStream.range(0, 1 + 2 * TRUTH.length)
                .mapToObj(i -> i == 0 ? "lambda" : i <= TRUTH.length ? "ridge" + i : "lasso" + (i - TRUTH.length))
                .toArray(String[]::new);
    }

    private static double[] row(double lambda, double[] ridge, double[] lasso) {
        double[] row = new double[1 + 2 * ridge.length];
        row[0] = lambda;
        System.arraycopy(ridge, 0, row, 1, ridge.length);
        System.arraycopy(lasso, 0, row, 1 + ridge.length, lasso.length);
        return row;
    }
}
