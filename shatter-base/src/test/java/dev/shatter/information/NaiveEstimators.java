package dev.shatter.information;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;

/** Every estimator a second time, by plain loops over all pairs, as its paper states it; without standardising or noise. */
final class NaiveEstimators {
    static final int K = 3;
    static final double NOISE = 0.3;

    /** By the estimator's name. */
    static final Map<String, ToDoubleFunction<Observations>> TABLE = Map.ofEntries(
            Map.entry(
                    "plug-in",
                    o -> counted(
                            o, c -> -Arrays.stream(c).map(p -> p * Math.log(p)).sum(), 0)),
            Map.entry(
                    "miller-madow",
                    o -> counted(
                            o, c -> -Arrays.stream(c).map(p -> p * Math.log(p)).sum(), 1)),
            Map.entry("grassberger", NaiveEstimators::grassberger),
            Map.entry("ksg1", NaiveEstimators::ksg1),
            Map.entry("ksg2", NaiveEstimators::ksg2),
            Map.entry("mixed", NaiveEstimators::mixed),
            Map.entry("gaussian", NaiveEstimators::gaussian),
            Map.entry("kernel-upper", o -> kernel(o, 2, 8)),
            Map.entry("kernel-lower", o -> kernel(o, 8, 2)),
            Map.entry("knn-divergence", NaiveEstimators::divergence),
            Map.entry("knn-entropy", NaiveEstimators::entropy));

    private static final double EULER = 0.57721566490153286;

    private NaiveEstimators() {}

    /** ψ of a whole number: −γ + 1 + 1/2 + … + 1/(m − 1). */
    private static double psi(double m) {
        double sum = -EULER;
        for (int i = 1; i < m; i++) {
            sum += 1.0 / i;
        }
        return sum;
    }

    private static double[][] rows(Variables... parts) {
        return Variables.join(Arrays.stream(parts).map(Variables::rows).toArray(double[][][]::new));
    }

    private static Map<List<Double>, Integer> counts(double[][] rows) {
        Map<List<Double>, Integer> counts = new HashMap<>();
        for (double[] row : rows) {
            counts.merge(Arrays.stream(row).map(v -> v + 0.0).boxed().toList(), 1, Integer::sum);
        }
        return counts;
    }

    private static double overTables(Observations o, ToDoubleFunction<Map<List<Double>, Integer>> entropy) {
        return entropy.applyAsDouble(counts(rows(o.x(), o.z())))
                + entropy.applyAsDouble(counts(rows(o.y(), o.z())))
                - entropy.applyAsDouble(counts(rows(o.x(), o.y(), o.z())))
                - (o.z().dimension() == 0 ? 0 : entropy.applyAsDouble(counts(o.z().rows())));
    }

    private static double counted(Observations o, ToDoubleFunction<double[]> entropy, int correction) {
        double n = o.x().count();
        return overTables(
                o,
                c -> entropy.applyAsDouble(
                                c.values().stream().mapToDouble(v -> v / n).toArray())
                        + correction * (c.size() - 1) / (2 * n));
    }

    /** With G by its recurrence: G(1) = −γ − ln 2, G(2) = 2 − γ − ln 2, G(2n+1) = G(2n), G(2n+2) = G(2n) + 2/(2n+1). */
    private static double grassberger(Observations o) {
        double n = o.x().count();
        return overTables(o, c -> {
            double sum = 0;
            for (int count : c.values()) {
                double g = -EULER - Math.log(2);
                for (int m = 2; m <= count; m += 2) {
                    g += 2.0 / (m - 1);
                }
                sum += count * g;
            }
            return Math.log(n) - sum / n;
        });
    }

    private static double max(double[] a, double[] b) {
        double distance = 0;
        for (int c = 0; c < a.length; c++) {
            distance = Math.max(distance, Math.abs(a[c] - b[c]));
        }
        return distance;
    }

    private static double euclid(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return Math.sqrt(sum);
    }

    /** The K others nearest to point i. */
    private static List<Integer> neighbours(double[][] rows, int i) {
        List<Integer> others = new ArrayList<>(
                IntStream.range(0, rows.length).filter(j -> j != i).boxed().toList());
        others.sort(Comparator.comparingDouble(j -> max(rows[i], rows[j])));
        return others.subList(0, K);
    }

    private static double radius(double[][] rows, int i) {
        return max(rows[i], rows[neighbours(rows, i).get(K - 1)]);
    }

    private static double others(double[][] rows, int i, double radius, boolean closed) {
        return IntStream.range(0, rows.length)
                .filter(j -> j != i)
                .mapToDouble(j -> max(rows[i], rows[j]))
                .filter(d -> closed ? d <= radius : d < radius)
                .count();
    }

    private static double mean(int n, IntToDoubleFunction term) {
        return IntStream.range(0, n).mapToDouble(term).sum() / n;
    }

    private static double ksg1(Observations o) {
        double[][] joint = rows(o.x(), o.y(), o.z());
        int n = joint.length;
        return psi(K)
                + mean(n, i -> {
                    double radius = radius(joint, i);
                    return (o.z().dimension() == 0 ? psi(n) : psi(others(o.z().rows(), i, radius, false) + 1))
                            - psi(others(rows(o.x(), o.z()), i, radius, false) + 1)
                            - psi(others(rows(o.y(), o.z()), i, radius, false) + 1);
                });
    }

    private static double ksg2(Observations o) {
        double[][] joint = rows(o.x(), o.y());
        double[][] x = o.x().rows();
        double[][] y = o.y().rows();
        return psi(K)
                - 1.0 / K
                + psi(joint.length)
                - mean(joint.length, i -> {
                    double spanX = neighbours(joint, i).stream()
                            .mapToDouble(j -> max(x[i], x[j]))
                            .max()
                            .orElseThrow();
                    double spanY = neighbours(joint, i).stream()
                            .mapToDouble(j -> max(y[i], y[j]))
                            .max()
                            .orElseThrow();
                    return psi(others(x, i, spanX, true)) + psi(others(y, i, spanY, true));
                });
    }

    private static double mixed(Observations o) {
        double[][] joint = rows(o.x(), o.y());
        return mean(joint.length, i -> {
            double radius = radius(joint, i);
            boolean copies = radius == 0;
            return psi(copies ? others(joint, i, 0, true) + 1 : K)
                    + Math.log(joint.length)
                    - psi(others(o.x().rows(), i, radius, copies) + 1)
                    - psi(others(o.y().rows(), i, radius, copies) + 1);
        });
    }

    private static double gaussian(Observations o) {
        return 0.5
                * (logDeterminant(rows(o.x(), o.z()))
                        + logDeterminant(rows(o.y(), o.z()))
                        - logDeterminant(rows(o.x(), o.y(), o.z()))
                        - (o.z().dimension() == 0 ? 0 : logDeterminant(o.z().rows())));
    }

    private static double logDeterminant(double[][] rows) {
        int d = rows[0].length;
        double[][] covariance = new double[d][d];
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                int left = a;
                int right = b;
                double meanA = mean(rows.length, i -> rows[i][left]);
                double meanB = mean(rows.length, i -> rows[i][right]);
                covariance[a][b] = mean(rows.length, i -> (rows[i][left] - meanA) * (rows[i][right] - meanB));
            }
        }
        return Math.log(new LUDecomposition(MatrixUtils.createRealMatrix(covariance)).getDeterminant());
    }

    private static double kernel(Observations o, double all, double given) {
        double[][] x = o.x().rows();
        double[][] y = o.y().rows();
        int n = y.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double every = 0;
            double same = 0;
            int alike = 0;
            for (int j = 0; j < n; j++) {
                double square = Math.pow(euclid(y[i], y[j]), 2) / (NOISE * NOISE);
                every += Math.exp(-square / all);
                if (Arrays.equals(x[i], x[j])) {
                    same += Math.exp(-square / given);
                    alike++;
                }
            }
            sum += -Math.log(every / n) + Math.log(same / alike);
        }
        return sum / n;
    }

    private static double divergence(Observations o) {
        double[][] x = o.x().rows();
        double[][] y = o.y().rows();
        int n = x.length;
        return o.x().dimension()
                        * mean(n, i -> {
                            double[] own = IntStream.range(0, n)
                                    .filter(j -> j != i)
                                    .mapToDouble(j -> euclid(x[i], x[j]))
                                    .sorted()
                                    .toArray();
                            double[] other = Arrays.stream(y)
                                    .mapToDouble(p -> euclid(x[i], p))
                                    .sorted()
                                    .toArray();
                            return Math.log(other[K - 1] / own[K - 1]);
                        })
                + Math.log(y.length / (n - 1.0));
    }

    private static double entropy(Observations o) {
        double[][] x = o.x().rows();
        return psi(x.length) - psi(K) + o.x().dimension() * mean(x.length, i -> Math.log(2 * radius(x, i)));
    }
}
