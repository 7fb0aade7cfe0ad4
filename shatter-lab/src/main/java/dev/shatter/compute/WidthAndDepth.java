package dev.shatter.compute;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.exact.DenseStack;
import dev.shatter.exact.Parabola;
import dev.shatter.network.Network;
import dev.shatter.stats.LinearFit;
import java.util.Arrays;
import java.util.List;

/** {@link Parabola}'s largest error at random points of [0, 1], against width and against depth. */
record WidthAndDepth() implements Simulation {
    @Override
    public String name() {
        return "width-and-depth";
    }

    @Override
    public String summary() {
        return "error of ReLU networks for x^2: polynomial in width, exponential in depth";
    }

    @Override
    public String source() {
        return "Yarotsky 2017, arXiv:1610.01145";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("steps", 6L, 3, 12, "widths 2, 4, 8, … and depths 1, 2, 3, …"),
                Parameter.integer("points", 20_000L, 100, 10_000_000, "random points"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        Chance chance = Chance.of(seed, "points");
        double[][] x = new double[options.integer("points")][];
        Arrays.setAll(x, i -> new double[] {chance.nextDouble()});
        int steps = options.integer("steps");
        double[] place = new double[steps];
        double[] wide = new double[steps];
        double[] deep = new double[steps];
        Rows rows =
                new Rows("width", "wide", "wideFormula", "wideWeights", "depth", "deep", "deepFormula", "deepWeights");
        for (int s = 1; s <= steps; s++) {
            int width = 1 << s;
            try (Network shallow = Parabola.wide(width);
                    Network narrow = Parabola.deep(s)) {
                place[s - 1] = s;
                double wideError = error(shallow, x);
                double deepError = error(narrow, x);
                wide[s - 1] = Math.log(wideError) / Math.log(2);
                deep[s - 1] = Math.log(deepError) / Math.log(2);
                rows.add(
                        width,
                        wideError,
                        0.25 / ((double) width * width),
                        shallow.architecture().parameterCount(),
                        s,
                        deepError,
                        Math.pow(4, -(s + 1.0)),
                        narrow.architecture().parameterCount());
            }
        }
        return Computed.of(rows.trace())
                .with("widthExponent", slope(place, wide))
                .with("bitsPerLayer", slope(place, deep))
                .with("deepOverClosedForm", Math.pow(2, deep[steps - 1]) * Math.pow(4, steps + 1.0));
    }

    private static double slope(double[] x, double[] y) {
        return LinearFit.of(x, y, 0.95).slope().estimate();
    }

    private static double error(Network network, double[][] x) {
        double[] f = DenseStack.values(network, x);
        double worst = 0;
        for (int i = 0; i < f.length; i++) {
            worst = Math.max(worst, Math.abs(f[i] - x[i][0] * x[i][0]));
        }
        return worst;
    }
}
