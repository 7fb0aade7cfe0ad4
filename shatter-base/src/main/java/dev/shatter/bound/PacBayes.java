package dev.shatter.bound;

/**
 * PAC-Bayes bounds on the risk of the stochastic (Gibbs) predictor, for all posteriors Q at once, from
 * c = (KL(Q‖P) + ln(2√n/δ))/n.
 */
public final class PacBayes {
    public static final Theorem THEOREM = Theorem.named(
                    "pac-bayes",
                    Guarantee.IN_PROBABILITY,
                    "risk of a stochastic network from its divergence to a prior")
            .formula("R(Q) <= klinv(Rhat(Q), (KL(Q||P) + ln(2 sqrt(n) / delta)) / n)")
            .reading("a posterior that keeps close to a prior chosen without the data cannot have memorised it")
            .assuming(Clause.IID, Clause.UNIT_LOSS, Clause.PRIOR_FIXED, Clause.UNAUGMENTED, Clause.FIXED_PREPROCESSING)
            .pitfalls(
                    "the mean network is not covered",
                    "an empirical risk estimated by sampling weights needs a Monte-Carlo step of its own",
                    "Catoni's beta must be fixed beforehand or paid for")
            .from("McAllester 1999; Langford and Seeger 2001; Maurer 2004, arXiv:cs/0411099");

    private PacBayes() {}

    /** c = (KL + ln(2√n/δ))/n. */
    public static double budget(double kl, double n, double delta) {
        return Domain.orVacuous((Domain.nonNegative("KL", kl)
                        + Math.log(2)
                        + Math.log(Domain.sampleSize(n)) / 2
                        - Math.log(Domain.delta(delta)))
                / n);
    }

    /** klinv(R̂, c): the tightest of the four. */
    public static double kl(double empirical, double c) {
        return BinaryKl.upperInverse(empirical, c);
    }

    /** R̂ + √(c/2) (McAllester, by Pinsker). */
    public static double sqrt(double empirical, double c) {
        return Domain.orVacuous(Domain.risk("empirical risk", empirical) + Math.sqrt(Domain.nonNegative("c", c) / 2));
    }

    /** klinv(R̂, (KL + ln((n+1)/δ))/n): the form before Maurer's constant (Seeger 2002; Langford 2005). */
    public static double seeger(double empirical, double kl, double n, double delta) {
        double c =
                (Domain.nonNegative("KL", kl) + Math.log(Domain.sampleSize(n) + 1) - Math.log(Domain.delta(delta))) / n;
        return BinaryKl.upperInverse(empirical, Domain.orVacuous(c));
    }

    /** R̂ + √((KL + ln(n/δ))/(2(n−1))): the first form (McAllester 1999; here of 2003, Simplified PAC-Bayesian margin bounds); +∞ for n = 1. */
    public static double mcAllester(double empirical, double kl, double n, double delta) {
        double nats = Domain.nonNegative("KL", kl) + Math.log(Domain.sampleSize(n)) - Math.log(Domain.delta(delta));
        return Domain.orVacuous(Domain.risk("empirical risk", empirical) + Math.sqrt(nats / (2 * (n - 1))));
    }

    /**
     * The least over λ = 1, 1/2, 1/4, … of R̂ + (e−2) λ V + (KL + ln(m/δ))/(λ n), all m of them down to 1/√n at once
     * (Seldin, Laviolette, Cesa-Bianchi, Shawe-Taylor and Auer 2012, arXiv:1110.6886, with a grid).
     *
     * @param variance V = E_Q Var(loss), or a bound on it, known beforehand
     */
    public static double bernstein(double empirical, double variance, double kl, double n, double delta) {
        int m = 1 + (int) Math.ceil(Math.log(Domain.sampleSize(n)) / (2 * Math.log(2)));
        double nats = Domain.nonNegative("KL", kl) + Math.log(m) - Math.log(Domain.delta(delta));
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < m; i++) {
            double lambda = Math.scalb(1.0, -i);
            double slack = (Math.E - 2) * lambda * Domain.nonNegative("variance", variance) + nats / (lambda * n);
            best = Math.min(best, Domain.orVacuous(Domain.risk("empirical risk", empirical) + slack));
        }
        return best;
    }

    /** (√(R̂ + c/2) + √(c/2))² (Rivasplata et al. 2019, arXiv:1908.07380). */
    public static double quad(double empirical, double c) {
        double half = Domain.nonNegative("c", c) / 2;
        double root = Math.sqrt(Domain.risk("empirical risk", empirical) + half) + Math.sqrt(half);
        return Domain.orVacuous(root * root);
    }

    /** R̂/(1−λ/2) + c/(λ(1−λ/2)), all λ in (0, 2) at once (Thiemann et al. 2017, arXiv:1608.05610). */
    public static double lambda(double empirical, double c, double lambda) {
        if (!(lambda > 0 && lambda < 2)) {
            return Double.POSITIVE_INFINITY;
        }
        double rest = 1 - lambda / 2;
        return Domain.orVacuous(
                Domain.risk("empirical risk", empirical) / rest + Domain.nonNegative("c", c) / (lambda * rest));
    }

    /** λ* = 2/(√(2R̂/c + 1) + 1), where {@link #lambda} equals {@link #quad}. */
    public static double bestLambda(double empirical, double c) {
        return 2 / (Math.sqrt(2 * empirical / c + 1) + 1);
    }

    /**
     * Catoni 2007, arXiv:0712.0248: (1 − exp(−βR̂ − (KL + ln(1/δ))/n))/(1 − e^{−β}).
     *
     * @param beta β &gt; 0, fixed before seeing the sample
     */
    public static double catoni(double empirical, double kl, double n, double delta, double beta) {
        double cost = (Domain.nonNegative("KL", kl) - Math.log(Domain.delta(delta))) / Domain.sampleSize(n);
        Domain.positive("beta", beta);
        return Domain.orVacuous(
                Math.expm1(-beta * Domain.risk("empirical risk", empirical) - cost) / Math.expm1(-beta));
    }

    /** The least of Catoni's bounds over a grid of β fixed beforehand, each at δ/m. */
    public static double catoni(double empirical, double kl, double n, double delta, double[] betas) {
        double best = Double.POSITIVE_INFINITY;
        for (double beta : betas) {
            best = Math.min(best, catoni(empirical, kl, n, delta / betas.length, beta));
        }
        return best;
    }

    /** The certificate where R̂(Q) is known exactly, for instance by enumeration. */
    public static Certificate certify(Scope scope, double empirical, double kl, double delta) {
        scope.requireUnitLoss().require(Predictor.STOCHASTIC);
        return Certificate.of(THEOREM, kl(empirical, budget(kl, scope.n(), delta)), delta, scope);
    }

    /**
     * The certificate where R̂(Q) was estimated by sampling.
     *
     * @param sampled the estimate and its own failure probability
     */
    public static Certificate certify(Scope scope, SampledRisk sampled, double kl, double delta) {
        return certify(THEOREM, scope, sampled, budget(kl, scope.n(), delta), delta);
    }

    /** klinv twice: of the sampled risk, then of the bound. */
    static Certificate certify(Theorem theorem, Scope scope, SampledRisk sampled, double c, double delta) {
        scope.requireUnitLoss().require(Predictor.STOCHASTIC);
        Confidence confidence = Confidence.of("the sample", delta).and("drawing from the posterior", sampled.delta());
        return Certificate.of(theorem, kl(sampled.upper(), c), confidence, scope);
    }
}
