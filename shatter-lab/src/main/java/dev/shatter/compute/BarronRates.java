package dev.shatter.compute;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.stats.LinearFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Squared error against width for a function whose first Fourier moment C_f is known, in several dimensions.
 *
 * <p>f(x) = (1/m) Σ_k cos(u_k·x + b_k) with unit directions u_k, so C_f = 1 in every dimension, on the ball of radius r =
 * √(d + 2), where each coordinate of a uniform x has variance 1. One hidden layer of N steps is drawn as in Barron's proof
 * (1993): cos(z + b) − cos b is an integral over steps 1{±z > s}, 0 < s < r, and the mean of N of them, each of size at
 * most 2 r C_f, has squared error at most (2 r C_f)²/N. Beside it a table: the value at the nearest of N random points,
 * whose error falls as N^{−2/d} only.
 */
record BarronRates() implements Simulation {
    /** Terms of f. */
    private static final int TERMS = 8;

    @Override
    public String name() {
        return "barron-rate";
    }

    @Override
    public String summary() {
        return "squared error against width in several dimensions: networks of steps and tables of values";
    }

    @Override
    public String source() {
        return "Barron 1993, IEEE Transactions on Information Theory 39(3)";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integers("dimensions", List.of(2L, 10L, 50L), 1, 1000, "dimensions of x"),
                Parameter.integer("doublings", 7L, 2, 14, "widths 8, 16, 32, …"),
                Parameter.integer("points", 400L, 10, 1_000_000, "random points that the error is a mean over"),
                Parameter.integer("draws", 8L, 1, 10_000, "networks and tables a width"));
    }

    @Override
    public Computed compute(Variant options, long seed) {
        int doublings = options.integer("doublings");
        List<String> columns = new ArrayList<>(List.of("width"));
        double[][] rows = new double[doublings][1];
        Arrays.setAll(rows, i -> new double[] {8 << i});
        double slopeOff = 0;
        double overBound = 0;
        double last = Double.NaN;
        for (int d : options.integers("dimensions")) {
            double[][] errors = errors(d, options, Chance.of(seed, "barron", d));
            columns.addAll(List.of("network" + d, "bound" + d, "table" + d));
            double[] size = new double[doublings];
            double[] network = new double[doublings];
            double[] table = new double[doublings];
            for (int i = 0; i < doublings; i++) {
                rows[i] = DoubleStream.concat(Arrays.stream(rows[i]), Arrays.stream(errors[i]))
                        .toArray();
                size[i] = Math.log(8 << i);
                network[i] = Math.log(errors[i][0]);
                table[i] = Math.log(errors[i][2]);
                overBound = Math.max(overBound, errors[i][0] / errors[i][1]);
            }
            slopeOff = Math.max(slopeOff, Math.abs(slope(size, network) + 1));
            last = slope(size, table);
        }
        Rows all = new Rows(columns.toArray(new String[0]));
        Arrays.stream(rows).forEach(all::add);
        return Computed.of(all.trace())
                .with("slopeOff", slopeOff)
                .with("errorOverBound", overBound)
                .with("tableSlope", last);
    }

    /** In one dimension, at each width: squared error of networks, its bound, squared error of tables. */
    private static double[][] errors(int d, Variant options, Chance chance) {
        Target target = new Target(d, chance);
        double[][] points = new double[options.integer("points")][];
        Arrays.setAll(points, i -> target.uniform(chance));
        double[][] along = target.along(points);
        double[] truth = Arrays.stream(points).mapToDouble(target::at).toArray();
        int draws = options.integer("draws");
        double[][] errors = new double[options.integer("doublings")][3];
        for (int i = 0; i < errors.length; i++) {
            int width = 8 << i;
            errors[i][1] = 4 * target.radius() * target.radius() / width;
            for (int draw = 0; draw < draws; draw++) {
                errors[i][0] += error(target.network(width, along, chance), truth) / draws;
                errors[i][2] += error(target.table(width, points, chance), truth) / draws;
            }
        }
        return errors;
    }

    private static double slope(double[] x, double[] y) {
        return LinearFit.of(x, y, 0.95).slope().estimate();
    }

    private static double error(double[] values, double[] truth) {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            sum += (values[i] - truth[i]) * (values[i] - truth[i]) / truth.length;
        }
        return sum;
    }

    /** The function, with what approximates it. */
    private record Target(double[][] directions, double[] phases, double radius) {
        Target(int d, Chance chance) {
            this(GaussianVectors.gaussian(TERMS, d, chance), new double[TERMS], Math.sqrt(d + 2.0));
            for (int k = 0; k < TERMS; k++) {
                double norm = GaussianVectors.norm(directions[k]);
                for (int j = 0; j < d; j++) {
                    directions[k][j] /= norm;
                }
                phases[k] = 2 * Math.PI * chance.nextDouble();
            }
        }

        /** A uniform point of the ball. */
        double[] uniform(Chance chance) {
            int d = directions[0].length;
            double[] x = GaussianVectors.gaussian(d, chance);
            double scale = radius * Math.pow(chance.nextDouble(), 1.0 / d) / GaussianVectors.norm(x);
            for (int j = 0; j < d; j++) {
                x[j] *= scale;
            }
            return x;
        }

        double at(double[] x) {
            double sum = 0;
            for (int k = 0; k < TERMS; k++) {
                sum += Math.cos(GaussianVectors.dot(directions[k], x) + phases[k]) / TERMS;
            }
            return sum;
        }

        /** Of each point along each direction. */
        double[][] along(double[][] points) {
            double[][] along = new double[TERMS][points.length];
            for (int k = 0; k < TERMS; k++) {
                for (int i = 0; i < points.length; i++) {
                    along[k][i] = GaussianVectors.dot(directions[k], points[i]);
                }
            }
            return along;
        }

        /**
         * Values of a network of so many steps, its constant f(0).
         *
         * @param along of the points
         */
        double[] network(int width, double[][] along, Chance chance) {
            double[] values = new double[along[0].length];
            Arrays.fill(values, at(new double[directions[0].length]));
            for (int unit = 0; unit < width; unit++) {
                int k = chance.nextInt(TERMS);
                int side = chance.nextLong() < 0 ? -1 : 1;
                double s = radius * chance.nextDouble();
                double weight = -2 * radius * side * Math.sin(side * s + phases[k]) / width;
                for (int i = 0; i < values.length; i++) {
                    values[i] += side * along[k][i] > s ? weight : 0;
                }
            }
            return values;
        }

        /** Values of a table of so many random points: that of the nearest. */
        double[] table(int entries, double[][] points, Chance chance) {
            double[][] places = new double[entries][];
            Arrays.setAll(places, i -> uniform(chance));
            double[] known = Arrays.stream(places).mapToDouble(this::at).toArray();
            double[] values = new double[points.length];
            for (int i = 0; i < points.length; i++) {
                int nearest = 0;
                double least = Double.POSITIVE_INFINITY;
                for (int place = 0; place < entries; place++) {
                    double distance = squaredDistance(points[i], places[place]);
                    nearest = distance < least ? place : nearest;
                    least = Math.min(least, distance);
                }
                values[i] = known[nearest];
            }
            return values;
        }

        private static double squaredDistance(double[] a, double[] b) {
            double sum = 0;
            for (int j = 0; j < a.length; j++) {
                sum += (a[j] - b[j]) * (a[j] - b[j]);
            }
            return sum;
        }
    }
}
