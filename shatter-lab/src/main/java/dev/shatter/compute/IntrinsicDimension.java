package dev.shatter.compute;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import dev.shatter.data.Samples;
import dev.shatter.stats.NeighbourDistances;
import dev.shatter.stats.PrincipalSpectrum;
import java.util.Arrays;
import java.util.List;

/**
 * Intrinsic dimension of the training inputs: linear, from principal components, and from distances to nearest
 * neighbours, on the sample and on its halves, quarters, …, since every such estimate speaks of one scale.
 */
record IntrinsicDimension() implements Analysis {
    @Override
    public String name() {
        return "intrinsic-dimension";
    }

    @Override
    public String summary() {
        return "PCA, TwoNN and Levina-Bickel dimensions of the inputs, over scales";
    }

    @Override
    public String source() {
        return "Levina and Bickel 2005; Facco, d'Errico, Rodriguez and Laio 2017";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("k", 10L, 3, 1000, "neighbours of Levina and Bickel's estimate"),
                Parameter.integer("halvings", 3L, 0, 20, "how often the sample is halved"));
    }

    @Override
    public Computed compute(Variant options, Dataset data, long seed, Progress progress) {
        double[][] points = points(data.train().inputs());
        int[] order = Chance.of(seed, "scales").permutation(points.length);
        int k = options.integer("k");
        int halvings = options.integer("halvings");
        Rows rows = new Rows("n", "twoNearest", "twoNearestFit", "levinaBickel", "mackay");
        double whole = Double.NaN;
        double least = Double.NaN;
        double twoNearest = Double.NaN;
        int distinct = 0;
        for (int h = 0; h <= halvings && points.length >> h > k; h++) {
            int n = points.length >> h;
            double[][] part =
                    Arrays.stream(order, 0, n).mapToObj(i -> points[i]).toArray(double[][]::new);
            NeighbourDistances near = NeighbourDistances.of(part, k);
            double[] ratios = near.ratios();
            least = near.mackay();
            if (h == 0) {
                whole = least;
                twoNearest = NeighbourDistances.twoNearestUnbiased(ratios);
                distinct = ratios.length;
            }
            rows.add(
                    n,
                    NeighbourDistances.twoNearestUnbiased(ratios),
                    NeighbourDistances.twoNearestFit(ratios),
                    near.levinaBickelMean(),
                    least);
            progress.at("neighbours", h + 1, halvings + 1);
        }
        PrincipalSpectrum spectrum = PrincipalSpectrum.of(points);
        return Computed.of(rows.trace())
                .with("n", points.length)
                .with("distinct", distinct)
                .with("pixels", data.shape().elements())
                .with("twoNearest", twoNearest)
                .with("mackay", whole)
                .with("growth", whole / least)
                .with("participation", spectrum.participation())
                .with("components90", spectrum.components(0.9))
                .with("components95", spectrum.components(0.95));
    }

    /** The samples as numbers, [n][d]. */
    static double[][] points(Samples samples) {
        double[][] points = new double[samples.count()][samples.elements()];
        float[] one = new float[samples.elements()];
        for (int i = 0; i < points.length; i++) {
            samples.copy(i, one);
            for (int j = 0; j < one.length; j++) {
                points[i][j] = one[j];
            }
        }
        return points;
    }
}
