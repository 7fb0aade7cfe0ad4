package dev.shatter.proof;

import dev.shatter.bound.Certificate;
import java.util.Locale;

/**
 * A certificate below the lower limit of a comparable test error. One of its assumptions is false, but for bad luck of
 * probability at most δ + {@value #LEVEL}.
 *
 * @param certificate its theorem
 * @param value what it says the risk is at most
 * @param lower what the risk is at least, with probability 1 - {@value #LEVEL}
 */
public record Contradiction(String certificate, double value, double lower) {
    /** Failure probability of the lower limit. */
    public static final double LEVEL = 1e-3;

    /** What must be said of it. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "contradicted: says that the risk is at most %.4g, but it is at least %.4g (lower limit at level %s):"
                        + " one of its assumptions must be false",
                value,
                lower,
                LEVEL);
    }

    static Contradiction of(Certificate certificate, double lower) {
        return new Contradiction(certificate.theorem(), certificate.value(), lower);
    }
}
