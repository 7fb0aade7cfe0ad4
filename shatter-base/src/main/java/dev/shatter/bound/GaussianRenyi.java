package dev.shatter.bound;

/** Rényi divergences of order 2 between Gaussians, D_2(Q‖P) = ln E_P (dQ/dP)², in nats; never under KL(Q‖P). */
public final class GaussianRenyi {
    public static final Theorem THEOREM = Theorem.named(
                    "gaussian-renyi",
                    Guarantee.EXACT,
                    "Renyi divergence of order 2 of a diagonal Gaussian from another")
            .formula("D_2(N(w, diag s) || N(w0, diag l)) = sum_i [(w_i - w0_i)^2 / (2 l_i - s_i)"
                    + " + ln(l_i / sqrt(s_i (2 l_i - s_i)))], s_i < 2 l_i; else +infinity")
            .reading(
                    "price in nats of one draw from Q in place of the average over all draws; for equal variances twice"
                            + " the Kullback-Leibler divergence")
            .assuming("s_i > 0, l_i > 0")
            .pitfalls("infinite where a weight's variance is twice the prior's or more", "sum in double precision")
            .from("Renyi 1961; Gil, Alajaji and Linder 2013");

    private GaussianRenyi() {}

    /**
     * D_2(N(w, diag s) ‖ N(w0, λI)).
     *
     * @param variance s
     * @param priorVariance λ
     */
    public static double diagonal(double[] mean, double[] variance, double[] priorMean, double priorVariance) {
        GaussianKl.checkSizes(mean, variance, priorMean);
        Domain.positive("prior variance", priorVariance);
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            double rest = 2 - Domain.positive("variance", variance[i]) / priorVariance;
            if (!(rest > 0)) {
                return Double.POSITIVE_INFINITY;
            }
            double difference = mean[i] - priorMean[i];
            double excess = 1 - rest;
            // s(2λ − s)/λ² = 1 − (s/λ − 1)²: no digits are lost where s is near λ.
            sum += difference * difference / (rest * priorVariance) - Math.log1p(-excess * excess) / 2;
        }
        return Domain.orVacuous(sum);
    }

    /** Equal covariances σ²I: ‖w − w0‖²/σ². */
    public static double isotropic(double squaredDistance, double sigma) {
        return 2 * GaussianKl.isotropic(squaredDistance, sigma);
    }
}
