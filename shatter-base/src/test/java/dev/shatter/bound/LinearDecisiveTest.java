package dev.shatter.bound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Chance;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The two decisive tests for bounds of weights and margins: x uniform on the unit circle, y the side of a line, flipped with
 * probability p; softmax regression with weight decay, whose risk is the angle to that line over π.
 *
 * <p>Each bound must hold in at least 1 − δ of 200 draws; with random labels (p = 1/2) none may fall under 1/2 more often.
 * The level is that of {@link DecisiveTest}.
 */
class LinearDecisiveTest {
    private static final int DRAWS = 200;
    private static final double DELTA = 0.1;
    private static final int FAILURES_ALLOWED = 37;
    private static final int N = 400;
    private static final double DECAY = 0.1;

    @Test
    void boundsHoldOnKnownRisks() {
        assertThat(failures(0.1))
                .hasSize(6)
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(FAILURES_ALLOWED));
    }

    @Test
    void randomLabelsAreNeverExplained() {
        assertThat(failures(0.5))
                .hasSize(6)
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(FAILURES_ALLOWED));
    }

    private static Map<String, Integer> failures(double flip) {
        Map<String, Integer> failures = new TreeMap<>();
        for (int r = 0; r < DRAWS; r++) {
            Fit fit = new Fit(Chance.of(23, "circle", (long) r), flip);
            for (Certificate certificate : fit.certificates()) {
                failures.merge(certificate.theorem(), certificate.value() < fit.risk() ? 1 : 0, Integer::sum);
            }
        }
        return failures;
    }

    /** Outputs (-w·x, w·x), W = (-w, w). */
    private static final class Fit {
        final double[][] x = new double[N][2];
        final double[] y = new double[N];
        final double[] w = new double[2];
        final double flip;
        double slope;

        Fit(Chance chance, double flip) {
            this.flip = flip;
            for (int i = 0; i < N; i++) {
                double angle = 2 * Math.PI * chance.nextDouble();
                x[i] = new double[] {Math.cos(angle), Math.sin(angle)};
                y[i] = x[i][0] > 0 == chance.nextDouble() >= flip ? 1 : -1;
            }
            for (int step = 0; step < 200; step++) {
                double[] g = gradient();
                w[0] -= g[0];
                w[1] -= g[1];
            }
            double[] g = gradient();
            slope = Math.sqrt(2) * Math.hypot(g[0], g[1]);
        }

        double[] gradient() {
            double[] g = {DECAY * w[0], DECAY * w[1]};
            for (int i = 0; i < N; i++) {
                double wrong = y[i] / (1 + Math.exp(margin(i)));
                g[0] -= wrong * x[i][0] / N;
                g[1] -= wrong * x[i][1] / N;
            }
            return g;
        }

        double margin(int i) {
            return 2 * y[i] * (w[0] * x[i][0] + w[1] * x[i][1]);
        }

        double risk() {
            double clean = Math.abs(Math.atan2(w[1], w[0])) / Math.PI;
            return (1 - flip) * clean + flip * (1 - clean);
        }

        List<Certificate> certificates() {
            Scope scope = Scope.ofTraining(N, 2);
            double[] margins = new double[N];
            double clipped = 0;
            for (int i = 0; i < N; i++) {
                margins[i] = margin(i);
                clipped += Math.min(1, Math.log1p(Math.exp(-margins[i])) / Math.log(2)) / N;
            }
            double length = Math.hypot(w[0], w[1]);
            double norm = Math.sqrt(2) * length;
            double inputs = Math.sqrt(N);
            double[] one = {norm};
            Scope surrogate =
                    new Scope(Predictor.DETERMINISTIC, LossKind.CLIPPED_CROSS_ENTROPY, SampleRole.TRAINING, N, 2);
            return List.of(
                    Rademacher.certifyLinear(scope, margins, norm, inputs, 2, DELTA)
                            .certificate(),
                    FrobeniusProduct.certify(scope, margins, one, inputs, 2, DELTA)
                            .certificate(),
                    SpectralComplexity.certify(scope, margins, one, new double[] {2 * length}, inputs, 2, DELTA)
                            .certificate(),
                    SpectralPacBayes.certify(scope, margins, one, one, 1, 2, DELTA)
                            .certificate(),
                    Robustness.certifyLipschitz(scope, margins, norm, 1, 2, DELTA)
                            .certificate(),
                    UniformStability.certifySoftmax(surrogate, clipped, slope, 1, DECAY, DELTA));
        }
    }
}
