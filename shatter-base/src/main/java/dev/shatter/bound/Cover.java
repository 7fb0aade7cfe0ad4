package dev.shatter.bound;

import dev.shatter.core.BadInput;
import java.math.BigInteger;

/** Cover's count of the labellings a hyperplane can make. */
public final class Cover {
    public static final Theorem THEOREM = Theorem.named(
                    "cover", Guarantee.EXACT, "number of labellings affine halfspaces realise")
            .formula("C(n, d) = 2 sum_{k=0}^{d} binom(n-1, k)")
            .reading("all 2^n labellings while n <= d + 1, half of them at n = 2 (d + 1), a vanishing share beyond")
            .assuming("n points of R^d in general position: no d + 1 of them on a hyperplane")
            .pitfalls("other points can be labelled in fewer ways, never in more")
            .from("Cover 1965");

    private Cover() {}

    /** C(n, d), exact, for n ≥ 1 points in d ≥ 0 dimensions. */
    public static BigInteger count(int n, int d) {
        if (n < 1 || d < 0) {
            throw BadInput.in("Cover's count", "n = " + n + ", d = " + d + " is impossible", "give n >= 1 and d >= 0");
        }
        BigInteger binomial = BigInteger.ONE;
        BigInteger sum = BigInteger.ONE;
        for (int k = 1; k <= Math.min(d, n - 1); k++) {
            binomial = binomial.multiply(BigInteger.valueOf(n - k)).divide(BigInteger.valueOf(k));
            sum = sum.add(binomial);
        }
        return sum.shiftLeft(1);
    }
}
