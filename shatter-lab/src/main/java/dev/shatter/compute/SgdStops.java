package dev.shatter.compute;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;

/**
 * Excess risk of least squares against steps of SGD on a task whose risk is known: y = w*·x + σε, x and ε Gaussian.
 *
 * <p>SGD draws from n examples with replacement and returns the mean of the second half of its iterates. Its excess risk
 * |w − w*|² is about σ²d/n from the sample, the statistical error, plus 2σ²d/t from t steps, the optimisation error (Polyak
 * and Juditsky 1992; the factor 2 for the half that is left out). So the stop can be predicted without looking at the
 * risk: at t = 20 n the optimisation error is a tenth of the statistical one.
 *
 * <p>Source: Bottou and Bousquet 2008; constant steps: Bach and Moulines 2013, arXiv:1306.2119.
 */
record SgdStops() implements Simulation {
    /** Numbers of steps, in sample sizes. */
    private static final double[] PASSES = {0.1, 0.3, 1, 3, 5, 10, 20, 40, 100, 200};

    /** Where PASSES has the predicted stop, and a fifteenth of it or less. */
    private static final int STOP = 6;

    private static final int EARLY = 0;

    /** From here on, in passes, the start is forgotten and the two errors are all there is. */
    private static final double SETTLED = 5;

    @Override
    public String name() {
        return "sgd-stop";
    }

    @Override
    public String summary() {
        return "excess risk of least squares against steps of averaged SGD, with the step from which more are"
                + " pointless";
    }

    @Override
    public String source() {
        return "Bottou and Bousquet 2008; Polyak and Juditsky 1992; Bach and Moulines 2013, arXiv:1306.2119";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("n", 100L, 20, 1_000_000, "examples"),
                Parameter.integer("d", 10L, 1, 1000, "dimensions"),
                Parameter.number("noise", 1.0, 1e-6, 1e6, "sigma, standard deviation of the noise"),
                Parameter.integer("trials", 20L, 1, 100_000, "samples"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        int n = options.integer("n");
        int d = options.integer("d");
        double sigma = options.number("noise");
        int trials = options.integer("trials");
        double[] risk = new double[PASSES.length];
        double[] train = new double[PASSES.length];
        Chance chance = Chance.of(seed, "sgd stop");
        for (int trial = 0; trial < trials; trial++) {
            run(new Sample(n, d, sigma, chance), chance, risk, train, trials);
        }
        double statistical = sigma * sigma * d / n;
        Rows rows = new Rows("passes", "steps", "excess", "predicted", "statistical", "training");
        double worst = 0;
        for (int i = 0; i < PASSES.length; i++) {
            double predicted = statistical * (1 + 2 / PASSES[i]);
            rows.add(PASSES[i], PASSES[i] * n, risk[i], predicted, statistical, train[i]);
            if (PASSES[i] >= SETTLED) {
                worst = Math.max(worst, Math.abs(Math.log(risk[i] / predicted)));
            }
        }
        int end = PASSES.length - 1;
        double fall = risk[EARLY] - risk[end];
        return Computed.of(rows.trace())
                .with("predictionOff", worst)
                .with("stopOverEnd", risk[STOP] / risk[end])
                .with("earlyOverStop", risk[EARLY] / risk[STOP])
                .with("trainingGoesOn", train[STOP] / train[end])
                .with("shareAfterStop", Math.max(0, Math.min(1, (risk[STOP] - risk[end]) / fall)));
    }

    /** A sample of the task. */
    private record Sample(double[][] x, double[] y, double[] truth) {
        Sample(int n, int d, double sigma, Chance chance) {
            this(GaussianVectors.gaussian(n, d, chance), new double[n], GaussianVectors.gaussian(d, chance));
            for (int i = 0; i < n; i++) {
                y[i] = GaussianVectors.dot(x[i], truth) + sigma * chance.nextGaussian();
            }
        }

        double meanSquare(double[] w) {
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                double residual = GaussianVectors.dot(x[i], w) - y[i];
                sum += residual * residual / y.length;
            }
            return sum;
        }
    }

    /** Adds excess risk and training suboptimality of one run to the means. */
    private static void run(Sample sample, Chance chance, double[] risk, double[] train, int trials) {
        int n = sample.y().length;
        int d = sample.truth().length;
        // A sixth of the largest stable step, 2/(d + 2): with larger ones the gradients' noise adds to the variance.
        double step = 1.0 / (3 * (d + 2.0));
        double[] w = new double[d];
        long[] at = new long[PASSES.length];
        double[][] sums = new double[PASSES.length][d];
        for (int i = 0; i < PASSES.length; i++) {
            at[i] = Math.max(2, Math.round(PASSES[i] * n));
        }
        double[][] means = new double[PASSES.length][];
        for (long t = 1; t <= at[PASSES.length - 1]; t++) {
            int drawn = chance.nextInt(n);
            double[] x = sample.x()[drawn];
            double residual = GaussianVectors.dot(x, w) - sample.y()[drawn];
            for (int j = 0; j < d; j++) {
                w[j] -= step * residual * x[j];
            }
            for (int i = 0; i < at.length; i++) {
                if (t > at[i] / 2 && t <= at[i]) {
                    for (int j = 0; j < d; j++) {
                        sums[i][j] += w[j] / (at[i] - at[i] / 2);
                    }
                }
                if (t == at[i]) {
                    means[i] = sums[i];
                }
            }
        }
        double best = sample.meanSquare(new QRDecomposition(new Array2DRowRealMatrix(sample.x()))
                .getSolver()
                .solve(new ArrayRealVector(sample.y()))
                .toArray());
        for (int i = 0; i < means.length; i++) {
            double[] off = GaussianVectors.minus(means[i], sample.truth());
            risk[i] += GaussianVectors.dot(off, off) / trials;
            train[i] += (sample.meanSquare(means[i]) - best) / trials;
        }
    }
}
