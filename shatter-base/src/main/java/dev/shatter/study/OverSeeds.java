package dev.shatter.study;

import dev.shatter.report.Cell;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Style;
import dev.shatter.run.Run;
import dev.shatter.run.Trace;
import dev.shatter.stats.Interval;
import dev.shatter.stats.MeanInterval;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Runs that differ in their seed only, put together for figures and tables. */
public final class OverSeeds {
    private OverSeeds() {}

    /** Mean with Student's 95 % interval; ends NaN for a single value, all NaN for none. */
    public static Interval mean(double[] values) {
        if (values.length == 0) {
            return new Interval(Double.NaN, Double.NaN, Double.NaN, Criterion.LEVEL, "none");
        }
        return values.length == 1
                ? new Interval(values[0], Double.NaN, Double.NaN, Criterion.LEVEL, "one value")
                : MeanInterval.student(values, Criterion.LEVEL);
    }

    /** Mean of fractions in percent, with as much of Student's 95 % interval as lies from 0 to 100. */
    public static Interval percent(double[] fractions) {
        return mean(Arrays.stream(fractions).map(fraction -> 100 * fraction).toArray())
                .within(0, 100);
    }

    /**
     * Mean of a trace's column over runs, against another column, with a band from the smallest to the largest. A run
     * that has stopped keeps its last value while others go on.
     */
    public static Mark.Line traces(String name, Style style, List<Run> runs, String x, String y) {
        List<Trace> traces = runs.stream().map(Run::trace).toList();
        int length = traces.stream().mapToInt(t -> t.rows().size()).max().orElse(0);
        double[] at = new double[length];
        double[] mean = new double[length];
        double[] low = new double[length];
        double[] high = new double[length];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (Trace trace : traces) {
            double[] xs = trace.column(x);
            double[] ys = trace.column(y);
            for (int i = 0; i < length && ys.length > 0; i++) {
                double value = ys[Math.min(i, ys.length - 1)];
                if (i < xs.length) {
                    at[i] = xs[i];
                }
                mean[i] += value / traces.size();
                low[i] = Math.min(low[i], value);
                high[i] = Math.max(high[i], value);
            }
        }
        Mark.Line line = Mark.Line.of(name, style, at, mean);
        return traces.size() > 1 ? line.band(low, high) : line;
    }

    /**
     * Means at given places, with their 95 % intervals as whiskers.
     *
     * @param values at each place, the values of the seeds; none leaves a gap
     */
    public static Mark.Line means(String name, Style style, double[] x, List<double[]> values) {
        return line(name, style, x, values.stream().map(OverSeeds::mean).toList());
    }

    /** Estimates at given places, with their intervals as whiskers. */
    public static Mark.Line line(String name, Style style, double[] x, List<Interval> means) {
        return Mark.Line.of(name, style, x, each(means, Interval::estimate))
                .whiskers(each(means, Interval::low), each(means, Interval::high));
    }

    /** Estimates as bars, one a category, with their intervals as whiskers. */
    public static Mark.Bars bars(String name, Style style, List<Interval> means) {
        return Mark.Bars.of(name, style, each(means, Interval::estimate))
                .whiskers(each(means, Interval::low), each(means, Interval::high));
    }

    private static double[] each(List<Interval> intervals, ToDoubleFunction<Interval> part) {
        return intervals.stream().mapToDouble(part).toArray();
    }

    /** A mean with its interval, for a table: without one for a single value, empty for none. */
    public static Cell cell(double[] values) {
        if (values.length == 0) {
            return Cell.none();
        }
        Interval mean = mean(values);
        return Double.isFinite(mean.low())
                ? Cell.estimate(mean.estimate(), mean.low(), mean.high())
                : Cell.number(mean.estimate(), 3);
    }
}
