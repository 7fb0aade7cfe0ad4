package dev.shatter.bound;

import static dev.shatter.bound.Digits.SIX;
import static dev.shatter.bound.Digits.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Draw;
import dev.shatter.core.Property;
import dev.shatter.stats.Interval;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Classical complexity: theory sheet, section B; properties 4 and 6 of section R. */
class ClassicalBoundsTest {
    @Test
    void vapnikReferenceValues() {
        assertThat(Vapnik.complexityTerm(3, 1000, 0.05)).isCloseTo(0.163978, SIX);
        assertThat(Vapnik.complexityTerm(11, 60_000, 0.05)).isCloseTo(0.044282, SIX);
        assertThat(Vapnik.complexityTerm(1000, 10_000, 0.05)).isCloseTo(0.632465, SIX);
        assertThat(Vapnik.alternativeTerm(3, 1000, 0.05)).isCloseTo(0.457784, SIX);
        assertThat(Vapnik.upper(0.1, 3, 1000, 0.05)).isCloseTo(0.1 + 0.163978 + 0.001, SIX);
        Certificate outside = Vapnik.certify(Scope.ofTraining(100, 2), 0, 1000, 0.05);
        assertThat(outside.value()).isInfinite();
        assertThat(outside.vacuous()).isTrue();
        // The share of n from which h alone makes the bound vacuous: x (ln(2/x) + 1) = 1.
        assertThat(0.373365 * (Math.log(2 / 0.373365) + 1)).isCloseTo(1, within(2e-6));
        assertThat(Vapnik.upper(0, 0.373366e6, 1e6, 0.05)).isGreaterThanOrEqualTo(1);
    }

    @Test
    void reluVcDimensionReferenceValues() {
        ReluVcDimension tiny = ReluVcDimension.ofWidths(List.of(2, 2, 1));
        assertThat(tiny.cumulative()).isEqualTo(15);
        assertThat(tiny.closedForm()).isCloseTo(115.911952, SIX);
        assertThat(tiny.growthForm()).isEqualTo(111);
        ReluVcDimension mnist = ReluVcDimension.ofWidths(List.of(784, 600, 600, 1));
        assertThat(mnist.parameters()).isEqualTo(832201);
        assertThat(mnist.cumulative()).isEqualTo(2134801);
        assertThat(mnist.closedForm()).isCloseTo(38400302.97, TWO);
        assertThat(mnist.growthForm()).isEqualTo(30907083);
        ReluVcDimension cifar = ReluVcDimension.ofWidths(List.of(2352, 512, 1));
        assertThat(cifar.closedForm()).isCloseTo(38476336.84, TWO);
        assertThat(cifar.growthForm()).isEqualTo(28993239);
        assertThat(cifar.best()).isEqualTo(cifar.growthForm());
    }

    @Test
    void reluVcDimensionOfConvolutionsAndPooling() {
        // Distinct parameters, units with positions, a pooling layer without parameters: larger than without pooling.
        ReluVcDimension plain = ReluVcDimension.of(new double[] {800, 1}, new double[] {260, 801});
        ReluVcDimension pooled = ReluVcDimension.of(new double[] {800, 1200, 1}, new double[] {260, 0, 801});
        assertThat(pooled.closedForm()).isGreaterThan(plain.closedForm());
        assertThat(plain.growthForm()).isLessThan(plain.closedForm());
        assertThatThrownBy(() -> ReluVcDimension.ofWidths(List.of(3))).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> ReluVcDimension.of(new double[] {1}, new double[] {2}))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void growthFormIsTheSmallestSampleByNaiveSearch() {
        // 2-3-1: W = (9, 13), cumulative 22, k = (3, 1).
        int m = 22;
        while (2 + 9 * lg(2 * Math.E * m * 3 / 9) + 13 * lg(2 * Math.E * m * 2 / 13) >= m) {
            m++;
        }
        assertThat(ReluVcDimension.ofWidths(List.of(2, 3, 1)).growthForm()).isEqualTo(m - 1);
    }

    private static double lg(double x) {
        return Math.log(x) / Math.log(2);
    }

    @Test
    void rademacherReferenceValues() {
        assertThat(Rademacher.ofOppositePair(4)).isCloseTo(0.375, within(1e-12));
        assertThat(Rademacher.massart(Math.log(2), 4)).isCloseTo(0.588705, SIX);
        double[][] axes = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
        assertThat(Rademacher.linearExact(axes, 1)).isCloseTo(0.5, within(1e-12));
        assertThat(Rademacher.linear(new double[] {1, 1, 1, 1}, 1)).isCloseTo(0.5, within(1e-12));
        assertThat(Rademacher.upper(0, 0.1, 1000, 0.05)).isCloseTo(0.328841, SIX);
        assertThat(Rademacher.upperBinary(0, 0.2, 1000, 0.05)).isCloseTo(0.328841, SIX);
        assertThat(Rademacher.upperFromExpected(0, 0.1, 1000, 0.05)).isCloseTo(0.2 + 0.038702, within(1e-6));
        assertThat(Rademacher.contraction(0.2, 3)).isCloseTo(0.6, within(1e-12));
        assertThat(Rademacher.vectorContraction(0.2, 3)).isCloseTo(0.6 * Math.sqrt(2), within(1e-12));
    }

    @Property(tries = 30)
    void exactEnumerationMeetsMonteCarlo(Draw draw) {
        int n = draw.whole(1, 12);
        Chance chance = draw.chance();
        double[][] values = new double[1 + chance.nextInt(20)][n];
        for (double[] function : values) {
            for (int i = 0; i < n; i++) {
                function[i] = chance.nextInt(2) * 2 - 1;
            }
        }
        double exact = Rademacher.exact(values);
        // E max ≥ max E = 0, and ±1 values correlate at most 1.
        assertThat(exact)
                .isBetween(-1e-12, 1.0)
                .isLessThanOrEqualTo(Rademacher.massart(Math.log(values.length), n) + 1e-12);
        Interval estimate = Rademacher.monteCarlo(values, 2000, draw.chance());
        // Bounded values: Hoeffding at 1e-9 over all tries, so no run fails by chance.
        assertThat(estimate.estimate()).isCloseTo(exact, within(2 * Hoeffding.twoSidedHalfWidth(2000, 1e-9, 1)));
        double[][] permuted = new double[values.length][n];
        int[] order = chance.permutation(n);
        for (int h = 0; h < values.length; h++) {
            for (int i = 0; i < n; i++) {
                permuted[h][i] = values[h][order[i]];
            }
        }
        assertThat(Rademacher.exact(permuted)).isCloseTo(exact, within(1e-12));
    }

    @Test
    void monteCarloWithinFourStandardErrors() {
        Chance chance = Chance.of(11, "class");
        double[][] values = new double[16][12];
        for (double[] function : values) {
            for (int i = 0; i < 12; i++) {
                function[i] = chance.nextInt(2) * 2 - 1;
            }
        }
        assertThat(Rademacher.monteCarlo(values, 20_000, Chance.of(11, "signs")).contains(Rademacher.exact(values)))
                .isTrue();
        for (int n = 1; n <= 12; n++) {
            double[][] pair = new double[2][n];
            Arrays.fill(pair[0], 1);
            Arrays.fill(pair[1], -1);
            assertThat(Rademacher.ofOppositePair(n)).isCloseTo(Rademacher.exact(pair), within(1e-12));
        }
    }

    @Test
    void randomSignsReferenceValues() {
        assertThat(RandomSigns.halfWidth(1000, 10, 0.05)).isCloseTo(0.024477, SIX);
        assertThat(RandomSigns.binary(1, 1000, 5, 0.05).low()).isCloseTo(0.965384, SIX);
        assertThat(RandomSigns.multiclass(0.5, 1000, 5, 0.05).low()).isCloseTo(0.482692, SIX);
        assertThat(RandomSigns.memorisationIndex(0.9982, 10)).isCloseTo(0.998000, SIX);
        assertThat(RandomSigns.memorisationIndex(0.1, 10)).isCloseTo(0, within(1e-12));
    }

    @Test
    void finiteClassAndOccamReferenceValues() {
        assertThat(FiniteClass.deviation(Math.log(1000), 1000, 0.05)).isCloseTo(0.072790, SIX);
        double size = FiniteClass.logSize(1000, 8);
        assertThat(FiniteClass.deviation(size, 60_000, 0.05)).isCloseTo(0.215036, SIX);
        assertThat(FiniteClass.excess(size, 60_000, 0.05)).isCloseTo(0.215023, SIX);
        assertThat(Occam.upper(0.02, Occam.nats(8000), 60_000, 0.05)).isCloseTo(0.143378, SIX);
    }

    @Property(tries = 200)
    void occamFormsAreOrdered(Draw draw) {
        long n = draw.whole(10, 5000);
        double share = draw.real(0, 0.99);
        double nats = draw.real(0, 3000);
        long errors = (long) (share * n);
        double rate = (double) errors / n;
        double binomial = Occam.binomialForm(errors, nats, n, 0.05);
        double kl = Occam.upper(rate, nats, n, 0.05);
        assertThat(binomial).isLessThanOrEqualTo(kl + 1e-9);
        assertThat(kl).isLessThanOrEqualTo(Occam.sqrtForm(rate, nats, n, 0.05) + 1e-12);
        // A uniform prior over |H| is the finite class.
        assertThat(Occam.sqrtForm(rate, nats, n, 0.05)).isEqualTo(FiniteClass.upper(rate, nats, n, 0.05));
    }

    @Test
    void stabilityReferenceValues() {
        assertThat(UniformStability.excess(1e-4, 1, 10_000, 0.05)).isCloseTo(0.061394, SIX);
        assertThat(UniformStability.excess(1e-3, 1, 10_000, 0.05)).isCloseTo(0.503788, SIX);
        assertThat(UniformStability.kernelBeta(1, 1, 0.01, 10_000)).isCloseTo(0.005, within(1e-12));
        assertThat(UniformStability.largestHinge(1, 0.01)).isCloseTo(11, within(1e-12));
        assertThat(UniformStability.excessReplacing(2e-4, 1, 10_000, 0.05)).isCloseTo(0.061394, SIX);
        Scope hinge = new Scope(Predictor.DETERMINISTIC, LossKind.HINGE, SampleRole.TRAINING, 10_000, 2);
        assertThat(UniformStability.certify(hinge, 0.1, 0.005, 11, 0.05).vacuous())
                .isTrue();
        Scope clipped = new Scope(Predictor.DETERMINISTIC, LossKind.CLIPPED_HINGE, SampleRole.TRAINING, 10_000, 2);
        assertThat(UniformStability.certify(clipped, 0.1, 1e-4, 1, 0.05).value())
                .isCloseTo(0.161394, SIX);
    }

    @Test
    void sgdStabilityReferenceValues() {
        assertThat(SgdStability.convex(1, 0.01 * 1000, 10_000).value()).isCloseTo(0.002, within(1e-12));
        assertThat(SgdStability.nonConvex(1, 1, 1, 1000, 10_000).value()).isCloseTo(0.008945, SIX);
        assertThat(SgdStability.stronglyConvex(1, 0.1, 10_000).value()).isCloseTo(0.002, within(1e-12));
        assertThat(SgdStability.nonConvex(1, 1, 1, 1000, 1).vacuous()).isTrue();
    }

    /** An image's 128^784 cells are beyond a double: the grids that can be counted still give a certificate. */
    @Test
    void robustnessOfImagesIsVacuousAndNoError() {
        double[] margins = new double[1000];
        java.util.Arrays.fill(margins, 2);
        Certificate certificate = Robustness.certifyLipschitz(
                        Scope.ofTraining(1000, 10), margins, 5, Math.sqrt(784), 784, 0.05)
                .certificate();
        assertThat(certificate.vacuous()).isTrue();
        assertThat(certificate.value()).isNotNaN();
    }

    @Test
    void robustnessReferenceValue() {
        assertThat(Robustness.cellTerm(100, 1, 10_000, 0.05)).isCloseTo(0.120258, SIX);
        assertThat(Robustness.certify(Scope.ofTraining(10_000, 10), 0.1, 0.05, 100, 0.05)
                        .value())
                .isCloseTo(0.270258, SIX);
    }

    @Test
    void brokenMeasurementsProveNothing() {
        assertThat(Rademacher.certify(Scope.ofTraining(10, 2), 0, Double.NaN, 0.05)
                        .value())
                .isInfinite();
        assertThat(Vapnik.upper(Double.NaN, 3, 100, 0.05)).isInfinite();
        assertThat(Robustness.upper(0, Double.NaN, 3, 100, 0.05)).isInfinite();
        assertThat(FiniteClass.upper(0, Double.POSITIVE_INFINITY, 100, 0.05)).isInfinite();
        assertThat(Occam.binomialForm(3, Double.NaN, 100, 0.05)).isEqualTo(1);
    }
}
