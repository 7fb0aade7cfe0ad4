package dev.shatter.study;

import dev.shatter.stats.BinomialTail;
import dev.shatter.stats.Interval;
import dev.shatter.stats.ProportionInterval;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * When a claim holds, and the test that decides it: valid for every law of the statistic, skewed and bounded ones included.
 *
 * <p>{@link Above}, {@link Below} and {@link Within} speak of the median, or of the mean of a bounded statistic, over runs to
 * come. {@link BetterThanChance} speaks of the trained networks at hand: its n is the number of test points, every run must
 * pass by itself, and seeds are replications.
 */
public sealed interface Criterion {
    /** Confidence of the intervals shown. */
    double LEVEL = 0.95;

    /** The weight of a sample, not empty, against the claim's being false. */
    Weight holds(Sample sample);

    /** Its weight against the claim's being true. */
    Weight fails(Sample sample);

    /**
     * Judges a sample.
     *
     * @param sample not empty
     */
    default Finding judge(Sample sample) {
        return finding(this, centre().interval(sample, LEVEL), sample.judged(), "runs", sample);
    }

    /** How far a value is on the side on which the claim holds, 0 at the threshold; in the unit of the statistic. */
    double advantage(double value, Sample sample);

    /** The value in a range that lies furthest on the side on which the claim holds; any such value where there is none. */
    double ideal(Range range);

    /** Whether more runs are what decides it. */
    default boolean countsRuns() {
        return true;
    }

    /** Where a drawing of the values has its dashed lines. */
    List<Double> thresholds(Sample sample);

    /** What of the values it speaks of. */
    default Location centre() {
        return Location.MEDIAN;
    }

    /** The threshold in a few characters: "> 0.5", "0 ± 0.03". */
    String brief();

    /** The condition and its test in words, after "holds if". */
    String words();

    /** The location is above a threshold. */
    record Above(Location location, double threshold) implements Criterion {
        /** Of the median. */
        public Above(double threshold) {
            this(Location.MEDIAN, threshold);
        }

        @Override
        public Weight holds(Sample sample) {
            return location.above(sample, threshold);
        }

        @Override
        public Weight fails(Sample sample) {
            return location.below(sample, threshold);
        }

        @Override
        public double advantage(double value, Sample sample) {
            return value - threshold;
        }

        @Override
        public String brief() {
            return "> " + StatedNumber.typeset(threshold);
        }

        @Override
        public Location centre() {
            return location;
        }

        @Override
        public List<Double> thresholds(Sample sample) {
            return List.of(threshold);
        }

        @Override
        public double ideal(Range range) {
            return Double.isInfinite(range.most()) ? threshold + 1 : range.most();
        }

        @Override
        public String words() {
            return "the " + location.words() + " is above " + StatedNumber.number(threshold) + " (" + location.test()
                    + ")";
        }
    }

    /** The location is below a threshold. */
    record Below(Location location, double threshold) implements Criterion {
        /** Of the median. */
        public Below(double threshold) {
            this(Location.MEDIAN, threshold);
        }

        @Override
        public Weight holds(Sample sample) {
            return location.below(sample, threshold);
        }

        @Override
        public Weight fails(Sample sample) {
            return location.above(sample, threshold);
        }

        @Override
        public double advantage(double value, Sample sample) {
            return threshold - value;
        }

        @Override
        public String brief() {
            return "< " + StatedNumber.typeset(threshold);
        }

        @Override
        public Location centre() {
            return location;
        }

        @Override
        public List<Double> thresholds(Sample sample) {
            return List.of(threshold);
        }

        @Override
        public double ideal(Range range) {
            return Double.isInfinite(range.least()) ? threshold - 1 : range.least();
        }

        @Override
        public String words() {
            return "the " + location.words() + " is below " + StatedNumber.number(threshold) + " (" + location.test()
                    + ")";
        }
    }

    /** The median is within a margin of a target: two one-sided tests (Schuirmann 1987). */
    record Within(double target, double margin) implements Criterion {
        @Override
        public Weight holds(Sample sample) {
            return centre().above(sample, target - margin).lighter(centre().below(sample, target + margin));
        }

        @Override
        public Weight fails(Sample sample) {
            return centre().below(sample, target - margin).either(centre().above(sample, target + margin));
        }

        @Override
        public double advantage(double value, Sample sample) {
            return margin - Math.abs(value - target);
        }

        @Override
        public String brief() {
            return StatedNumber.typeset(target) + " ± " + StatedNumber.typeset(margin);
        }

        @Override
        public List<Double> thresholds(Sample sample) {
            return List.of(target - margin, target + margin);
        }

        @Override
        public double ideal(Range range) {
            return target;
        }

        @Override
        public String words() {
            return "the median is within " + StatedNumber.number(margin) + " of " + StatedNumber.number(target)
                    + " (two one-sided exact sign tests over runs)";
        }
    }

    /** Every run's accuracy on its test points is above that of guessing: exact binomial tests, all must reject. */
    record BetterThanChance() implements Criterion {
        @Override
        public Weight holds(Sample sample) {
            return all(sample, v -> BinomialTail.atLeast(correct(v), v.points(), v.chance()));
        }

        @Override
        public Weight fails(Sample sample) {
            return all(sample, v -> BinomialTail.atMost(correct(v), v.points(), v.chance()));
        }

        /**
         * An intersection-union test: the largest p needs no correction (Berger 1982). More runs make it larger still, so
         * it may be looked at whenever one likes.
         */
        private static Weight all(Sample sample, ToDoubleFunction<Sample.Value> p) {
            double largest = sample.values().stream().mapToDouble(p).max().orElseThrow();
            return new Weight(largest, 1 / largest);
        }

        private static long correct(Sample.Value v) {
            return Math.round(v.value() * v.points());
        }

        @Override
        public Finding judge(Sample sample) {
            Sample.Value worst = sample.values().stream()
                    .min(Comparator.comparingDouble(Sample.Value::value))
                    .orElseThrow();
            return finding(
                    this,
                    ProportionInterval.clopperPearson(correct(worst), worst.points(), LEVEL),
                    worst.points(),
                    "test points in the worst of " + sample.size() + " runs",
                    sample);
        }

        @Override
        public double advantage(double value, Sample sample) {
            return value - sample.values().get(0).chance();
        }

        @Override
        public String brief() {
            return "> 1/K";
        }

        @Override
        public Location centre() {
            return Location.MEAN;
        }

        @Override
        public List<Double> thresholds(Sample sample) {
            return List.of(sample.values().get(0).chance());
        }

        @Override
        public double ideal(Range range) {
            return range.most();
        }

        @Override
        public boolean countsRuns() {
            return false;
        }

        @Override
        public String words() {
            return "every run's test accuracy is above chance (exact binomial test on its test points, all must pass)";
        }
    }

    /** Puts a finding together, counting the networks that lie on the side of the whole by themselves. */
    private static Finding finding(Criterion criterion, Interval effect, long n, String of, Sample sample) {
        Weight holds = criterion.holds(sample);
        Weight fails = criterion.fails(sample);
        boolean favourable = holds.p() <= fails.p();
        int agreeing = (int) sample.byNetwork().values().stream()
                .filter(values -> criterion.advantage(criterion.centre().of(values), sample) > 0 == favourable)
                .count();
        return new Finding(effect, n, of, holds, fails, sample.byNetwork().size(), agreeing);
    }
}
