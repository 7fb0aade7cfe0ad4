package dev.shatter.bound;

import dev.shatter.core.BadInput;
import java.util.Arrays;
import org.hipparchus.special.Gamma;

/**
 * Lengths in whole bits of codes fixed beforehand, for {@link Compression}.
 *
 * <p>Logarithms of factorials come from the log-gamma function; 10⁻⁶ and 10⁻¹³ of the value are added before rounding up,
 * so a rounding error never shortens a code.
 */
public final class CodeLength {
    private CodeLength() {}

    /** Elias gamma code of a whole number ≥ 1: 2⌊lg c⌋ + 1 bits; self-delimiting (Elias 1975). */
    public static long eliasGamma(long c) {
        if (c < 1) {
            throw BadInput.in("Elias gamma code", c + " has none", "give a number of at least 1");
        }
        return 2L * (63 - Long.numberOfLeadingZeros(c)) + 1;
    }

    /** A file of C bits preceded by its length: C + Elias gamma of C. */
    public static long selfDelimited(long bits) {
        return Math.addExact(bits, eliasGamma(bits));
    }

    /** Arithmetic code of r symbols of empirical entropy H bits: ⌈rH⌉ + 2; the distribution is not included. */
    public static long arithmetic(long symbols, double entropyBits) {
        return (long) Math.ceil(symbols * entropyBits) + 2;
    }

    /** Empirical entropy of counts, in bits a symbol. */
    public static double entropyBits(long[] counts) {
        double total = total(counts);
        double bits = 0;
        for (long count : counts) {
            bits -= count == 0 ? 0 : count / total * Math.log(count / total) / Math.log(2);
        }
        return bits;
    }

    /** Enumerative code: ⌈lg(r!/Π c_i!)⌉ bits for the symbols and {@link #counts} for how many of each. */
    public static long enumerative(long[] counts) {
        double total = total(counts);
        double nats = logFactorial(total);
        for (long count : counts) {
            nats -= logFactorial(count);
        }
        return ceil(nats / Math.log(2)) + counts((long) total, counts.length);
    }

    /** ⌈lg binom(r + q − 1, q − 1)⌉ bits for the counts of q symbols that add up to r. */
    public static long counts(long symbols, int alphabet) {
        return logBinomialBits((double) symbols + alphabet - 1, alphabet - 1.0);
    }

    /** Which nz of p weights are kept: ⌈lg(p + 1)⌉ + ⌈lg binom(p, nz)⌉ bits. */
    public static long mask(long weights, long kept) {
        if (kept < 0 || kept > weights) {
            throw BadInput.in("mask", kept + " of " + weights + " weights are impossible", "give 0 <= kept <= weights");
        }
        return choice(weights + 1) + logBinomialBits(weights, kept);
    }

    /** Which of N alternatives fixed beforehand: ⌈lg N⌉ bits, exactly. */
    public static long choice(long alternatives) {
        if (alternatives < 1) {
            throw BadInput.in("choice", alternatives + " alternatives are too few", "give at least 1");
        }
        return 64L - Long.numberOfLeadingZeros(alternatives - 1);
    }

    private static long logBinomialBits(double n, double k) {
        return ceil((logFactorial(n) - logFactorial(k) - logFactorial(n - k)) / Math.log(2));
    }

    private static double logFactorial(double n) {
        return Gamma.logGamma(n + 1);
    }

    private static long ceil(double bits) {
        return (long) Math.ceil(bits + 1e-6 + 1e-13 * Math.abs(bits));
    }

    private static double total(long[] counts) {
        long total = Arrays.stream(counts).reduce(0, Math::addExact);
        if (total < 1 || Arrays.stream(counts).anyMatch(c -> c < 0)) {
            throw BadInput.in("counts", Arrays.toString(counts) + " are impossible", "give counts >= 0, not all 0");
        }
        return total;
    }
}
