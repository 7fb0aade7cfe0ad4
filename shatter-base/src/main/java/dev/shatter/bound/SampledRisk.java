package dev.shatter.bound;

/**
 * The empirical risk R̂(Q) of a stochastic network estimated by drawing from Q: with probability 1 − δ', R̂(Q) ≤
 * klinv(mean, ln(1/δ')/N).
 *
 * <p>N is the number of independent draws whose expectations average to R̂(Q). Dense layers with per-example draws, M
 * passes over n points: N = M n. One weight draw for all n points, or for one of equally large batches: N is the number
 * of weight draws. Kl-Chernoff holds for independent, not identical variables in [0, 1]. Langford and Caruana 2002.
 *
 * @param mean average loss over all draws, in [0, 1]
 * @param draws N
 * @param delta δ'
 */
public record SampledRisk(double mean, long draws, double delta) {
    public SampledRisk {
        Domain.risk("mean loss", mean);
        Domain.atLeastOne("draws", draws);
        Domain.delta(delta);
    }

    /** klinv(mean, ln(1/δ')/N). */
    public double upper() {
        return KlChernoff.upper(mean, draws, delta);
    }
}
