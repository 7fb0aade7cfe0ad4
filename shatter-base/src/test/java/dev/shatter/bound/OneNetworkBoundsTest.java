package dev.shatter.bound;

import static dev.shatter.bound.Digits.SIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds of one network: disintegrated, pick-to-learn, sample compression; and PAC-Bayes in steps. */
class OneNetworkBoundsTest {
    private static final MathContext DIGITS = new MathContext(60);

    private static Scope retrained(long n) {
        return new Scope(Predictor.RETRAINED, LossKind.ZERO_ONE, SampleRole.PRIOR_FREE, n, 10);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1000, 0.05, 0.004501",
        "10, 1000, 0.05, 0.021663",
        "3, 50, 0.05, 0.196675",
        "326, 30000, 0.05, 0.012901",
        "326, 30000, 0.01, 0.013221"
    })
    void pickToLearnReferenceValues(long picked, long points, double delta, double expected) {
        assertThat(PickToLearn.upper(picked, points, delta)).isCloseTo(expected, SIX);
    }

    /** The published equation, summed with 60 digits. */
    @ParameterizedTest
    @CsvSource({"0, 40, 0.05", "3, 50, 0.05", "20, 50, 0.001", "49, 50, 0.5"})
    void pickToLearnSolvesThePublishedEquation(int k, int n, double delta) {
        double solution = PickToLearn.upper(k, n, delta);
        assertThat(difference(k, n, delta, solution * (1 - 1e-9))).isNegative();
        assertThat(difference(k, n, delta, Math.min(1, solution * (1 + 1e-9)))).isPositive();
    }

    private static double difference(int k, int n, double delta, double eps) {
        BigDecimal rest = BigDecimal.ONE.subtract(new BigDecimal(eps));
        BigDecimal sum = BigDecimal.ZERO;
        for (int m = k; m < n; m++) {
            sum = sum.add(new BigDecimal(choose(m, k)).multiply(rest.pow(m - k)), DIGITS);
        }
        return sum.multiply(new BigDecimal(delta / n))
                .subtract(new BigDecimal(choose(n, k)).multiply(rest.pow(n - k)), DIGITS)
                .doubleValue();
    }

    private static BigInteger choose(int n, int k) {
        BigInteger value = BigInteger.ONE;
        for (int i = 1; i <= k; i++) {
            value = value.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return value;
    }

    @Test
    void whoPicksAllHasLearntNothing() {
        assertThat(PickToLearn.upper(50, 50, 0.05)).isEqualTo(1);
        assertThat(PickToLearn.upper(49, 50, 0.05)).isGreaterThan(0.98);
        double before = 0;
        for (int k = 0; k < 190; k++) {
            double value = PickToLearn.upper(k, 200, 0.05);
            assertThat(value).isGreaterThan(before).isGreaterThan(k / 200.0);
            before = value;
        }
        assertThatThrownBy(() -> PickToLearn.upper(51, 50, 0.05)).isInstanceOf(BadInput.class);
        assertThat(PickToLearn.certify(retrained(1000), 10, 0.05).value()).isCloseTo(0.021663, SIX);
        assertThatThrownBy(() -> PickToLearn.certify(Scope.ofTraining(1000, 10), 10, 0.05))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sampleCompressionReferenceValues() {
        assertThat(SampleCompression.nats(326, 30_000)).isCloseTo(1806.682744, SIX);
        assertThat(SampleCompression.klForm(10, 326, 30_000, 0.05)).isCloseTo(0.061147, SIX);
        // Without picks it is a test set of which the first choice, k = 0, was announced with weight 6/π².
        assertThat(SampleCompression.upper(0, 0, 1000, 0.05))
                .isCloseTo(1 - Math.pow(0.05 * 6 / (Math.PI * Math.PI), 1e-3), within(1e-12));
        assertThat(SampleCompression.upper(10, 326, 30_000, 0.05))
                .isLessThan(SampleCompression.klForm(10, 326, 30_000, 0.05));
        assertThat(SampleCompression.upper(0, 1000, 1000, 0.05)).isEqualTo(1);
        assertThat(SampleCompression.certify(retrained(1000), 0, 0, 0.05).value())
                .isEqualTo(SampleCompression.upper(0, 0, 1000, 0.05));
    }

    @Test
    void disintegratedReferenceValue() {
        assertThat(Disintegrated.upper(0.0125, 0.4, 30_000, 0.05)).isCloseTo(0.016658, SIX);
        Scope scope = new Scope(Predictor.DRAWN, LossKind.ZERO_ONE, SampleRole.PRIOR_FREE, 30_000, 10);
        Certificate certificate = Disintegrated.certify(scope, 0.0125, 0.4, 0.05);
        assertThat(certificate.value()).isEqualTo(Disintegrated.upper(0.0125, 0.4, 30_000, 0.05));
        assertThat(Disintegrated.certify(scope, 0.0125, Double.POSITIVE_INFINITY, 0.05)
                        .vacuous())
                .isTrue();
        assertThatThrownBy(() -> Disintegrated.certify(Scope.ofPosterior(30_000, 10), 0.0125, 0.4, 0.05))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void renyiDivergences() {
        // The integral of q²/p, by quadrature on a fine grid.
        assertThat(GaussianRenyi.diagonal(new double[] {1, 0.5}, new double[] {0.1, 0.2}, new double[2], 0.5))
                .isCloseTo(2.157580286, within(1e-8));
        assertThat(GaussianRenyi.diagonal(new double[] {1}, new double[] {1}, new double[1], 0.5))
                .isInfinite();
        assertThat(GaussianRenyi.diagonal(new double[] {3}, new double[] {0.2}, new double[] {3}, 0.2))
                .isZero();
        // Equal variances: twice the Kullback-Leibler divergence; in general never less than it.
        assertThat(GaussianRenyi.isotropic(2, 0.1)).isCloseTo(2 * GaussianKl.isotropic(2, 0.1), within(1e-12));
        assertThat(GaussianRenyi.diagonal(new double[] {1, 1}, new double[] {0.25, 0.25}, new double[2], 0.25))
                .isCloseTo(GaussianRenyi.isotropic(2, 0.5), within(1e-12));
        for (double s = 0.05; s < 1; s += 0.05) {
            assertThat(GaussianRenyi.diagonal(new double[] {0.3}, new double[] {s}, new double[1], 0.5))
                    .isGreaterThanOrEqualTo(
                            GaussianKl.diagonal(new double[] {0.3}, new double[] {s}, new double[1], 0.5) - 1e-12);
        }
    }

    @Test
    void aPriorItselfNeedsNoUnion() {
        Scope scope = Scope.ofPosterior(30_000, 10);
        // Certain of the empirical risk: the sheet's values without and with Maurer's term.
        SampledRisk known = new SampledRisk(0.0125, 1, 0.01, 0.0125);
        Certificate prior = DataDependentPrior.certifyPrior(scope, known, 0.05);
        assertThat(prior.value()).isCloseTo(0.014136, SIX);
        assertThat(DataDependentPrior.certify(scope, known, 0.2, 1, 0.05).value())
                .isCloseTo(0.015427, SIX);
        assertThat(prior.confidence().delta()).isCloseTo(0.06, within(1e-12));
    }

    @Test
    void splitKlIsExactForCoinsAndSharperForDifferences() {
        double c = PacBayes.budget(5000, 60_000, 0.05);
        assertThat(SplitKl.upper(new double[] {0, 1}, new double[] {0.03}, c)).isCloseTo(0.153880, SIX);
        double budget = SplitKl.budget(100, 3, 30_000, 0.05);
        double[] values = {-0.5, 0, 0.5, 1};
        assertThat(SplitKl.upper(values, new double[] {0.98, 0.05, 0.01}, budget))
                .isCloseTo(0.040835, SIX);
        // The mean is −0.5 + 0.5 (0.98 + 0.05 + 0.01) = 0.02; a coin rescaled to [-0.5, 1] says 0.137.
        assertThat(-0.5 + 1.5 * BinaryKl.upperInverse(0.52 / 1.5, PacBayes.budget(100, 30_000, 0.05)))
                .isGreaterThan(0.08);
        assertThatThrownBy(() -> SplitKl.upper(values, new double[] {0.5}, budget))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> SplitKl.upper(new double[] {0, 0}, new double[] {0.5}, budget))
                .isInstanceOf(BadInput.class);
    }

    private static SampledRisk known(double value) {
        return new SampledRisk(value, 1, 1e-3, value);
    }

    @Test
    void stepsAddUp() {
        List<RecursivePacBayes.Step> steps = List.of(
                RecursivePacBayes.Step.first(known(0.2), 50, 20_000),
                RecursivePacBayes.Step.next(0.5, known(0.9), known(0.1), known(0.02), 20, 10_000));
        double[] all = RecursivePacBayes.all(steps, 0.05);
        assertThat(all[0]).isCloseTo(0.231962, SIX);
        assertThat(all[1]).isCloseTo(0.155667, SIX);
        assertThat(RecursivePacBayes.upper(steps, 0.05)).isEqualTo(all[1]);
        Certificate certificate = RecursivePacBayes.certify(Scope.ofPosterior(10_000, 10), steps, 0.05);
        assertThat(certificate.value()).isEqualTo(all[1]);
        assertThat(certificate.confidence().delta()).isCloseTo(0.054, within(1e-12));
        // One step is PAC-Bayes.
        assertThat(RecursivePacBayes.upper(steps.subList(0, 1), 0.05))
                .isCloseTo(PacBayes.kl(0.2, PacBayes.budget(50, 20_000, 0.05)), within(1e-15));
    }

    @Test
    void everyPredictorSaysItsPrice() {
        assertThat(Stream.of(Predictor.values()).map(Predictor::price))
                .doesNotHaveDuplicates()
                .allSatisfy(price -> assertThat(price).isNotBlank());
    }
}
