package dev.shatter.measure;

import dev.shatter.network.BatchNorm;
import dev.shatter.network.Convolution;
import dev.shatter.network.Dense;
import dev.shatter.network.Flatten;
import dev.shatter.network.MaxPool;
import dev.shatter.network.Network;
import dev.shatter.network.Placed;
import dev.shatter.network.Relu;
import dev.shatter.torch.HostArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * An independent, slow reading of a chain of layers: plain loops over Java arrays, one example at a time, gradients by the
 * chain rule, batch norm folded by hand, decompositions by another library. Only what the tests' networks need.
 */
final class Naive {
    /** One layer: its outputs, and the slopes before it from those after it. */
    private interface Step {
        double[] forward(double[] at, double[] x);

        /** Slopes in x; those in the parameters are added to {@code into}. */
        double[] back(double[] at, double[] x, double[] slope, double[] into);
    }

    /** A linear map as its single connections: output[c] += kernel[weight[c]] · input[c]. */
    record Wiring(int inputs, int outputs, int[] input, int[] output, int[] weight) {
        private static final Map<Placed, Wiring> KNOWN = new HashMap<>();

        static Wiring of(Placed place) {
            return KNOWN.computeIfAbsent(place, Wiring::make);
        }

        private static Wiring make(Placed place) {
            if (place.layer() instanceof Convolution c) {
                return convolution(
                        place,
                        c.columns().stride(),
                        c.columns().padding(),
                        place.input().height(),
                        place.input().width(),
                        false);
            }
            int in = Math.toIntExact(place.input().elements());
            int out = Math.toIntExact(place.output().elements());
            return new Wiring(
                    in,
                    out,
                    IntStream.range(0, in * out).map(c -> c % in).toArray(),
                    IntStream.range(0, in * out).map(c -> c / in).toArray(),
                    IntStream.range(0, in * out).toArray());
        }

        /** The convolution at stride 1 on a grid whose sides are joined. */
        static Wiring circular(Placed place, int height, int width) {
            return convolution(place, 1, 0, height, width, true);
        }

        private static Wiring convolution(
                Placed place, int stride, int padding, int height, int width, boolean circular) {
            Convolution c = (Convolution) place.layer();
            int k = c.columns().window();
            int channels = place.input().channels();
            int rows = circular ? height : (height + 2 * padding - k) / stride + 1;
            int columns = circular ? width : (width + 2 * padding - k) / stride + 1;
            List<int[]> connections = new ArrayList<>();
            for (int o = 0; o < c.out(); o++) {
                for (int r = 0; r < rows; r++) {
                    for (int s = 0; s < columns; s++) {
                        for (int i = 0; i < channels; i++) {
                            for (int a = 0; a < k; a++) {
                                for (int b = 0; b < k; b++) {
                                    int row = r * stride + a - padding;
                                    int column = s * stride + b - padding;
                                    if (circular) {
                                        row %= height;
                                        column %= width;
                                    }
                                    if (row >= 0 && row < height && column >= 0 && column < width) {
                                        connections.add(new int[] {
                                            (i * height + row) * width + column,
                                            (o * rows + r) * columns + s,
                                            ((o * channels + i) * k + a) * k + b
                                        });
                                    }
                                }
                            }
                        }
                    }
                }
            }
            return new Wiring(
                    channels * height * width,
                    c.out() * rows * columns,
                    connections.stream().mapToInt(e -> e[0]).toArray(),
                    connections.stream().mapToInt(e -> e[1]).toArray(),
                    connections.stream().mapToInt(e -> e[2]).toArray());
        }

        /** Largest singular value of the map with this kernel, by its dense matrix. */
        double norm(double[][] kernel) {
            double[] flat =
                    Arrays.stream(kernel).flatMapToDouble(Arrays::stream).toArray();
            double[][] matrix = new double[outputs][inputs];
            for (int c = 0; c < weight.length; c++) {
                matrix[output[c]][input[c]] += flat[weight[c]];
            }
            double[][] gram = new double[inputs][inputs];
            for (double[] row : matrix) {
                for (int i = 0; i < inputs; i++) {
                    for (int j = 0; row[i] != 0 && j < inputs; j++) {
                        gram[i][j] += row[i] * row[j];
                    }
                }
            }
            return Math.sqrt(eigenvalues(gram)[inputs - 1]);
        }
    }

    /** A dense layer or convolution and where its parameters lie. */
    record Layer(Placed place, int rows, int columns, int offset, int bias, Wiring wiring) implements Step {
        /** The kernel as [out][in·kh·kw]. */
        double[][] matrix(double[] at) {
            double[][] matrix = new double[rows][];
            for (int r = 0; r < rows; r++) {
                matrix[r] = Arrays.copyOfRange(at, offset + r * columns, offset + (r + 1) * columns);
            }
            return matrix;
        }

        double[] biases(double[] at) {
            return bias < 0 ? new double[rows] : Arrays.copyOfRange(at, bias, bias + rows);
        }

        @Override
        public double[] forward(double[] at, double[] x) {
            double[] y = new double[wiring.outputs()];
            int positions = y.length / rows;
            for (int o = 0; bias >= 0 && o < y.length; o++) {
                y[o] = at[bias + o / positions];
            }
            int[] in = wiring.input();
            int[] out = wiring.output();
            int[] weight = wiring.weight();
            for (int c = 0; c < weight.length; ) {
                int o = out[c];
                double sum = 0;
                for (; c < weight.length && out[c] == o; c++) {
                    sum += at[offset + weight[c]] * x[in[c]];
                }
                y[o] += sum;
            }
            return y;
        }

        @Override
        public double[] back(double[] at, double[] x, double[] slope, double[] into) {
            double[] before = new double[x.length];
            int positions = slope.length / rows;
            for (int o = 0; bias >= 0 && o < slope.length; o++) {
                into[bias + o / positions] += slope[o];
            }
            int[] in = wiring.input();
            int[] out = wiring.output();
            int[] weight = wiring.weight();
            for (int c = 0; c < weight.length; c++) {
                double s = slope[out[c]];
                // Most slopes are 0 behind ReLU and max-pooling.
                if (s != 0) {
                    before[in[c]] += at[offset + weight[c]] * s;
                    into[offset + weight[c]] += x[in[c]] * s;
                }
            }
            return before;
        }
    }

    /** Batch norm by its running statistics: scale (x - mean) / deviation + shift. */
    private record Norm(int scale, int shift, double[] mean, double[] deviation) implements Step {
        @Override
        public double[] forward(double[] at, double[] x) {
            double[] y = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                int c = i / (x.length / mean.length);
                y[i] = at[scale + c] * (x[i] - mean[c]) / deviation[c] + at[shift + c];
            }
            return y;
        }

        @Override
        public double[] back(double[] at, double[] x, double[] slope, double[] into) {
            double[] before = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                int c = i / (x.length / mean.length);
                before[i] = at[scale + c] / deviation[c] * slope[i];
                into[scale + c] += (x[i] - mean[c]) / deviation[c] * slope[i];
                into[shift + c] += slope[i];
            }
            return before;
        }
    }

    /** The largest of each window of inputs and of {@code floor}: max-pooling (floor -∞), or ReLU (windows of one, 0). */
    private record Largest(int[][] windows, double floor) implements Step {
        static Largest relu(Placed place) {
            return new Largest(
                    IntStream.range(0, Math.toIntExact(place.input().elements()))
                            .mapToObj(i -> new int[] {i})
                            .toArray(int[][]::new),
                    0);
        }

        static Largest pool(Placed place, MaxPool pool) {
            int height = place.input().height();
            int width = place.input().width();
            int rows = place.output().height();
            int columns = place.output().width();
            int side = pool.columns().window();
            int[][] windows = new int[place.output().channels() * rows * columns][side * side];
            for (int o = 0; o < windows.length; o++) {
                int row = o / columns % rows * pool.columns().stride();
                int column = o % columns * pool.columns().stride();
                for (int w = 0; w < side * side; w++) {
                    windows[o][w] = (o / (rows * columns) * height + row + w / side) * width + column + w % side;
                }
            }
            return new Largest(windows, Double.NEGATIVE_INFINITY);
        }

        @Override
        public double[] forward(double[] at, double[] x) {
            return Arrays.stream(windows)
                    .mapToDouble(w -> Math.max(
                            floor, Arrays.stream(w).mapToDouble(i -> x[i]).max().orElseThrow()))
                    .toArray();
        }

        @Override
        public double[] back(double[] at, double[] x, double[] slope, double[] into) {
            double[] before = new double[x.length];
            for (int o = 0; o < windows.length; o++) {
                int best = windows[o][0];
                for (int i : windows[o]) {
                    best = x[i] > x[best] ? i : best;
                }
                before[best] += x[best] > floor ? slope[o] : 0;
            }
            return before;
        }
    }

    private final List<Step> steps = new ArrayList<>();
    /** Dense layers and convolutions. */
    final List<Layer> layers = new ArrayList<>();
    /** All parameters, in the order of computation. */
    final double[] theta;

    private Naive(Network network, boolean fold) {
        Map<String, HostArray> state = network.state();
        double[] all = {};
        for (Placed place : network.placed()) {
            if (place.layer() instanceof Dense || place.layer() instanceof Convolution) {
                double[] weight = array(state, place, "weight");
                int rows = place.layer() instanceof Dense
                        ? weight.length / Math.toIntExact(place.input().elements())
                        : ((Convolution) place.layer()).out();
                double[] bias = state.containsKey(place.name() + ".bias")
                        ? array(state, place, "bias")
                        : new double[fold ? rows : 0];
                layers.add(new Layer(
                        place,
                        rows,
                        weight.length / rows,
                        all.length,
                        bias.length == 0 ? -1 : all.length + weight.length,
                        Wiring.of(place)));
                steps.add(layers.get(layers.size() - 1));
                all = join(all, weight, bias);
            } else if (place.layer() instanceof BatchNorm) {
                double[] mean = array(state, place, "mean");
                double[] deviation = Arrays.stream(array(state, place, "variance"))
                        .map(v -> Math.sqrt(v + 1e-5))
                        .toArray();
                double[] scale = array(state, place, "scale");
                double[] shift = array(state, place, "shift");
                if (fold) {
                    fold(layers.get(layers.size() - 1), all, mean, deviation, scale, shift);
                } else {
                    steps.add(new Norm(all.length, all.length + scale.length, mean, deviation));
                    all = join(all, scale, shift);
                }
            } else if (place.layer() instanceof Relu) {
                steps.add(Largest.relu(place));
            } else if (place.layer() instanceof MaxPool pool) {
                steps.add(Largest.pool(place, pool));
            } else if (!(place.layer() instanceof Flatten)) {
                throw new IllegalArgumentException(place.name());
            }
        }
        theta = all;
    }

    private static void fold(
            Layer layer, double[] all, double[] mean, double[] deviation, double[] scale, double[] shift) {
        for (int c = 0; c < layer.rows(); c++) {
            double s = scale[c] / deviation[c];
            for (int j = 0; j < layer.columns(); j++) {
                all[layer.offset() + c * layer.columns() + j] *= s;
            }
            all[layer.bias() + c] = s * (all[layer.bias() + c] - mean[c]) + shift[c];
        }
    }

    private static double[] join(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] array(Map<String, HostArray> state, Placed place, String name) {
        return java.util.Objects.requireNonNull(state.get(place.name() + "." + name))
                .doubles();
    }

    /** The network as it is. */
    static Naive of(Network network) {
        return new Naive(network, false);
    }

    /** The network with batch norm in the weights before it. */
    static Naive folded(Network network) {
        return new Naive(network, true);
    }

    double[][] matrix(int layer) {
        return layers.get(layer).matrix(theta);
    }

    double[] logits(double[] at, double[] x) {
        double[] current = x;
        for (Step step : steps) {
            current = step.forward(at, current);
        }
        return current;
    }

    double[] logits(double[] x) {
        return logits(theta, x);
    }

    /**
     * Adds the slopes in the parameters of a function of the logits to {@code into}, and returns those in x.
     *
     * @param slope of that function, at the logits
     */
    double[] back(double[] at, double[] x, UnaryOperator<double[]> slope, double[] into) {
        List<double[]> inputs = new ArrayList<>();
        double[] current = x;
        for (Step step : steps) {
            inputs.add(current);
            current = step.forward(at, current);
        }
        current = slope.apply(current);
        for (int l = steps.size() - 1; l >= 0; l--) {
            current = steps.get(l).back(at, inputs.get(l), current, into);
        }
        return current;
    }

    static double[] softmax(double[] logits) {
        double total = Arrays.stream(logits).map(Math::exp).sum();
        return Arrays.stream(logits).map(f -> Math.exp(f) / total).toArray();
    }

    /** Slope of the cross-entropy with label y. */
    static UnaryOperator<double[]> crossEntropy(int y) {
        return logits -> {
            double[] slope = softmax(logits);
            slope[y] -= 1;
            return slope;
        };
    }

    static double margin(double[] logits, int y) {
        double other = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < logits.length; c++) {
            other = c == y ? other : Math.max(other, logits[c]);
        }
        return logits[y] - other;
    }

    /** The mean loss on examples as a function of all parameters. */
    record Risk(Naive f, double[][] x, int[] y) {
        double loss(double[] at) {
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                sum -= Math.log(softmax(f.logits(at, x[i]))[y[i]]);
            }
            return sum / y.length;
        }

        /** Share of margins that are not positive. */
        double error(double[] at) {
            double errors = 0;
            for (int i = 0; i < y.length; i++) {
                errors += margin(f.logits(at, x[i]), y[i]) <= 0 ? 1 : 0;
            }
            return errors / y.length;
        }

        /** Of the loss of example i. */
        double[] gradient(double[] at, int i) {
            double[] into = new double[at.length];
            f.back(at, x[i], crossEntropy(y[i]), into);
            return into;
        }

        double[] gradient(double[] at) {
            double[] sum = new double[at.length];
            for (int i = 0; i < y.length; i++) {
                f.back(at, x[i], crossEntropy(y[i]), sum);
            }
            return Arrays.stream(sum).map(s -> s / y.length).toArray();
        }
    }

    /** Largest first. */
    static double[] svd(double[][] matrix) {
        return new SingularValueDecomposition(new Array2DRowRealMatrix(matrix)).getSingularValues();
    }

    /** Of a symmetric matrix, ascending. */
    static double[] eigenvalues(double[][] matrix) {
        double[] values = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(matrix)).getEigenvalues();
        Arrays.sort(values);
        return values;
    }

    static double squares(double[][] matrix) {
        return Arrays.stream(matrix).mapToDouble(Naive::squares).sum();
    }

    static double squares(double[] values) {
        return Arrays.stream(values).map(v -> v * v).sum();
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double[] minus(double[] a, double[] b) {
        return plus(a, b, -1);
    }

    /** a + factor · b. */
    static double[] plus(double[] a, double[] b, double factor) {
        double[] sum = a.clone();
        for (int i = 0; i < a.length; i++) {
            sum[i] += factor * b[i];
        }
        return sum;
    }
}
