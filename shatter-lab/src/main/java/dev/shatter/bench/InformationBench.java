package dev.shatter.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.information.Estimator;
import dev.shatter.information.Estimators;
import dev.shatter.information.Observations;
import dev.shatter.information.Variables;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Time of one estimate against the number of observations, for coordinates few and many. */
public final class InformationBench {
    /** Coordinates of x and of y: up to four together, and eleven. */
    private static final int[][] WIDTHS = {{1, 1}, {2, 2}, {5, 6}};

    /** Repetitions after a first one that warms up, until so many nanoseconds are used: the system counts in hundredths of a second. */
    private static final int TURNS = 20;

    private static final long ENOUGH = 500_000_000;

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private InformationBench() {}

    /**
     * One estimate.
     *
     * @param estimator as a reference
     * @param x coordinates of x
     * @param y coordinates of y
     * @param n observations
     * @param seconds of one estimate, the fastest of some
     * @param processorSeconds of one on average, over all threads: hardly touched by what else the machine does
     * @param exponent of n in processor time, from the row before; NaN of the first, and where too little is used to be counted
     * @param nats the estimate
     */
    public record Row(
            String estimator,
            int x,
            int y,
            int n,
            double seconds,
            double processorSeconds,
            double exponent,
            double nats) {}

    /** Told before each row. */
    @FunctionalInterface
    public interface Listener {
        void at(String what, double share);
    }

    /** Gaussian pairs of correlation 0.6, coordinate by coordinate. */
    public static List<Row> run(List<String> estimators, List<Integer> sizes, Listener listener) {
        List<Row> rows = new ArrayList<>();
        int all = estimators.size() * WIDTHS.length * sizes.size();
        for (String reference : estimators) {
            Variant estimator = Estimators.CATALOGUE.parse(reference);
            for (int[] width : WIDTHS) {
                Row before = null;
                for (int n : sizes) {
                    listener.at(reference + " " + width[0] + "+" + width[1] + ", n = " + n, rows.size() / (double) all);
                    before = row(estimator, width[0], width[1], n, before);
                    rows.add(before);
                }
            }
        }
        return rows;
    }

    private static Row row(Variant estimator, int dx, int dy, int n, @Nullable Row before) {
        Chance chance = Chance.of(1, "bench", dx, dy, n);
        double[][] x = new double[n][dx];
        double[][] y = new double[n][dy];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < Math.max(dx, dy); c++) {
                double common = chance.nextGaussian();
                if (c < dx) {
                    x[i][c] = common;
                }
                if (c < dy) {
                    y[i][c] = 0.6 * common + 0.8 * chance.nextGaussian();
                }
            }
        }
        Observations sample = Observations.of(Variables.of(x), Variables.of(y));
        Estimator entry = Estimators.CATALOGUE.get(estimator);
        double nats = entry.nats(sample, estimator);
        double seconds = Double.POSITIVE_INFINITY;
        int turns = 0;
        long used = PROCESS.getProcessCpuTime();
        do {
            long start = System.nanoTime();
            // The same each time; read, so that no compiler leaves it out.
            nats = Math.min(nats, entry.nats(sample, estimator));
            seconds = Math.min(seconds, (System.nanoTime() - start) / 1e9);
            turns++;
        } while (turns < TURNS && PROCESS.getProcessCpuTime() - used < ENOUGH);
        double processor = (PROCESS.getProcessCpuTime() - used) / 1e9 / turns;
        double exponent = before == null || before.processorSeconds() == 0 || processor == 0
                ? Double.NaN
                : Math.log(processor / before.processorSeconds()) / Math.log(n / (double) before.n());
        return new Row(estimator.name(), dx, dy, n, seconds, processor, exponent, nats);
    }
}
