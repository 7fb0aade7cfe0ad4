package dev.shatter.measure.norm;

import dev.shatter.measure.ConvolutionNorms;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.network.Network;
import dev.shatter.network.Operation;
import dev.shatter.network.Placed;
import dev.shatter.network.WeightKernel;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * What the norm-based theorems read of a network: folded, biases as weights on inputs (x, 1), fp64. Chains of dense layers
 * and convolutions with ReLU or tanh, pooling and flattening between them: an activation leaves the constant 1 alone.
 *
 * <p>A hidden layer's matrix is A = [[T, b], [0, 1]]. For a dense layer all norms are those of A. A convolution's T is the
 * map between zero-padded feature maps, never formed: ‖T‖₂ from above by {@link ConvolutionNorms#upper}, ‖T‖²_F ≤ positions
 * · ‖k‖²_F, the l2 norm of each row at most that of its channel's kernel, ‖A‖₂ at most the norm of [[‖T‖₂, ‖b‖], [0, 1]]. An
 * average is a linear map, whose own norm shrinks all norms of the next T: ‖AB‖_F ≤ ‖A‖_F ‖B‖₂, rows likewise. Max-pooling has the Lipschitz constant of the number of windows a value is in, to the power 1/2; it multiplies
 * the norms of the layer before.
 *
 * @param spectral ‖A_i‖₂ or an upper bound
 * @param frobenius ‖A_i‖_F or an upper bound
 * @param distances ‖A_iᵀ - M_iᵀ‖_{2,1} or an upper bound, M_i = 0 but for the constant row [0, 1] of hidden layers
 * @param lipschitz of x ↦ outputs, l2 to l2: the product of ‖T_i‖₂
 * @param inputNorm ‖X‖ of the training inputs with the 1
 * @param width largest number of units of any layer, input and output included
 * @param pools names of max-pooling layers
 * @param curved names of layers whose activation is 1-Lipschitz and 0 at 0, but not homogeneous: tanh
 */
public record Homogeneous(
        double[] spectral,
        double[] frobenius,
        double[] distances,
        double lipschitz,
        double inputNorm,
        double width,
        List<String> pools,
        List<String> curved) {
    /** Those of a subject's folded network with its biases as weights; computed once. */
    public static Homogeneous of(Subject subject) {
        return subject.derived(Homogeneous.class, Homogeneous::measured);
    }

    private static Homogeneous measured(Subject subject) {
        try (StepScope scope = StepScope.open()) {
            Chain chain = new Chain(subject.wide());
            subject.wide().placed().forEach(chain::add);
            double inputs = SpectralMeasures.inputNorm(subject);
            return new Homogeneous(
                    chain.norms(Norms::spectral),
                    chain.norms(Norms::frobenius),
                    chain.norms(Norms::distance),
                    chain.norms.stream().mapToDouble(Norms::plain).reduce(1, (a, b) -> a * b),
                    Math.sqrt(inputs * inputs + subject.n()),
                    chain.width,
                    List.copyOf(chain.pools),
                    List.copyOf(chain.curved));
        }
    }

    /** For theorems that rescale layers against each other. */
    public Homogeneous positivelyHomogeneous() {
        if (!curved.isEmpty()) {
            throw new Unmeasurable("the theorem covers s(a x) = a s(x), as of ReLU: not " + curved.get(0));
        }
        return this;
    }

    /** For theorems whose nonlinearities act on single units. */
    public Homogeneous withoutMaxPooling() {
        if (!pools.isEmpty()) {
            throw new Unmeasurable("the theorem covers units one by one, not max-pooling: " + pools.get(0));
        }
        return this;
    }

    /**
     * Norms of one layer.
     *
     * @param plain ‖T‖₂, without the bias
     */
    private record Norms(double spectral, double frobenius, double distance, double plain) {
        Norms times(double factor) {
            return new Norms(spectral * factor, frobenius * factor, distance * factor, plain * factor);
        }
    }

    private static final class Chain {
        final Network network;
        final List<Norms> norms = new ArrayList<>();
        final List<String> pools = new ArrayList<>();
        final List<String> curved = new ArrayList<>();
        final String last;
        double width;
        double averaged = 1;

        Chain(Network network) {
            this.network = network;
            List<Placed> placed = network.placed();
            last = placed.get(placed.size() - 1).name();
            width = network.architecture().input().elements() + 1.0;
        }

        double[] norms(java.util.function.ToDoubleFunction<Norms> which) {
            return norms.stream().mapToDouble(which).toArray();
        }

        void add(Placed place) {
            Operation operation = place.operation().orElseThrow(() -> uncovered(place));
            Optional<WeightKernel> kernel = operation.kernel();
            if (kernel.isPresent()) {
                norms.add(kernel.get().slides() ? convolution(place, kernel.get()) : dense(place));
                averaged = 1;
                width(place);
                return;
            }
            double lipschitz = operation.lipschitz(place.input()).orElseThrow(() -> uncovered(place));
            if (operation.linear()) {
                averaged *= lipschitz;
            } else if (!operation.fixesZero() || (lipschitz > 1 && operation.unitwise())) {
                throw uncovered(place);
            } else if (!operation.homogeneous()) {
                curved.add(place.name());
            } else if (!operation.unitwise()) {
                // Pooling: of what a layer with weights gives, so that a factor on that layer's norms is a factor on
                // it.
                if (norms.isEmpty() || averaged != 1) {
                    throw uncovered(place);
                }
                norms.set(norms.size() - 1, norms.get(norms.size() - 1).times(lipschitz));
                pools.add(place.name());
            }
        }

        private static Unmeasurable uncovered(Placed place) {
            return Unmeasurable.of(
                    place,
                    "the theorem covers chains of dense layers and convolutions with ReLU or tanh, not " + place.name()
                            + " (" + place.layer().text() + ")");
        }

        private void width(Placed place) {
            width = Math.max(width, place.output().elements() + (isLast(place) ? 0.0 : 1.0));
        }

        private boolean isLast(Placed place) {
            return place.name().equals(last);
        }

        private @Nullable Tensor bias(Placed place) {
            return network.parameters().get(place.name() + ".bias");
        }

        private Norms dense(Placed place) {
            try (StepScope scope = StepScope.open()) {
                Tensor matrix =
                        network.parameter(place.name() + ".weight").detach().mul(new Scalar(averaged));
                double plain = Tensors.doubles(torch.linalg_svdvals(matrix))[0];
                Tensor added = bias(place);
                Tensor column = added == null
                        ? torch.zeros_like(matrix.narrow(1, 0, 1))
                        : added.detach().view(-1, 1);
                Tensor joined = torch.cat(new TensorVector(matrix, column), 1);
                double distance = joined.square()
                        .sum(new long[] {1}, false, new org.bytedeco.pytorch.ScalarTypeOptional())
                        .sqrt()
                        .sum()
                        .item_double();
                if (!isLast(place)) {
                    Tensor constant = torch.zeros_like(joined.narrow(0, 0, 1));
                    constant.select(1, joined.size(1) - 1).fill_(new Scalar(1.0));
                    joined = torch.cat(new TensorVector(joined, constant), 0);
                }
                return new Norms(
                        Tensors.doubles(torch.linalg_svdvals(joined))[0],
                        joined.norm().item_double(),
                        distance,
                        plain);
            }
        }

        private Norms convolution(Placed place, WeightKernel geometry) {
            try (StepScope scope = StepScope.open()) {
                Tensor kernel = network.parameter(place.name() + ".weight").detach();
                double positions =
                        (double) place.output().height() * place.output().width();
                double plain = averaged * ConvolutionNorms.upper(kernel, geometry, place);
                int channels = Math.toIntExact(kernel.size(0));
                double[] weights = Tensors.doubles(kernel);
                Tensor added = bias(place);
                double[] biases = added == null ? new double[channels] : Tensors.doubles(added);
                int window = weights.length / channels;
                double squares = 0;
                double biasSquares = 0;
                double rows = 0;
                for (int c = 0; c < channels; c++) {
                    double square = 0;
                    for (int i = c * window; i < (c + 1) * window; i++) {
                        square += weights[i] * weights[i];
                    }
                    square *= averaged * averaged;
                    squares += square;
                    biasSquares += biases[c] * biases[c];
                    rows += Math.sqrt(square + biases[c] * biases[c]);
                }
                double one = isLast(place) ? 0 : 1;
                return new Norms(
                        largest(plain, Math.sqrt(positions * biasSquares), one),
                        Math.sqrt(positions * (squares + biasSquares) + one),
                        positions * rows,
                        plain);
            }
        }

        /** ‖[[t, b], [0, c]]‖₂, in closed form. */
        private static double largest(double t, double b, double c) {
            double trace = t * t + b * b + c * c;
            double determinant = t * c * (t * c);
            return Math.sqrt((trace + Math.sqrt(Math.max(0, trace * trace - 4 * determinant))) / 2);
        }
    }
}
