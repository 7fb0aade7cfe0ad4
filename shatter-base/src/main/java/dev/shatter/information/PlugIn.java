package dev.shatter.information;

/** H = −Σ (n_i/N) ln(n_i/N): the entropy of the frequencies. */
public record PlugIn() implements CountEstimator {
    @Override
    public String name() {
        return "plug-in";
    }

    @Override
    public String summary() {
        return "from the frequencies of values, or of bins";
    }

    @Override
    public String formula() {
        return "I = H(X) + H(Y) - H(X,Y), H = -sum_i (n_i/N) ln(n_i/N)";
    }

    @Override
    public String bias() {
        return "about +(|X|-1)(|Y|-1)/(2N), values seen: too large; the floor shows it";
    }

    @Override
    public String pitfall() {
        return "where values hardly repeat it is about ln N whatever the truth; of binned amounts it measures the bins as well";
    }

    @Override
    public String source() {
        return "Shannon 1948; bias: Miller 1955";
    }

    @Override
    public double entropy(long... counts) {
        double total = CountEstimator.total(counts);
        double sum = 0;
        for (long count : counts) {
            sum -= count == 0 ? 0 : count / total * Math.log(count / total);
        }
        return sum;
    }
}
