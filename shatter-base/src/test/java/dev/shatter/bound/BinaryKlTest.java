package dev.shatter.bound;

import static dev.shatter.bound.Digits.SIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Draw;
import dev.shatter.core.Property;
import org.junit.jupiter.api.Test;

/** The inverse of the binary divergence: theory sheet, D2; property 1 of section R. */
class BinaryKlTest {
    @Test
    void referenceValues() {
        assertThat(BinaryKl.upperInverse(0.1, 0.02)).isCloseTo(0.170384, SIX);
        assertThat(BinaryKl.upperInverse(0, 0.1)).isCloseTo(0.095163, SIX);
        assertThat(BinaryKl.upperInverse(0.02, 0.05)).isCloseTo(0.098572, SIX);
        assertThat(BinaryKl.lowerInverse(0.1, 0.02)).isCloseTo(0.050629, SIX);
        assertThat(BinaryKl.divergence(0.1, 0.2)).isCloseTo(0.036690, SIX);
    }

    @Test
    void edges() {
        assertThat(BinaryKl.divergence(0, 0)).isZero();
        assertThat(BinaryKl.divergence(1, 1)).isZero();
        assertThat(BinaryKl.divergence(0.5, 0)).isInfinite();
        assertThat(BinaryKl.divergence(0.5, 1)).isInfinite();
        assertThat(BinaryKl.divergence(1, 0)).isInfinite();
        assertThat(BinaryKl.divergence(0.1, 0.1 + 1e-9)).isCloseTo(1e-18 / 0.18, within(1e-22));
        assertThat(BinaryKl.upperInverse(1, 0.1)).isEqualTo(1);
        assertThat(BinaryKl.upperInverse(1 - 1e-16, 0)).isEqualTo(1);
        assertThat(BinaryKl.upperInverse(0.3, 0)).isBetween(0.3, 0.3 + 1e-7);
        assertThat(BinaryKl.upperInverse(0.3, 1000)).isEqualTo(1);
        assertThat(BinaryKl.upperInverse(0.3, Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(BinaryKl.upperInverse(Double.NaN, 0.1)).isEqualTo(1);
        assertThat(BinaryKl.upperInverse(0.3, Double.NaN)).isEqualTo(1);
        assertThat(BinaryKl.lowerInverse(1, 0.1)).isCloseTo(Math.exp(-0.1), within(1e-12));
        assertThat(BinaryKl.lowerInverse(0, 0.1)).isZero();
    }

    @Property(tries = 500)
    void upperInverseInverts(Draw draw) {
        double q = draw.real(0, 1);
        double c = draw.real(1e-8, 5);
        double p = BinaryKl.upperInverse(q, c);
        assertThat(p).isBetween(q, Math.min(1, q + Math.sqrt(c / 2)) + 1e-12);
        assertThat(BinaryKl.upperInverse(q, 1.1 * c)).isGreaterThanOrEqualTo(p);
        if (p < 0.999) {
            assertThat(BinaryKl.divergence(q, p)).isCloseTo(c, within(1e-9));
        }
        double low = BinaryKl.lowerInverse(q, c);
        assertThat(low).isBetween(Math.max(0, q - Math.sqrt(c / 2)) - 1e-12, q);
        // kl(q‖p) = kl(1−q‖1−p): the two inverses mirror each other.
        assertThat(low).isCloseTo(1 - BinaryKl.upperInverse(1 - q, c), within(1e-9));
    }

    @Property(tries = 300)
    void upperInverseMeetsNewtonsMethod(Draw draw) {
        double q = draw.real(0.001, 0.9);
        double c = draw.real(1e-6, 1);
        double p = Math.min(q + Math.sqrt(c / 2), 1 - 1e-12);
        for (int i = 0; i < 200; i++) {
            double naive = q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / (1 - p));
            p = Math.max(q, p - (naive - c) / ((1 - q) / (1 - p) - q / p + 1e-300));
        }
        assertThat(BinaryKl.upperInverse(q, c)).isCloseTo(p, within(1e-7));
    }
}
