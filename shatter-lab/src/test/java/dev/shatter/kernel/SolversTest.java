package dev.shatter.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SolversTest {
    /** Against LAPACK's plain solve of the stored matrix in fp64. */
    @ParameterizedTest
    @CsvSource({
        "direct, 'gaussian,gamma=0.2', 0",
        "direct, 'laplacian,gamma=0.3', 0",
        "direct, arc-cosine, 0.1",
        "direct, 'gaussian,gamma=0.2', 0.5",
        "'nystrom:600,steps=1000', 'gaussian,gamma=0.2', 0",
        "nystrom:200, 'laplacian,gamma=0.3', 0.01",
        "nystrom:50, arc-cosine, 0.1"
    })
    void solvesAsLapackDoesInDoublePrecision(String solver, String reference, double ridge) {
        int n = 1200;
        Variant kernel = Kernels.CATALOGUE.parse(reference);
        FeatureVectors train = Problems.points(n, 8, 1);
        FeatureVectors test = Problems.points(11, 8, 2);
        try (StepScope scope = StepScope.open();
                PointSystem system = new PointSystem(kernel, train, test)) {
            Tensor gram = Problems.naive(kernel, train, train);
            Tensor right = Tensors.of(Problems.normal(3 * n, 3), n, 3);
            Tensor ridged =
                    gram.add(torch.eye(n, new TensorOptions(ScalarType.Double)).mul(new Scalar(ridge)));
            Tensor exact = torch.linalg_solve(ridged, right);
            Variant variant = Solvers.CATALOGUE.parse(solver);
            try (Solution solution =
                    Solvers.CATALOGUE.get(variant).solve(variant, system, right, ridge, 1e-9, Progress.SILENT)) {
                assertThat(solution.reached()).isTrue();
                assertThat(solution.relativeResidual()).isLessThanOrEqualTo(1e-9);
                Tensor residual = right.sub(ridged.mm(solution.coefficients()));
                double relative = residual.norm().item_double() / right.norm().item_double();
                assertThat(relative).isCloseTo(solution.relativeResidual(), within(1e-10));
                // The error is at most the condition number, below 10⁴ here, times the residual.
                double error = exact.sub(solution.coefficients()).norm().item_double()
                        / exact.norm().item_double();
                assertThat(error).isLessThan(1e-5);
                Tensor predicted = system.predict(solution.coefficients(), Progress.SILENT);
                Tensor expected = Problems.naive(kernel, test, train).mm(exact);
                assertThat(predicted.sub(expected).abs().max().item_double()).isLessThan(1e-5);
            }
        }
    }

    @Test
    void theConditionEstimateIsOfTheRightOrder() {
        int n = 300;
        Variant kernel = Kernels.CATALOGUE.parse("gaussian,gamma=0.1");
        FeatureVectors train = Problems.points(n, 8, 4);
        Variant direct = Solvers.parse("direct");
        try (StepScope scope = StepScope.open();
                PointSystem system = new PointSystem(kernel, train, Problems.points(1, 8, 5));
                Solution solution = Solvers.CATALOGUE
                        .get(direct)
                        .solve(direct, system, Tensors.of(Problems.normal(n, 6), n, 1), 0, 1e-6, Progress.SILENT)) {
            Tensor gram = Problems.naive(kernel, train, train);
            double exact = oneNorm(gram) * oneNorm(torch.linalg_inv(gram));
            assertThat(solution.condition()).isBetween(exact / 10, exact * 10);
        }
    }

    @Test
    void aSingularMatrixIsRefusedInOneSentence() {
        // Products of at most two of three coordinates span 10 dimensions: 30 points are too many.
        Variant kernel = Kernels.CATALOGUE.parse("polynomial:2,gamma=1");
        Variant direct = Solvers.parse("direct");
        try (StepScope scope = StepScope.open();
                PointSystem system = new PointSystem(kernel, Problems.points(30, 3, 7), Problems.points(1, 3, 8))) {
            Tensor right = Tensors.of(Problems.normal(30, 9), 30, 1);
            assertThatThrownBy(
                            () -> Solvers.CATALOGUE.get(direct).solve(direct, system, right, 0, 1e-6, Progress.SILENT))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("singular in single precision")
                    .hasMessageContaining("--ridge");
            try (Solution solution =
                    Solvers.CATALOGUE.get(direct).solve(direct, system, right, 10, 1e-6, Progress.SILENT)) {
                assertThat(solution.reached()).isTrue();
            }
        }
    }

    @Test
    void saysWhereItStopsWhenTheToleranceIsOutOfReach() {
        Variant kernel = Kernels.CATALOGUE.parse("gaussian,gamma=0.1");
        Variant once = Solvers.parse("direct:1");
        int n = 400;
        try (StepScope scope = StepScope.open();
                PointSystem system = new PointSystem(kernel, Problems.points(n, 8, 10), Problems.points(1, 8, 11));
                Solution solution = Solvers.CATALOGUE
                        .get(once)
                        .solve(once, system, Tensors.of(Problems.normal(n, 12), n, 1), 0, 1e-12, Progress.SILENT)) {
            assertThat(solution.reached()).isFalse();
            assertThat(solution.relativeResidual()).isBetween(1e-12, 1e-2);
        }
    }

    private static double oneNorm(Tensor matrix) {
        return matrix.abs().sum(0).max().item_double();
    }
}
