package dev.shatter.bound;

import dev.shatter.core.BadInput;

/**
 * The mean of Gaussians as a learner: Z_i ~ N(μ, s²) in d coordinates, W = the sample's mean plus N(0, τ² I), squared loss. I(S;W) is infinite
 * without noise, while what W knows of one example is small.
 *
 * @param n at least 2
 * @param deviation s
 */
public record MeanOfGaussians(long n, double deviation) {
    public static final Theorem THEOREM = Theorem.named(
                    "gaussian-mean", Guarantee.EXACT, "gap and informations of a sample's mean, known exactly")
            .formula(
                    "E[R - Rhat] = 2 s^2/n <= s^2 (n+1)/n sqrt(2 ln(n/(n-1))); I(W;Z_i) = 1/2 ln(n/(n-1)); with noise tau"
                            + " I(S;W) = (d/2) ln(1 + s^2/(n tau^2))")
            .reading(
                    "deterministic learning of real weights has infinite I(S;W) and a gap of order 1/n: infinity does not mean memorised")
            .assuming("Z_i are Gaussian of deviation s, W is their mean, the loss is (w - z)^2")
            .pitfalls("the bound falls as 1/sqrt(n), the gap as 1/n")
            .from("Bu, Zou and Veeravalli 2020, arXiv:1901.04609");

    public MeanOfGaussians {
        if (n < 2) {
            throw BadInput.in("n", n + " examples are too few", "give at least 2");
        }
        Domain.positive("deviation", deviation);
    }

    /** E[R − R̂] = 2s²/n in one coordinate. */
    public double gap() {
        return 2 * deviation * deviation / n;
    }

    /** I(W;Z_i) = ½ ln(n/(n − 1)) nats, without noise. */
    public double information() {
        return -0.5 * Math.log1p(-1.0 / n);
    }

    /** s² (n + 1)/n √(2 ln(n/(n − 1))): the lower tail of the loss, a scaled chi-square, is sub-Gaussian with s²(n + 1)/n · √2. */
    public double bound() {
        return deviation * deviation * (n + 1) / n * Math.sqrt(4 * information());
    }

    /** I(S;W) = (d/2) ln(1 + s²/(nτ²)) nats, with noise τ &gt; 0 in d coordinates. */
    public double noisyInformation(double noise, long coordinates) {
        double ratio = deviation / Domain.positive("noise", noise);
        return Domain.atLeastOne("coordinates", coordinates) / 2 * Math.log1p(ratio * ratio / n);
    }
}
