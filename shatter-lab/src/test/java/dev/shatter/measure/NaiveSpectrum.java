package dev.shatter.measure;

import static dev.shatter.measure.Naive.squares;

import dev.shatter.core.Chance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Theory J4 a second time: eigenvalues of WᵀW/N, ascending, their Marchenko-Pastur edge, and a power law for their tail, for
 * the matrix and for its entries in another order.
 */
record NaiveSpectrum(
        String name,
        double[] eigenvalues,
        double longer,
        double edge,
        NaiveSpectrum.Tail tail,
        NaiveSpectrum.Tail shuffled) {
    /** A power law fitted to the values from xmin on. */
    record Tail(double alpha, double error, double distance, double xmin) {
        /** Clauset, Shalizi and Newman 2009: the fit of least distance among tails of at least max(10, M/20) values. */
        static Tail of(double[] values) {
            double[] sorted = Arrays.stream(values).sorted().toArray();
            Tail best = new Tail(0, 0, Double.POSITIVE_INFINITY, 0);
            for (double xmin : sorted) {
                double[] tail = Arrays.stream(sorted).filter(v -> v >= xmin).toArray();
                if (tail.length >= Math.max(10, sorted.length / 20.0)) {
                    Tail fit = from(tail, xmin);
                    best = fit.distance < best.distance ? fit : best;
                }
            }
            return best;
        }

        private static Tail from(double[] tail, double xmin) {
            double count = tail.length;
            double alpha =
                    1 + count / Arrays.stream(tail).map(v -> Math.log(v / xmin)).sum();
            double distance = 0;
            for (int i = 1; i <= tail.length; i++) {
                double law = 1 - Math.pow(tail[i - 1] / xmin, 1 - alpha);
                distance = Math.max(distance, Math.abs(i / count - law));
                distance = Math.max(distance, Math.abs((i - 1) / count - law));
            }
            return new Tail(alpha, (alpha - 1) / Math.sqrt(count), distance, xmin);
        }
    }

    int last() {
        return eigenvalues.length - 1;
    }

    double alpha() {
        return tail.alpha;
    }

    Map<String, Double> parts() {
        return Map.of(
                name + ".alpha", tail.alpha,
                name + ".alphaError", tail.error,
                name + ".distance", tail.distance,
                name + ".alphaShuffled", shuffled.alpha,
                name + ".distanceShuffled", shuffled.distance,
                name + ".edge", edge,
                name + ".largest", eigenvalues[last()]);
    }

    /** Share of 400 samples of the law, with the body as it is, that fit no better; the measure draws 100. */
    NaiveMeasures.Estimate goodness() {
        double[] body = Arrays.stream(eigenvalues).filter(v -> v < tail.xmin).toArray();
        double worse = 0;
        for (int draw = 0; draw < 400; draw++) {
            Chance chance = Chance.of(99, "goodness", draw);
            double[] sample = DoubleStream.generate(() -> chance.nextInt(eigenvalues.length) < body.length
                            ? body[chance.nextInt(body.length)]
                            : tail.xmin * Math.pow(1 - chance.nextDouble(), 1 / (1 - tail.alpha)))
                    .limit(eigenvalues.length)
                    .toArray();
            worse += Tail.of(sample).distance >= tail.distance ? 1 : 0;
        }
        double p = (worse + 1) / 402;
        return new NaiveMeasures.Estimate(worse / 400, Math.sqrt(p * (1 - p) * (1 / 100.0 + 1 / 400.0)));
    }

    /** Of the layers whose shorter side is 50 or more. */
    static List<NaiveSpectrum> all(Naive folded, long seed) {
        List<NaiveSpectrum> spectra = new ArrayList<>();
        for (int l = 0; l < folded.layers.size(); l++) {
            double[][] matrix = folded.matrix(l);
            int shorter = Math.min(matrix.length, matrix[0].length);
            double longer = Math.max(matrix.length, matrix[0].length);
            if (shorter >= 50) {
                String name = folded.layers.get(l).place().name();
                double variance = squares(matrix) / (shorter * longer);
                spectra.add(new NaiveSpectrum(
                        name,
                        eigenvalues(matrix, longer),
                        longer,
                        variance * Math.pow(1 + Math.sqrt(shorter / longer), 2),
                        Tail.of(eigenvalues(matrix, longer)),
                        Tail.of(eigenvalues(shuffled(matrix, seed, name), longer))));
            }
        }
        return spectra;
    }

    private static double[] eigenvalues(double[][] matrix, double longer) {
        return Arrays.stream(Naive.svd(matrix))
                .map(v -> v * v / longer)
                .sorted()
                .toArray();
    }

    private static double[][] shuffled(double[][] matrix, long seed, String name) {
        int columns = matrix[0].length;
        int[] order = Chance.of(seed, "measure", "shuffle", name).permutation(matrix.length * columns);
        double[][] shuffled = new double[matrix.length][columns];
        for (int i = 0; i < order.length; i++) {
            shuffled[i / columns][i % columns] = matrix[order[i] / columns][order[i] % columns];
        }
        return shuffled;
    }
}
