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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * An independent, slow reading of a chain of layers: plain loops over Java arrays, batch norm folded by hand, singular
 * values by another library. Only what the tests' two networks need.
 */
final class Naive {
    /** A weight layer with batch norm folded: kernel [out][in·kh·kw] and bias. */
    static final class Layer {
        final Placed place;
        double[][] weight;
        double[] bias;

        Layer(Placed place, double[][] weight, double[] bias) {
            this.place = place;
            this.weight = weight;
            this.bias = bias;
        }

        double spectral() {
            return svd(weight)[0];
        }

        double frobeniusSquared() {
            double sum = 0;
            for (double[] row : weight) {
                for (double w : row) {
                    sum += w * w;
                }
            }
            return sum;
        }

        double rowNorms() {
            double sum = 0;
            for (double[] row : weight) {
                double squares = 0;
                for (double w : row) {
                    squares += w * w;
                }
                sum += Math.sqrt(squares);
            }
            return sum;
        }

        Layer minus(Layer other) {
            double[][] difference = new double[weight.length][];
            for (int i = 0; i < weight.length; i++) {
                difference[i] = weight[i].clone();
                for (int j = 0; j < weight[i].length; j++) {
                    difference[i][j] -= other.weight[i][j];
                }
            }
            return new Layer(place, difference, bias);
        }
    }

    private final List<Placed> chain;
    final List<Layer> layers = new ArrayList<>();

    Naive(Network network) {
        chain = network.placed();
        Map<String, HostArray> state = network.state();
        for (Placed place : chain) {
            if (place.layer() instanceof Dense || place.layer() instanceof Convolution) {
                HostArray kernel = array(state, place, "weight");
                int out = kernel.shape().get(0);
                int in = kernel.count() / out;
                double[] flat = kernel.doubles();
                double[][] weight = new double[out][in];
                for (int i = 0; i < flat.length; i++) {
                    weight[i / in][i % in] = flat[i];
                }
                HostArray bias = state.get(place.name() + ".bias");
                layers.add(new Layer(place, weight, bias == null ? new double[out] : bias.doubles()));
            } else if (place.layer() instanceof BatchNorm) {
                Layer before = layers.get(layers.size() - 1);
                double[] mean = array(state, place, "mean").doubles();
                double[] variance = array(state, place, "variance").doubles();
                double[] scale = array(state, place, "scale").doubles();
                double[] shift = array(state, place, "shift").doubles();
                for (int c = 0; c < mean.length; c++) {
                    double s = scale[c] / Math.sqrt(variance[c] + 1e-5);
                    for (int j = 0; j < before.weight[c].length; j++) {
                        before.weight[c][j] *= s;
                    }
                    before.bias[c] = s * (before.bias[c] - mean[c]) + shift[c];
                }
            }
        }
    }

    private static HostArray array(Map<String, HostArray> state, Placed place, String name) {
        return Objects.requireNonNull(state.get(place.name() + "." + name));
    }

    static double[] svd(double[][] matrix) {
        return new SingularValueDecomposition(new Array2DRowRealMatrix(matrix)).getSingularValues();
    }

    /** Logits of one example, values in the order channel, row, column. */
    double[] forward(double[] x) {
        double[] current = x;
        int next = 0;
        for (Placed place : chain) {
            if (place.layer() instanceof Dense) {
                current = dense(layers.get(next++), current);
            } else if (place.layer() instanceof Convolution convolution) {
                current = convolve(layers.get(next++), convolution, current);
            } else if (place.layer() instanceof Relu) {
                double[] positive = new double[current.length];
                for (int i = 0; i < current.length; i++) {
                    positive[i] = Math.max(0, current[i]);
                }
                current = positive;
            } else if (place.layer() instanceof MaxPool pool) {
                current = pool(place, pool, current);
            } else if (!(place.layer() instanceof BatchNorm || place.layer() instanceof Flatten)) {
                throw new IllegalArgumentException(place.name());
            }
        }
        return current;
    }

    private static double[] dense(Layer layer, double[] x) {
        double[] y = layer.bias.clone();
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                y[i] += layer.weight[i][j] * x[j];
            }
        }
        return y;
    }

    private static double[] convolve(Layer layer, Convolution c, double[] x) {
        int channels = layer.place.input().channels();
        int height = layer.place.input().height();
        int width = layer.place.input().width();
        int rows = layer.place.output().height();
        int columns = layer.place.output().width();
        double[] y = new double[c.out() * rows * columns];
        for (int o = 0; o < c.out(); o++) {
            for (int r = 0; r < rows; r++) {
                for (int s = 0; s < columns; s++) {
                    double sum = layer.bias[o];
                    for (int i = 0; i < channels; i++) {
                        for (int a = 0; a < c.kernel(); a++) {
                            for (int b = 0; b < c.kernel(); b++) {
                                int row = r * c.stride() + a - c.padding();
                                int column = s * c.stride() + b - c.padding();
                                if (row >= 0 && row < height && column >= 0 && column < width) {
                                    sum += layer.weight[o][(i * c.kernel() + a) * c.kernel() + b]
                                            * x[(i * height + row) * width + column];
                                }
                            }
                        }
                    }
                    y[(o * rows + r) * columns + s] = sum;
                }
            }
        }
        return y;
    }

    private static double[] pool(Placed place, MaxPool pool, double[] x) {
        int channels = place.input().channels();
        int height = place.input().height();
        int width = place.input().width();
        int rows = place.output().height();
        int columns = place.output().width();
        double[] y = new double[channels * rows * columns];
        for (int i = 0; i < channels; i++) {
            for (int r = 0; r < rows; r++) {
                for (int s = 0; s < columns; s++) {
                    double best = Double.NEGATIVE_INFINITY;
                    for (int a = 0; a < pool.window(); a++) {
                        for (int b = 0; b < pool.window(); b++) {
                            best = Math.max(
                                    best, x[(i * height + r * pool.stride() + a) * width + s * pool.stride() + b]);
                        }
                    }
                    y[(i * rows + r) * columns + s] = best;
                }
            }
        }
        return y;
    }

    /** The operator of a convolution, column by column, on its own zero-padded grid. */
    double[][] unrolled(int layer) {
        Layer own = layers.get(layer);
        Layer linear = new Layer(own.place, own.weight, new double[own.bias.length]);
        int in = Math.toIntExact(own.place.input().elements());
        int out = Math.toIntExact(own.place.output().elements());
        double[][] matrix = new double[out][in];
        for (int j = 0; j < in; j++) {
            double[] unit = new double[in];
            unit[j] = 1;
            double[] column = convolve(linear, (Convolution) own.place.layer(), unit);
            for (int i = 0; i < out; i++) {
                matrix[i][j] = column[i];
            }
        }
        return matrix;
    }
}
