package dev.shatter.bound;

import static dev.shatter.bound.Digits.SIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.core.Draw;
import dev.shatter.core.Property;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Code lengths and compression certificates: theory sheet, D9. */
class CompressionTest {
    @Test
    void referenceValues() {
        long[] counts = {60, 110, 190, 280, 190, 110, 60};
        assertThat(CodeLength.enumerative(counts)).isEqualTo(2637);
        assertThat(CodeLength.arithmetic(1000, CodeLength.entropyBits(counts)) + 7 * 10)
                .isEqualTo(2685);
        long bits = CodeLength.arithmetic(10_000, 2.5) + 16 * 16 + 16 * CodeLength.choice(10_001);
        assertThat(CodeLength.choice(10_001)).isEqualTo(14);
        assertThat(bits).isEqualTo(25482);
        assertThat(CodeLength.eliasGamma(bits)).isEqualTo(29);
        assertThat(CodeLength.selfDelimited(bits)).isEqualTo(25511);
        assertThat(Compression.upper(0.05, bits, 50_000, 0.05)).isCloseTo(0.414283, SIX);
        assertThat(Occam.sqrtForm(0.05, Compression.nats(bits), 50_000, 0.05)).isCloseTo(0.470546, SIX);
        assertThat(Compression.universalNats(bits) - Math.log(Math.PI * Math.PI / 6))
                .isCloseTo(17683.067910, SIX);
        assertThat(Compression.universalNats(bits)).isCloseTo(17683.565611, SIX);
        assertThat(Compression.nats(bits)).isCloseTo(17682.877723, SIX);
        Certificate certificate = Compression.certify(Scope.ofCompressed(50_000, 10), 2500, bits, 0.05);
        assertThat(certificate.value()).isCloseTo(0.414283, SIX);
        assertThat(certificate.scope().predictor()).isEqualTo(Predictor.COMPRESSED);
        // The sheet's measured run: 4778 bits, train error 0.0654, n = 60000: 0.179.
        assertThat(Compression.upper(0.0654, 4778, 60_000, 0.05)).isBetween(0.1785, 0.1795);
        assertThat(Occam.binomialForm(2500, Compression.nats(bits), 50_000, 0.05))
                .isLessThan(0.414283)
                .isGreaterThan(0.41);
    }

    @Property(tries = 200)
    void enumerativeCodeMeetsWholeNumbers(Draw draw) {
        int q = draw.whole(1, 6);
        long[] counts = draw.chance().longs(q, 0, 60).toArray();
        counts[0]++;
        int r = (int) Arrays.stream(counts).sum();
        BigInteger arrangements = factorial(r);
        for (long count : counts) {
            arrangements = arrangements.divide(factorial((int) count));
        }
        BigInteger histograms = factorial(r + q - 1).divide(factorial(q - 1)).divide(factorial(r));
        // Enough bits to tell all apart, and at most one more where the count is a power of two.
        long exact = ceilLog2(arrangements) + ceilLog2(histograms);
        assertThat(CodeLength.enumerative(counts)).isBetween(exact, exact + 2);
        if (arrangements.bitCount() > 1 && histograms.bitCount() > 1) {
            assertThat(CodeLength.enumerative(counts)).isEqualTo(exact);
        }
    }

    @Property(tries = 200)
    void masksMeetWholeNumbers(Draw draw) {
        int p = draw.whole(1, 200);
        int nz = draw.whole(0, 200);
        int kept = Math.min(p, nz);
        BigInteger masks = factorial(p).divide(factorial(kept)).divide(factorial(p - kept));
        long exact = ceilLog2(BigInteger.valueOf(p + 1)) + ceilLog2(masks);
        assertThat(CodeLength.mask(p, kept)).isBetween(exact, exact + 1);
    }

    @Property(tries = 200)
    void eliasGammaIsAPrefixCodeLength(Draw draw) {
        long c = draw.whole(1, Long.MAX_VALUE / 4);
        String binary = Long.toBinaryString(c);
        assertThat(CodeLength.eliasGamma(c)).isEqualTo(2L * (binary.length() - 1) + 1);
    }

    @Test
    void kraftSumsStayUnderOne() {
        double sum = 0;
        for (long c = 1; c < 1 << 20; c++) {
            sum += Math.pow(2, -CodeLength.eliasGamma(c));
        }
        assertThat(sum).isLessThanOrEqualTo(1);
        assertThat(CodeLength.choice(1)).isZero();
        assertThat(CodeLength.choice(2)).isEqualTo(1);
        assertThat(CodeLength.choice(1025)).isEqualTo(11);
    }

    @Test
    void impossibleCodesAreRefused() {
        assertThatThrownBy(() -> CodeLength.eliasGamma(0)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> CodeLength.mask(3, 4)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> CodeLength.enumerative(new long[] {0, 0})).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> CodeLength.choice(0)).isInstanceOf(BadInput.class);
    }

    private static BigInteger factorial(int n) {
        BigInteger product = BigInteger.ONE;
        for (int i = 2; i <= n; i++) {
            product = product.multiply(BigInteger.valueOf(i));
        }
        return product;
    }

    private static long ceilLog2(BigInteger x) {
        return x.subtract(BigInteger.ONE).bitLength();
    }
}
