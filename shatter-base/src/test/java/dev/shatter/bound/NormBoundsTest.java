package dev.shatter.bound;

import static dev.shatter.bound.Digits.SIX;
import static dev.shatter.bound.Digits.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Draw;
import dev.shatter.core.Property;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Norm- and margin-based bounds: theory sheet, C1 to C3; property 29 of section R. */
class NormBoundsTest {
    private static final double ROOT = Math.sqrt(60_000);

    @Test
    void frobeniusProductReferenceValues() {
        assertThat(FrobeniusProduct.excess(1, 2, 10_000, 0.05)).isCloseTo(0.094045, SIX);
        assertThat(FrobeniusProduct.excess(32, 5, 60_000, 0.05)).isCloseTo(0.965799, SIX);
        assertThat(FrobeniusProduct.excess(1, 5, 60_000, 0.05)).isCloseTo(0.046295, SIX);
        assertThat(FrobeniusProduct.samples(1024, 10, 0.1)).isCloseTo(9.357299e9, within(501.0));
        assertThat(FrobeniusProduct.looseMarginTerm(8, 5, 3, 10, ROOT, 60_000)).isCloseTo(0.794114, SIX);
        assertThat(FrobeniusProduct.marginTerm(8, 5, 3, 10, ROOT, 60_000)).isCloseTo(0.264364, SIX);
        assertThat(FrobeniusProduct.rowNormRademacher(1, 3, 784, 60_000, 60_000))
                .isCloseTo(0.026664, SIX);
    }

    @Property(tries = 200)
    void rootFormIsNeverLargerThanTheSimpleForm(Draw draw) {
        int classes = draw.whole(2, 1000);
        int layers = draw.whole(1, 50);
        assertThat(FrobeniusProduct.marginTerm(3, 0.5, layers, classes, 7, 100))
                .isLessThanOrEqualTo(FrobeniusProduct.looseMarginTerm(3, 0.5, layers, classes, 7, 100));
    }

    @Test
    void spectralComplexityReferenceValues() {
        double[] spectral = {2, Math.sqrt(2)};
        assertThat(SpectralComplexity.of(spectral, new double[] {3, 2 * Math.sqrt(2)}))
                .isCloseTo(13.952154, SIX);
        // With reference I for the first layer: rows of A1 - I are (1, 0) and (0, 0).
        assertThat(SpectralComplexity.of(spectral, new double[] {1, 2 * Math.sqrt(2)}))
                .isCloseTo(9.338987, SIX);
        double q = SpectralComplexity.scale(1, 10, ROOT, 784);
        assertThat(q).isCloseTo(366.893535, SIX);
        assertThat(SpectralComplexity.dudley(q, 60_000)).isCloseTo(0.366777, SIX);
        assertThat(2 * SpectralComplexity.dudley(q, 60_000)).isCloseTo(0.733555, SIX);
        assertThat(2 * SpectralComplexity.loose(q, 60_000)).isCloseTo(2.421960, SIX);
        double large = SpectralComplexity.scale(10, 1, ROOT, 784);
        assertThat(2 * SpectralComplexity.loose(large, 60_000)).isCloseTo(242.196, within(5e-4));
        assertThat(SpectralComplexity.dudley(large, 60_000)).isInfinite();
    }

    @Test
    void spectralComplexityNeedsNoDivision() {
        assertThat(SpectralComplexity.of(new double[] {0, 3}, new double[] {0, 0}))
                .isZero();
        // One dead layer far from its reference: only its own distance counts.
        assertThat(SpectralComplexity.of(new double[] {0, 3}, new double[] {2, 5}))
                .isCloseTo(6, within(1e-12));
        double[] tiny = new double[400];
        Arrays.fill(tiny, 1e-3);
        double[] huge = new double[400];
        Arrays.fill(huge, 1e3);
        assertThat(SpectralComplexity.of(tiny, tiny)).isZero();
        assertThat(SpectralComplexity.of(huge, huge)).isInfinite();
        assertThat(SpectralComplexity.of(new double[] {Double.NaN}, new double[] {1}))
                .isInfinite();
        assertThatThrownBy(() -> SpectralComplexity.of(new double[] {1}, new double[] {1, 2}))
                .isInstanceOf(BadInput.class);
    }

    @Property(tries = 200)
    void dudleyGrowsAndStaysUnderTheLooseForm(Draw draw) {
        double q = draw.real(1e-6, 1e4);
        int n = draw.whole(2, 1_000_000);
        double value = SpectralComplexity.dudley(q, n);
        assertThat(SpectralComplexity.dudley(1.01 * q, n)).isGreaterThanOrEqualTo(value);
        if (3 * q <= n) {
            assertThat(value).isLessThanOrEqualTo(SpectralComplexity.loose(q, n) * (1 + 1e-12));
        }
    }

    @Test
    void spectralPacBayesReferenceValues() {
        // Product of squared norms 4, sum of ratios 20.
        double kl = SpectralPacBayes.divergence(80, 2, 1, 100, 10);
        assertThat(kl).isCloseTo(13940672.15, TWO);
        assertThat(SpectralPacBayes.term(kl, 2, 60_000, 0.05)).isCloseTo(60.971958, SIX);
        double wide = SpectralPacBayes.divergence(80, 2, 1, 784, 10);
        assertThat(wide).isCloseTo(142963876.80, TWO);
        assertThat(SpectralPacBayes.term(wide, 2, 60_000, 0.05)).isCloseTo(195.254554, SIX);
        // The same from layer norms: s = (2, 1), F² = 10 s².
        double[] frobenius = {Math.sqrt(40), Math.sqrt(10)};
        assertThat(SpectralPacBayes.divergence(new double[] {2, 1}, frobenius, 1, 100, 10))
                .isCloseTo(kl, within(1e-6));
        assertThat(SpectralPacBayes.term(kl, 2, 1, 0.05)).isInfinite();
    }

    @Test
    void certificatesPayForMarginAndNorms() {
        double[] margins = new double[60_000];
        Arrays.fill(margins, 100);
        margins[0] = -1;
        Scope scope = Scope.ofTraining(60_000, 10);
        double[] norms = {1.1, 0.9};
        Certificate frobenius =
                FrobeniusProduct.certify(scope, margins, norms, ROOT, 10, 0.05).certificate();
        // Never better than with product and margin known beforehand; here non-vacuous.
        double known = 1.0 / 60_000 + FrobeniusProduct.marginTerm(0.99, 100, 2, 10, ROOT, 60_000);
        assertThat(frobenius.value()).isBetween(known, 0.5);
        assertThat(frobenius.assumptions()).last().asString().contains("stratification");
        Certificate spectral = SpectralComplexity.certify(scope, margins, norms, new double[] {1, 1}, ROOT, 784, 0.05)
                .certificate();
        double free = SpectralComplexity.upper(
                0,
                SpectralComplexity.scale(SpectralComplexity.of(norms, new double[] {1, 1}), 100, ROOT, 784),
                60_000,
                0.05);
        assertThat(spectral.value()).isGreaterThan(free);
        Certificate pac = SpectralPacBayes.certify(scope, margins, norms, norms, 1, 784, 0.05)
                .certificate();
        assertThat(pac.vacuous()).isTrue();
        // Scaling the last layer scales the margins: product-normalised bounds move by grid steps at most.
        double[] scaled = Arrays.stream(margins).map(m -> 8 * m).toArray();
        Certificate moved = FrobeniusProduct.certify(scope, scaled, new double[] {1.1, 7.2}, ROOT, 10, 0.05)
                .certificate();
        assertThat(moved.value()).isCloseTo(frobenius.value(), within(0.01));
    }

    @Test
    void errorsAreNeverCertifiedAway() {
        double[] margins = new double[1000];
        Arrays.fill(margins, -1);
        Scope scope = Scope.ofTraining(1000, 10);
        double[] norms = {1e-3};
        assertThat(FrobeniusProduct.certify(scope, margins, norms, 1, 10, 0.05)
                        .certificate()
                        .vacuous())
                .isTrue();
        assertThat(SpectralComplexity.certify(scope, margins, norms, norms, 1, 10, 0.05)
                        .certificate()
                        .vacuous())
                .isTrue();
        assertThat(SpectralPacBayes.certify(scope, margins, norms, norms, 1, 10, 0.05)
                        .certificate()
                        .vacuous())
                .isTrue();
        double[] broken = {Double.NaN};
        double[] fine = {Double.POSITIVE_INFINITY};
        Arrays.fill(margins, 5);
        assertThat(FrobeniusProduct.certify(scope, margins, broken, 1, 10, 0.05)
                        .certificate()
                        .value())
                .isInfinite();
        assertThat(SpectralComplexity.certify(scope, margins, broken, fine, 1, 10, 0.05)
                        .certificate()
                        .value())
                .isInfinite();
        assertThat(SpectralPacBayes.certify(scope, margins, broken, fine, 1, 10, 0.05)
                        .certificate()
                        .value())
                .isInfinite();
    }
}
