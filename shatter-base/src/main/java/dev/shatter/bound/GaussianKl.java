package dev.shatter.bound;

import dev.shatter.core.BadInput;

/** Kullback-Leibler divergences between Gaussians, in nats. */
public final class GaussianKl {
    public static final Theorem THEOREM = Theorem.named(
                    "gaussian-kl", Guarantee.EXACT, "divergence of a diagonal Gaussian from an isotropic one")
            .formula("KL(N(w, diag s) || N(w0, lambda I)) = 1/2 [sum s_i/lambda - p + ||w - w0||^2/lambda + p ln lambda"
                    + " - sum ln s_i]")
            .reading("nats needed to say which weights, at the precision of the posterior")
            .assuming("s_i > 0, lambda > 0")
            .pitfalls("s and lambda are variances, not standard deviations", "sum in double precision")
            .from("elementary");

    private GaussianKl() {}

    /**
     * KL(N(w, diag s) ‖ N(w0, λI)).
     *
     * @param variance s
     * @param priorVariance λ
     */
    public static double diagonal(double[] mean, double[] variance, double[] priorMean, double priorVariance) {
        checkSizes(mean, variance, priorMean);
        Domain.positive("prior variance", priorVariance);
        double twice = 0;
        for (int i = 0; i < mean.length; i++) {
            Domain.positive("variance", variance[i]);
            double ratio = variance[i] / priorVariance;
            double difference = mean[i] - priorMean[i];
            // Term by term: the sum of ratios minus p would lose digits where s is near lambda.
            twice += ratio - 1 - Math.log(ratio) + difference * difference / priorVariance;
        }
        return Domain.orVacuous(twice / 2);
    }

    /** From sums over weights: Σs_i, Σ ln s_i and ‖w − w0‖². */
    public static double diagonal(
            double weights, double sumOfVariances, double sumOfLogs, double squaredDistance, double priorVariance) {
        Domain.positive("prior variance", priorVariance);
        double kl = (sumOfVariances + squaredDistance) / priorVariance
                - weights
                + weights * Math.log(priorVariance)
                - sumOfLogs;
        return Domain.orVacuous(Math.max(0, kl / 2));
    }

    /** Equal covariances σ²I: ‖w − w0‖²/(2σ²). */
    public static double isotropic(double squaredDistance, double sigma) {
        return Domain.orVacuous(Domain.nonNegative("squared distance", squaredDistance)
                / (2 * Domain.positive("sigma", sigma) * sigma));
    }

    /** One mean, variance and prior mean a weight. */
    static void checkSizes(double[] mean, double[] variance, double[] priorMean) {
        if (mean.length != variance.length || mean.length != priorMean.length) {
            throw BadInput.in(
                    "Gaussians",
                    mean.length + " means, " + variance.length + " variances, " + priorMean.length + " prior means",
                    "give one of each a weight");
        }
    }
}
