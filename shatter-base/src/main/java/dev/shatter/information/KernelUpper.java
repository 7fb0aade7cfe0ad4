package dev.shatter.information;

import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;

/** The upper bound of {@link Mixture} on I(X; Y + noise), never below it for the empirical law of x and y; O(n²). */
public record KernelUpper() implements Estimator {
    @Override
    public String name() {
        return "kernel-upper";
    }

    @Override
    public String summary() {
        return "upper bound of I(X; Y + Gaussian noise) for the points seen";
    }

    @Override
    public String formula() {
        return "-(1/N) sum_i ln (1/N) sum_j exp(-||y_i-y_j||^2/(2 s^2)), less the mean over x of the same with 8 s^2 among its y";
    }

    @Override
    public String bias() {
        return "above the truth for the points seen, most where they overlap; for a law of many points, about ln N at most";
    }

    @Override
    public String pitfall() {
        return "noise is put in, not found: the value depends on s; where no x repeats, the pairing plays no part and the floor is the estimate";
    }

    @Override
    public String source() {
        return "Kolchinsky and Tracey 2017, arXiv:1706.02419";
    }

    @Override
    public List<Parameter> parameters() {
        return Mixture.PARAMETERS;
    }

    @Override
    public boolean takesCategories() {
        return true;
    }

    @Override
    public double nats(Observations sample, Variant options) {
        return Mixture.upper(sample, options);
    }
}
