package dev.shatter.study;

import dev.shatter.stats.BettingMean;
import dev.shatter.stats.Interval;
import dev.shatter.stats.SignTest;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What of a law a claim speaks of, and the test that is valid for it whatever the law.
 *
 * <p>A test of the mean needs bounds: beyond what was seen a rare value could move the mean anywhere. Values that are
 * missing because of how runs came out count as the worst there could be, for whichever side is tested.
 */
public enum Location {
    /** More than half of the runs lie on one side: the exact sign test. */
    MEDIAN {
        @Override
        Weight above(Sample sample, double threshold) {
            int favourable = (int)
                    Arrays.stream(sample.toArray()).filter(v -> v > threshold).count();
            int n = sample.judged();
            return new Weight(SignTest.p(favourable, n), SignTest.evidence(favourable, n));
        }

        @Override
        Interval interval(Sample sample, double level) {
            double[] values = sample.toArray();
            int unknown = sample.missing().size();
            Interval low = SignTest.median(padded(values, unknown, Double.NEGATIVE_INFINITY), level);
            Interval high = SignTest.median(padded(values, unknown, Double.POSITIVE_INFINITY), level);
            return new Interval(of(values), low.low(), high.high(), level, low.method());
        }

        @Override
        double of(double[] values) {
            return SignTest.median(values, Criterion.LEVEL).estimate();
        }

        @Override
        String words() {
            return "median";
        }

        @Override
        String test() {
            return "exact sign test over runs";
        }
    },

    /** The mean of values that have bounds: a test by betting. */
    MEAN {
        @Override
        Weight above(Sample sample, double threshold) {
            double[] values = padded(
                    sample.toArray(), sample.missing().size(), sample.range().least());
            double evidence = BettingMean.above(
                    Arrays.stream(values).map(v -> unit(v, sample)).toArray(), unit(threshold, sample));
            return new Weight(Math.min(1, 1 / evidence), evidence);
        }

        @Override
        Interval interval(Sample sample, double level) {
            double least = sample.range().least();
            double width = sample.range().most() - least;
            double[] values =
                    Arrays.stream(sample.toArray()).map(v -> unit(v, sample)).toArray();
            Interval low = BettingMean.interval(padded(values, sample.missing().size(), 0), level);
            Interval high = BettingMean.interval(padded(values, sample.missing().size(), 1), level);
            return new Interval(
                    of(sample.toArray()), least + width * low.low(), least + width * high.high(), level, low.method());
        }

        @Override
        double of(double[] values) {
            return Arrays.stream(values).average().orElseThrow();
        }

        @Override
        String words() {
            return "mean";
        }

        @Override
        String test() {
            return "test by betting over runs";
        }
    };

    /** Against the null that the location is at most the threshold. */
    abstract Weight above(Sample sample, double threshold);

    /** Against the null that the location is at least the threshold. */
    final Weight below(Sample sample, double threshold) {
        return above(sample.mirrored(), -threshold);
    }

    /** The location with an interval; infinite ends where there are too few values for one. */
    abstract Interval interval(Sample sample, double level);

    /** The location of some values, at least one. */
    abstract double of(double[] values);

    abstract String words();

    abstract String test();

    private static double[] padded(double[] values, int more, double with) {
        return DoubleStream.concat(
                        Arrays.stream(values), IntStream.range(0, more).mapToDouble(i -> with))
                .toArray();
    }

    private static double unit(double value, Sample sample) {
        Range range = sample.range();
        return (value - range.least()) / (range.most() - range.least());
    }
}
