package dev.shatter.compute;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.exact.LeastNorm;
import dev.shatter.exact.NoisePenalty;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/** Dropout and noisy copies of the inputs as penalties on the weights: simulated, beside the closed forms. */
record NoisePenalties() implements Simulation {
    private static final int POINTS = 30;
    private static final int WEIGHTS = 10;
    private static final double[] STRENGTHS = {0.1, 0.2, 0.3, 0.4, 0.5};

    @Override
    public String name() {
        return "noise-penalty";
    }

    @Override
    public String summary() {
        return "squared error under dropout and under noise on the inputs, simulated and in closed form";
    }

    @Override
    public String source() {
        return "Bishop 1995; Srivastava et al. 2014, section 9.1";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("trials", 2000L, 2, 10_000_000, "draws of the noise"),
                Parameter.integer("copies", 2000L, 2, 10_000_000, "noisy copies of the sample to fit"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        double[][] x = GaussianVectors.gaussian(POINTS, WEIGHTS, Chance.of(seed, "inputs"));
        double[] w = GaussianVectors.gaussian(WEIGHTS, Chance.of(seed, "weights"));
        double[] y = GaussianVectors.gaussian(POINTS, Chance.of(seed, "targets"));
        int trials = options.integer("trials");
        Rows rows = new Rows(
                "strength", "dropout", "dropoutError", "dropoutFormula", "noise", "noiseError", "noiseFormula");
        double dropoutOff = 0;
        double noiseOff = 0;
        for (double strength : STRENGTHS) {
            double keep = 1 - strength;
            Chance masks = Chance.of(seed, "masks", Math.round(100 * strength));
            Chance noise = Chance.of(seed, "noise", Math.round(100 * strength));
            Mean dropout = Mean.of(trials, () -> NoisePenalty.drawDropout(x, y, w, keep, masks));
            Mean noisy = Mean.of(trials, () -> NoisePenalty.drawNoise(x, y, w, strength, noise));
            double dropoutFormula = NoisePenalty.dropout(x, y, w, keep);
            double noiseFormula = NoisePenalty.noise(x, y, w, strength);
            dropoutOff += (dropout.value() / dropoutFormula - 1) / STRENGTHS.length;
            noiseOff += (noisy.value() / noiseFormula - 1) / STRENGTHS.length;
            rows.add(
                    strength,
                    dropout.value(),
                    dropout.error(),
                    dropoutFormula,
                    noisy.value(),
                    noisy.error(),
                    noiseFormula);
        }
        double deviation = STRENGTHS[STRENGTHS.length - 1];
        double[] ridge = new LeastNorm(x, y).ridge(POINTS * deviation * deviation);
        double[] augmented = augmented(x, y, deviation, options.integer("copies"), Chance.of(seed, "copies"));
        double[] plain = new LeastNorm(x, y).weights();
        return Computed.of(rows.trace())
                .with("dropoutOff", dropoutOff)
                .with("noiseOff", noiseOff)
                .with("augmentedFromRidge", distance(augmented, ridge) / GaussianVectors.norm(ridge))
                .with("plainFromRidge", distance(plain, ridge) / GaussianVectors.norm(ridge));
    }

    private static double distance(double[] a, double[] b) {
        return GaussianVectors.norm(GaussianVectors.minus(a, b));
    }

    /** Least squares on so many noisy copies of the sample. */
    private static double[] augmented(double[][] x, double[] y, double deviation, int copies, Chance chance) {
        RealMatrix hessian = new Array2DRowRealMatrix(WEIGHTS, WEIGHTS);
        double[] pull = new double[WEIGHTS];
        for (int copy = 0; copy < copies; copy++) {
            double[][] noisy = new double[POINTS][WEIGHTS];
            for (int i = 0; i < POINTS; i++) {
                for (int j = 0; j < WEIGHTS; j++) {
                    noisy[i][j] = x[i][j] + deviation * chance.nextGaussian();
                    pull[j] += noisy[i][j] * y[i];
                }
            }
            RealMatrix matrix = new Array2DRowRealMatrix(noisy, false);
            hessian = hessian.add(matrix.transposeMultiply(matrix));
        }
        return new CholeskyDecomposition(hessian)
                .getSolver()
                .solve(new ArrayRealVector(pull))
                .toArray();
    }

    /** A mean over draws with its standard error. */
    private record Mean(double value, double error) {
        static Mean of(int trials, java.util.function.DoubleSupplier draw) {
            double sum = 0;
            double squares = 0;
            for (int t = 0; t < trials; t++) {
                double value = draw.getAsDouble();
                sum += value;
                squares += value * value;
            }
            double mean = sum / trials;
            double variance = Math.max(0, squares / trials - mean * mean) / (trials - 1);
            return new Mean(mean, Math.sqrt(variance));
        }
    }
}
