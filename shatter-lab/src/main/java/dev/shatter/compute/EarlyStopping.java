package dev.shatter.compute;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.exact.LeastNorm;
import dev.shatter.exact.SpectralFilter;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * Gradient descent stopped after t steps, beside the filter 1 − (1 − ηl)^t and ridge, direction by direction of XᵀX.
 *
 * <p>The steps are really taken, and for each direction the ridge that is said to be equivalent there is really solved.
 */
record EarlyStopping() implements Simulation {
    private static final int POINTS = 40;

    @Override
    public String name() {
        return "early-stopping";
    }

    @Override
    public String summary() {
        return "what gradient descent keeps of each direction after t steps, beside ridge";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("p", 10L, 2, 40, "weights"),
                Parameter.integer("steps", 30L, 1, 1_000_000, "steps t, of size 1 over the largest eigenvalue"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        int p = options.integer("p");
        int steps = options.integer("steps");
        double[][] x = GaussianVectors.gaussian(POINTS, p, Chance.of(seed, "inputs"));
        for (double[] row : x) {
            for (int j = 0; j < p; j++) {
                row[j] /= 1 + j;
            }
        }
        RealMatrix hessian = gram(x);
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(hessian);
        double[] truth = new double[p];
        for (int i = 0; i < p; i++) {
            double[] axis = eigen.getEigenvector(i).toArray();
            Arrays.setAll(truth, j -> truth[j] + axis[j]);
        }
        double[] y = GaussianVectors.times(x, truth);
        double largest = Arrays.stream(eigen.getEigenvalues()).max().orElseThrow();
        double rate = 1 / largest;
        double[] w = descend(hessian, gradientAtZero(x, y), rate, steps);
        LeastNorm problem = new LeastNorm(x, y);
        double[] ridge = problem.ridge(1 / (rate * steps));
        Rows rows = new Rows("eigenvalue", "kept", "formula", "ridge", "ridgeFormula", "equivalentRidge");
        double formulaError = 0;
        double ridgeError = 0;
        double equivalenceError = 0;
        double distance = 0;
        for (int i = 0; i < p; i++) {
            double l = eigen.getEigenvalues()[i];
            double[] axis = eigen.getEigenvector(i).toArray();
            double kept = GaussianVectors.dot(axis, w) / GaussianVectors.dot(axis, truth);
            double byRidge = GaussianVectors.dot(axis, ridge) / GaussianVectors.dot(axis, truth);
            double formula = SpectralFilter.earlyStopping(l, rate, steps);
            double ridgeFormula = SpectralFilter.ridge(l, 1 / (rate * steps));
            double equivalent = SpectralFilter.equivalentRidge(l, rate, steps);
            formulaError = Math.max(formulaError, Math.abs(kept - formula));
            ridgeError = Math.max(ridgeError, Math.abs(byRidge - ridgeFormula));
            distance = Math.max(distance, Math.abs(kept - byRidge));
            if (equivalent > 0) {
                double same = GaussianVectors.dot(axis, problem.ridge(equivalent)) / GaussianVectors.dot(axis, truth);
                equivalenceError = Math.max(equivalenceError, Math.abs(kept - same));
            }
            rows.add(l, kept, formula, byRidge, ridgeFormula, equivalent);
        }
        return Computed.of(rows.trace())
                .with("formulaError", formulaError)
                .with("ridgeError", ridgeError)
                .with("equivalenceError", equivalenceError)
                .with("distanceToRidge", distance);
    }

    private static RealMatrix gram(double[][] x) {
        RealMatrix matrix = new Array2DRowRealMatrix(x);
        return matrix.transposeMultiply(matrix);
    }

    private static double[] gradientAtZero(double[][] x, double[] y) {
        return new Array2DRowRealMatrix(x).preMultiply(y);
    }

    /** w ← w + η (Xᵀy − XᵀXw) from zero. */
    private static double[] descend(RealMatrix hessian, double[] pull, double rate, int steps) {
        double[] w = new double[pull.length];
        for (int t = 0; t < steps; t++) {
            double[] back = hessian.operate(w);
            for (int j = 0; j < w.length; j++) {
                w[j] += rate * (pull[j] - back[j]);
            }
        }
        return w;
    }
}
