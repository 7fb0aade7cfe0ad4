package dev.shatter.study;

import dev.shatter.core.Chance;
import dev.shatter.stats.BinomialTail;
import dev.shatter.stats.Interval;
import dev.shatter.stats.ProportionInterval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoublePredicate;

/**
 * When a claim holds, and the test that decides it. Fixed in code before any run is made.
 *
 * <p>{@link Above}, {@link Below} and {@link Within} speak of the mean over runs to come, and use the exact
 * {@link SignFlip} test over seeds: three seeds cannot decide anything at level 0.05. {@link BetterThanChance} speaks of
 * the trained networks at hand: its n is the number of test points, every run must pass by itself, and seeds are
 * replications.
 */
public sealed interface Criterion {
    /** Confidence of the intervals shown. */
    double LEVEL = 0.95;

    /**
     * Judges a sample.
     *
     * @param sample not empty
     * @param chance for tests too large to enumerate
     */
    Finding judge(Sample sample, Chance chance);

    /** The condition and its test in words, after "holds if". */
    String words();

    /** The mean over runs is above a threshold. */
    record Above(double threshold) implements Criterion {
        @Override
        public Finding judge(Sample sample, Chance chance) {
            double[] over =
                    Arrays.stream(sample.toArray()).map(v -> v - threshold).toArray();
            double[] under = Arrays.stream(over).map(v -> -v).toArray();
            return overRuns(
                    sample, SignFlip.positive(over, chance), SignFlip.positive(under, chance), m -> m > threshold);
        }

        @Override
        public String words() {
            return "the mean is above " + Text.number(threshold) + " (exact sign-flip test over runs)";
        }
    }

    /** The mean over runs is below a threshold. */
    record Below(double threshold) implements Criterion {
        @Override
        public Finding judge(Sample sample, Chance chance) {
            double[] over =
                    Arrays.stream(sample.toArray()).map(v -> v - threshold).toArray();
            double[] under = Arrays.stream(over).map(v -> -v).toArray();
            return overRuns(
                    sample, SignFlip.positive(under, chance), SignFlip.positive(over, chance), m -> m < threshold);
        }

        @Override
        public String words() {
            return "the mean is below " + Text.number(threshold) + " (exact sign-flip test over runs)";
        }
    }

    /** The mean over runs is within a margin of a target: two one-sided tests (Schuirmann 1987). */
    record Within(double target, double margin) implements Criterion {
        @Override
        public Finding judge(Sample sample, Chance chance) {
            double[] aboveLow = shifted(sample, target - margin, 1);
            double[] belowHigh = shifted(sample, target + margin, -1);
            double holds = Math.max(SignFlip.positive(aboveLow, chance), SignFlip.positive(belowHigh, chance));
            double outside = Math.min(
                    SignFlip.positive(shifted(sample, target - margin, -1), chance),
                    SignFlip.positive(shifted(sample, target + margin, 1), chance));
            // Outside on either side: two chances to be wrong.
            return overRuns(sample, holds, Math.min(1, 2 * outside), m -> Math.abs(m - target) < margin);
        }

        private static double[] shifted(Sample sample, double by, int sign) {
            return Arrays.stream(sample.toArray()).map(v -> sign * (v - by)).toArray();
        }

        @Override
        public String words() {
            return "the mean is within " + Text.number(margin) + " of " + Text.number(target)
                    + " (two one-sided exact sign-flip tests over runs)";
        }
    }

    /** Every run's accuracy on its test points is above that of guessing: exact binomial tests, all must reject. */
    record BetterThanChance() implements Criterion {
        @Override
        public Finding judge(Sample sample, Chance chance) {
            double holds = 0;
            double fails = 0;
            for (Sample.Value v : sample.values()) {
                long correct = Math.round(v.value() * v.points());
                // An intersection-union test: the largest p needs no correction (Berger 1982).
                holds = Math.max(holds, BinomialTail.atLeast(correct, v.points(), v.chance()));
                fails = Math.max(fails, BinomialTail.atMost(correct, v.points(), v.chance()));
            }
            Sample.Value worst = sample.values().stream()
                    .min(Comparator.comparingDouble(Sample.Value::value))
                    .orElseThrow();
            Interval interval = ProportionInterval.clopperPearson(
                    Math.round(worst.value() * worst.points()), worst.points(), LEVEL);
            boolean favourable = holds <= fails;
            int agreeing = (int) sample.byNetwork().values().stream()
                    .filter(values -> (Arrays.stream(values).average().orElseThrow() > worst.chance()) == favourable)
                    .count();
            return new Finding(
                    interval,
                    worst.points(),
                    "test points in the worst of " + sample.size() + " runs",
                    holds,
                    fails,
                    0,
                    sample.byNetwork().size(),
                    agreeing);
        }

        @Override
        public String words() {
            return "every run's test accuracy is above chance (exact binomial test on its test points, all must pass)";
        }
    }

    private static Finding overRuns(Sample sample, double holds, double fails, DoublePredicate side) {
        boolean favourable = holds <= fails;
        int agreeing = (int) sample.byNetwork().values().stream()
                .filter(values -> side.test(Arrays.stream(values).average().orElseThrow()) == favourable)
                .count();
        return new Finding(
                StratifiedMean.of(sample, LEVEL),
                sample.size(),
                "runs",
                holds,
                fails,
                Math.min(1, 2 * SignFlip.least(sample.size())),
                sample.byNetwork().size(),
                agreeing);
    }
}
