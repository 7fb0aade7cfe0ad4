package dev.shatter.bound;

import dev.shatter.stats.BettingLimit;

/** Upper limit of a mean of values in [0, 1] from bets against it: adapts to the values' variance. */
public final class Betting {
    public static final Theorem THEOREM = Theorem.named(
                    "betting", Guarantee.IN_PROBABILITY, "test-set bound for any loss in [0, 1], by betting")
            .formula("R <= sup{m : max_t prod_{i <= t} (1 + lambda_i (m - X_i)) < 1/delta}, lambda_t ="
                    + " min(sqrt(2 ln(1/delta) / (n s2_{t-1})), 1/2)")
            .reading("the largest mean against which a careful gambler would not have become rich: narrow where the"
                    + " values vary little, with no variance to be known or paid for")
            .assuming(
                    "each value has the same mean, given those before it",
                    Clause.UNIT_LOSS,
                    Clause.FRESH,
                    "the number of values was fixed beforehand",
                    Clause.OTHER_PREPROCESSING)
            .pitfalls(
                    "the values must come in the order of drawing, not sorted",
                    "for counted errors the binomial inversion is tighter")
            .from("Waudby-Smith and Ramdas 2024, arXiv:2010.09686; Ville 1939");

    private Betting() {}

    /**
     * The upper limit.
     *
     * @param losses of the n points, in the order of drawing, each in [0, 1]
     */
    public static double upper(double[] losses, double delta) {
        Domain.sampleSize(losses.length);
        for (double loss : losses) {
            Domain.risk("loss", loss);
        }
        return BettingLimit.upper(losses, Domain.delta(delta));
    }

    public static Certificate certify(Scope scope, double[] losses, double delta) {
        scope.requireUnitLoss().require(SampleRole.HELD_OUT).requireCount(losses.length);
        return Certificate.of(THEOREM, upper(losses, delta), delta, scope);
    }
}
