package dev.shatter.bayes;

import dev.shatter.bound.DziugaiteRoy;
import dev.shatter.bound.PacBayes;

/** A bound as a smooth function of what can be changed: the empirical surrogate risk, KL and ln λ. */
@FunctionalInterface
interface PosteriorObjective {
    /**
     * The value and its partial derivatives.
     *
     * @param risk by the surrogate risk L
     * @param kl by KL(Q‖P)
     * @param logVariance by ln λ, besides its effect on KL
     */
    record Slopes(double value, double risk, double kl, double logVariance) {}

    Slopes at(double risk, double kl, double logVariance);

    /** L + √(B/2), B = [KL + 2 ln(b ln(c/λ)) + ln(π²n/(6δ))]/(n−1): Dziugaite and Roy 2017. */
    static PosteriorObjective sqrt(DziugaiteRoy grid, double n, double delta) {
        return (risk, kl, logVariance) -> {
            double budget = grid.trainingBudget(kl, logVariance, n, delta);
            double root = Math.sqrt(budget / 2);
            double byBudget = 1 / (4 * root);
            double byKl = byBudget / (n - 1);
            return new Slopes(risk + root, 1, byKl, -2 / (Math.log(grid.c()) - logVariance) * byKl);
        };
    }

    /**
     * The same but for the slope by KL, which is this many times as steep. A posterior may be chosen in any way: the
     * surrogate risk is far above the 0-1 risk, and so makes the divergence look cheaper than it is.
     */
    default PosteriorObjective pricing(double price) {
        return (risk, kl, logVariance) -> {
            Slopes slopes = at(risk, kl, logVariance);
            return new Slopes(slopes.value(), slopes.risk(), price * slopes.kl(), price * slopes.logVariance());
        };
    }

    /** (√(L + c/2) + √(c/2))², c = (KL + ln(2√n/δ))/n (Rivasplata et al. 2019, arXiv:1908.07380). */
    static PosteriorObjective quad(double n, double delta) {
        return (risk, kl, logVariance) -> {
            double half = PacBayes.budget(kl, n, delta) / 2;
            double u = Math.sqrt(risk + half);
            double v = Math.sqrt(half);
            double value = (u + v) * (u + v);
            return new Slopes(value, 1 + v / u, value / (2 * u * v) / n, 0);
        };
    }
}
