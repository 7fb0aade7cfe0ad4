package dev.shatter.measure;

import dev.shatter.network.Folding;
import dev.shatter.network.Network;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What the norm-based theorems read of a network: folded, biases as weights on inputs (x, 1), fp64. Only chains of dense
 * layers with ReLU between.
 *
 * @param spectral ‖A_i‖₂ by a full decomposition
 * @param frobenius ‖A_i‖_F
 * @param distances ‖A_iᵀ - M_iᵀ‖_{2,1}, M_i = 0 but for the constant row [0, 1] of hidden layers
 * @param inputNorm ‖X‖ of the training inputs with the 1
 * @param width largest dimension of any matrix, input and output included
 */
record Homogeneous(double[] spectral, double[] frobenius, double[] distances, double inputNorm, double width) {
    static Homogeneous of(Subject subject) {
        try (StepScope scope = StepScope.open();
                Network free = homogenise(subject)) {
            List<Tensor> matrices = new ArrayList<>(free.parameters().values());
            int depth = matrices.size();
            double[] spectral = new double[depth];
            double[] frobenius = new double[depth];
            double[] distances = new double[depth];
            double width = 0;
            for (int i = 0; i < depth; i++) {
                Tensor matrix = matrices.get(i).detach();
                width = Math.max(width, Math.max(matrix.size(0), matrix.size(1)));
                spectral[i] = Tensors.doubles(torch.linalg_svdvals(matrix))[0];
                double[] values = Tensors.doubles(matrix);
                int columns = Math.toIntExact(matrix.size(1));
                // The constant row of a hidden layer is in its reference matrix.
                int rows = Math.toIntExact(matrix.size(0)) - (i < depth - 1 ? 1 : 0);
                double all = 0;
                for (int row = 0; row < matrix.size(0); row++) {
                    double squares = 0;
                    for (int j = 0; j < columns; j++) {
                        squares += values[row * columns + j] * values[row * columns + j];
                    }
                    all += squares;
                    distances[i] += row < rows ? Math.sqrt(squares) : 0;
                }
                frobenius[i] = Math.sqrt(all);
            }
            double inputs = SpectralMeasures.inputNorm(subject);
            return new Homogeneous(spectral, frobenius, distances, Math.sqrt(inputs * inputs + subject.n()), width);
        }
    }

    private static Network homogenise(Subject subject) {
        try {
            return Folding.homogenise(subject.wide());
        } catch (IllegalArgumentException e) {
            throw new Unmeasurable("the theorem covers dense layers with ReLU only: " + e.getMessage());
        }
    }
}
