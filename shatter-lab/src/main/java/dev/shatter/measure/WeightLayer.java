package dev.shatter.measure;

import dev.shatter.network.Network;
import dev.shatter.network.ParameterSpec;
import dev.shatter.network.Placed;
import dev.shatter.network.WeightKernel;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A weight layer of the folded network with its norms, in fp64, each computed once.
 *
 * <p>W is [out, in] of a dense layer, or a kernel read as [out, in·kh·kw]; of a layer that is not known, each tensor of two or
 * more dimensions.
 */
public final class WeightLayer {
    private final Placed place;
    private final ParameterSpec spec;
    private final Network network;
    private final @Nullable Network initial;
    private final Lazy<double[]> singular = Lazy.of(this::decompose);
    private final Lazy<Double> distance = Lazy.of(() -> frobenius(true));
    private final Lazy<Double> frobenius = Lazy.of(() -> frobenius(false));
    private final Lazy<Double> spectralDistance = Lazy.of(this::spectralNormOfDifference);
    private final Lazy<Double> operator = Lazy.of(this::operatorNorm);
    private final Lazy<Double> operatorDistance = Lazy.of(this::operatorNormOfDifference);

    WeightLayer(Placed place, ParameterSpec spec, Network network, @Nullable Network initial) {
        this.place = place;
        this.spec = spec;
        this.network = network;
        this.initial = initial;
    }

    /** The layer's name, and where it has several weights the weight's. */
    public String name() {
        return place.kernel().isPresent() ? place.name() : tensor();
    }

    private String tensor() {
        return place.name(spec);
    }

    public Placed place() {
        return place;
    }

    /** How the weight acts. */
    public WeightKernel geometry() {
        return place.kernel().orElse(WeightKernel.MATRIX);
    }

    /** Whether T has the singular values of W: dense layers and ungrouped 1 × 1 kernels. */
    private boolean isMatrix() {
        WeightKernel kernel = geometry();
        return kernel.groups() == 1
                && kernel.rows().window() == 1
                && kernel.columns().window() == 1;
    }

    /** The kernel or matrix as stored, fp64. */
    public Tensor kernel() {
        return network.parameter(tensor()).detach();
    }

    /** The initial kernel or matrix, batch norm folded. */
    public Tensor initialKernel() {
        if (initial == null) {
            throw new Unmeasurable("the initial weights are not known");
        }
        return initial.parameter(tensor()).detach();
    }

    /** W, [rows, columns]; belongs to the innermost scope. */
    public Tensor matrix() {
        return kernel().reshape(kernel().size(0), -1);
    }

    /** W - W⁰; belongs to the innermost scope. */
    public Tensor difference() {
        try (StepScope scope = StepScope.open()) {
            Tensor change = kernel().sub(initialKernel());
            return scope.pass(change.reshape(change.size(0), -1));
        }
    }

    public long rows() {
        return kernel().size(0);
    }

    public long columns() {
        return count() / rows();
    }

    /** Number of weights. */
    public long count() {
        return kernel().numel();
    }

    /** Singular values of W, largest first. */
    public double[] singular() {
        return singular.get();
    }

    /** ‖W‖₂. */
    public double spectral() {
        return singular()[0];
    }

    /** ‖W‖²_F. */
    public double frobeniusSquared() {
        return frobenius.get();
    }

    /** ‖W - W⁰‖²_F. */
    public double distanceSquared() {
        return distance.get();
    }

    /** ‖W - W⁰‖₂. */
    public double spectralDistance() {
        return spectralDistance.get();
    }

    /** Norm of the circular operator: ‖T‖₂; ‖W‖₂ of a dense layer. */
    public double operator() {
        return operator.get();
    }

    /** Norm of the circular operator of the kernels' difference. */
    public double operatorDistance() {
        return operatorDistance.get();
    }

    /** Σ over rows (output units) of their l2 norms of W, or of W - W⁰: ‖Wᵀ‖_{2,1}. */
    public double rowNormSum(boolean fromInitial) {
        try (StepScope scope = StepScope.open()) {
            double[] values = Tensors.doubles(fromInitial ? difference() : matrix());
            int columns = Math.toIntExact(columns());
            double sum = 0;
            for (int row = 0; row < values.length; row += columns) {
                double squares = 0;
                for (int i = row; i < row + columns; i++) {
                    squares += values[i] * values[i];
                }
                sum += Math.sqrt(squares);
            }
            return sum;
        }
    }

    private double[] decompose() {
        try (StepScope scope = StepScope.open()) {
            return Tensors.doubles(torch.linalg_svdvals(matrix()));
        }
    }

    private double spectralNormOfDifference() {
        try (StepScope scope = StepScope.open()) {
            return Tensors.doubles(torch.linalg_svdvals(difference()))[0];
        }
    }

    private double operatorNorm() {
        try (StepScope scope = StepScope.open()) {
            return isMatrix() ? spectral() : ConvolutionNorms.circular(kernel(), geometry(), place);
        }
    }

    private double operatorNormOfDifference() {
        try (StepScope scope = StepScope.open()) {
            return isMatrix()
                    ? spectralDistance()
                    : ConvolutionNorms.circular(kernel().sub(initialKernel()), geometry(), place);
        }
    }

    private double frobenius(boolean fromInitial) {
        try (StepScope scope = StepScope.open()) {
            double[] values = Tensors.doubles(fromInitial ? difference() : matrix());
            return Arrays.stream(values).map(v -> v * v).sum();
        }
    }
}
