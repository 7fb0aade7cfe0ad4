package dev.shatter.study;

import java.util.function.Function;

/**
 * One sentence of a paper, made testable before the runs are made.
 *
 * @param name as typed: lower case with hyphens
 * @param text the sentence, in words of our own
 * @param published what the paper reports, with its place there
 * @param statistic what is computed from the runs of one network under one seed, in words
 * @param range where it can lie
 * @param measure the same as code: one value for each network and seed
 * @param criterion when it holds, and the test
 * @param justification where the threshold comes from
 */
public record Claim(
        String name,
        String text,
        String published,
        String statistic,
        Range range,
        Function<Evidence, Sample> measure,
        Criterion criterion,
        String justification) {
    public Claim {
        if (!name.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException("not a claim's name: " + name);
        }
    }
}
