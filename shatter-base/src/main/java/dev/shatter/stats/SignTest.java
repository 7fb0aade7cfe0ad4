package dev.shatter.stats;

import java.util.Arrays;
import org.hipparchus.special.Gamma;

/**
 * The sign test of a median, exact for every law (Arbuthnot 1710; Conover 1999, section 3.4).
 *
 * <p>Null: each of n independent values lies on the favourable side with probability at most 1/2, as when the median is
 * no better than the threshold. With k on that side, p = P(Bin(n, 1/2) ≥ k). Nothing is assumed of the law: neither
 * symmetry nor continuity. The price: p ≥ 2⁻ⁿ, so few values cannot decide, however clear they look. Values of several
 * strata may be counted together: if the probabilities are at most 1/2 on average, the tail beyond the mean is still at
 * most the binomial one (Hoeffding 1956).
 */
public final class SignTest {
    /** Share of the stake that bets on every value being favourable. */
    private static final double ALL = 0.5;

    private SignTest() {}

    /** P(Bin(n, 1/2) ≥ favourable), for a number of values fixed in advance. */
    public static double p(int favourable, int n) {
        return BinomialTail.atLeast(favourable, n, 0.5);
    }

    /**
     * E-value of the same null, valid at whatever n one stops (Shafer 2021; Ramdas et al. 2023, arXiv:2210.01948): a bet
     * on each value at even odds, where half of the stake bets all it has and the other half a share λ that is uniform on
     * [0, 1].
     *
     * <p>E = 2ⁿ/2 · 1{k = n} + 2ⁿ⁻¹ · 2 ∫_{1/2}^1 qᵏ (1 − q)ⁿ⁻ᵏ dq, a martingale of mean 1 where probabilities are 1/2; so
     * P(sup_n E_n ≥ 1/α) ≤ α (Ville 1939).
     */
    public static double evidence(int favourable, int n) {
        Check.counts(favourable, n);
        double stake = n * Math.log(2);
        double all = favourable == n ? ALL * Math.exp(stake) : 0;
        double beta = Gamma.logGamma(favourable + 1.0) + Gamma.logGamma(n - favourable + 1.0) - Gamma.logGamma(n + 2.0);
        double upperHalf = BinomialTail.logAtMost(favourable, n + 1L, 0.5);
        return all + (1 - ALL) * 2 * Math.exp(stake + beta + upperHalf);
    }

    /**
     * The median with the narrowest interval of order statistics [x₍ᵢ₎, x₍ₙ₊₁₋ᵢ₎] whose confidence is at least the level:
     * the thresholds that the two-sided test does not reject. Infinite ends where even the extremes are not enough, which
     * at level 0.95 is so below six values.
     *
     * @param values at least one, finite or infinite, independent
     * @param level in (0, 1)
     */
    public static Interval median(double[] values, double level) {
        Check.atLeastOne("values", values.length);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double side = (1 - Check.level(level)) / 2;
        int beyond = 0;
        while (2 * (beyond + 1) <= n && BinomialTail.atMost(beyond, n, 0.5) <= side) {
            beyond++;
        }
        double median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        return new Interval(
                median,
                beyond == 0 ? Double.NEGATIVE_INFINITY : sorted[beyond - 1],
                beyond == 0 ? Double.POSITIVE_INFINITY : sorted[n - beyond],
                level,
                "order statistics");
    }
}
