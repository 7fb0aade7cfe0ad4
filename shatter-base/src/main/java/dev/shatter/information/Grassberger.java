package dev.shatter.information;

/** H = ln N − (1/N) Σ n_i G(n_i), G(n) = ψ(n) + ½ (−1)^n [ψ((n+1)/2) − ψ(n/2)]. */
public record Grassberger() implements CountEstimator {
    @Override
    public String name() {
        return "grassberger";
    }

    @Override
    public String summary() {
        return "from counts, each logarithm replaced by one that is right on average";
    }

    @Override
    public String formula() {
        return "H = ln N - (1/N) sum_i n_i G(n_i), G(n) = psi(n) + (-1)^n/2 [psi((n+1)/2) - psi(n/2)]";
    }

    @Override
    public String bias() {
        return "smaller than Miller-Madow's where many values are seen once or twice; may fall below 0";
    }

    @Override
    public String pitfall() {
        return "values never seen have no say: with far more values than samples it is still too small an entropy";
    }

    @Override
    public String source() {
        return "Grassberger 2003, arXiv:physics/0307138";
    }

    @Override
    public double entropy(long... counts) {
        double total = CountEstimator.total(counts);
        double sum = 0;
        for (long count : counts) {
            sum += count == 0 ? 0 : count * digammaOfCounts(count);
        }
        return Math.log(total) - sum / total;
    }

    /** G(n): G(1) = −γ − ln 2, G(2) = 2 − γ − ln 2, G(2n+1) = G(2n), G(2n+2) = G(2n) + 2/(2n+1). */
    static double digammaOfCounts(long n) {
        double sign = n % 2 == 0 ? 0.5 : -0.5;
        return Local.digamma(n) + sign * (Local.digamma((n + 1) / 2.0) - Local.digamma(n / 2.0));
    }
}
