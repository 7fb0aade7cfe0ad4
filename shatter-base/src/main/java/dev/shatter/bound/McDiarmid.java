package dev.shatter.bound;

/** The bounded-differences inequality: a function of independent points, none of which moves it much. */
public final class McDiarmid {
    public static final Theorem THEOREM = Theorem.named(
                    "mcdiarmid",
                    Guarantee.IN_PROBABILITY,
                    "how far a function of independent points may lie from its mean")
            .formula("P(f - E f >= eps) <= exp(-2 eps^2 / sum_i c_i^2)")
            .reading("what depends a little on each of many independent points depends hardly on chance; Hoeffding's"
                    + " inequality is the case of a mean, c_i = 1/n")
            .assuming(
                    "the points are independent",
                    "another value of point i moves f by at most c_i, whatever the others")
            .pitfalls("one point of large influence spoils it: the c_i enter squared")
            .from("McDiarmid 1989");

    private McDiarmid() {}

    /** exp(−2 eps²/Σc_i²): P(f − E f ≥ eps). */
    public static double tail(double eps, double sumOfSquares) {
        double root = Domain.nonNegative("eps", eps) / Math.sqrt(Domain.positive("sum of squares", sumOfSquares));
        return Domain.orVacuous(Math.exp(-2 * root * root));
    }

    /** √(Σc_i² ln(1/δ)/2): f − E f stays under it with probability 1 − δ. */
    public static double halfWidth(double sumOfSquares, double delta) {
        return Domain.orVacuous(
                Math.sqrt(Domain.positive("sum of squares", sumOfSquares) * -Math.log(Domain.delta(delta)) / 2));
    }
}
