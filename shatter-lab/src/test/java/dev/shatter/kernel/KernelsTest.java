package dev.shatter.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {
    @ParameterizedTest
    @ValueSource(strings = {"gaussian,gamma=0.1", "laplacian,gamma=0.3", "polynomial:3,gamma=0.2", "arc-cosine"})
    void columnsAreTheDefinitionAndMakeNoNegativeEigenvalue(String reference) {
        Variant kernel = Kernels.CATALOGUE.parse(reference);
        try (StepScope scope = StepScope.open();
                PointSystem system = new PointSystem(kernel, Problems.points(40, 5, 1), Problems.points(7, 5, 2))) {
            Tensor columns = system.columns(IntStream.range(0, 40).toArray());
            double[] naive =
                    Tensors.doubles(Problems.naive(kernel, Problems.points(40, 5, 1), Problems.points(40, 5, 1)));
            // A distance is the root of a difference: 1e-16 of rounding becomes 1e-8 on the diagonal.
            assertThat(Tensors.doubles(columns)).containsExactly(naive, within(1e-6));
            double smallest = torch.linalg_eigvalsh(columns).min().item_double();
            assertThat(smallest).isGreaterThan(-1e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian,gamma=0.1", "laplacian,gamma=0.3", "polynomial:2,gamma=0.2", "arc-cosine"})
    void storedAndUnstoredMatrixAgreeWithTheDefinition(String reference) {
        Variant kernel = Kernels.CATALOGUE.parse(reference);
        // More than one tile, the last one ragged.
        int n = 1100;
        FeatureVectors train = Problems.points(n, 6, 3);
        FeatureVectors test = Problems.points(9, 6, 4);
        try (StepScope scope = StepScope.open();
                PointSystem system = new PointSystem(kernel, train, test);
                GramMatrix gram = new GramMatrix(n)) {
            Tensor naive = Problems.naive(kernel, train, train);
            Tensor a = Tensors.of(Problems.normal(2 * n, 5), n, 2);
            Tensor product = system.multiply(a, Progress.SILENT);
            double scale = naive.mm(a).abs().max().item_double();
            assertThat(product.sub(naive.mm(a)).abs().max().item_double()).isLessThan(1e-9 * scale);
            assertThat(system.predict(a, Progress.SILENT)
                            .sub(Problems.naive(kernel, test, train).mm(a))
                            .abs()
                            .max()
                            .item_double())
                    .isLessThan(1e-9 * scale);
            system.write(gram, Progress.SILENT);
            Tensor lower = gram.tile(1024, n, 0, 1024);
            Tensor same = naive.narrow(0, 1024, n - 1024).narrow(1, 0, 1024);
            assertThat(lower.sub(same).abs().max().item_double())
                    .isLessThan(1e-5 * naive.abs().max().item_double());
        }
    }

    @Test
    void knownValues() {
        Kernel gaussian = Kernels.CATALOGUE.get("gaussian");
        Variant options = Kernels.CATALOGUE.parse("gaussian,gamma=0.5");
        // Points (1, 0) and (0, 1): squared distance 2.
        assertThat(gaussian.value(options, 0, 1, 1)).isCloseTo(Math.exp(-1), within(1e-15));
        Kernel arc = Kernels.CATALOGUE.get("arc-cosine");
        Variant none = Kernels.CATALOGUE.parse("arc-cosine");
        // At a right angle sin θ = 1, cos θ = 0: 1/π; for equal points ‖x‖².
        assertThat(arc.value(none, 0, 1, 1)).isCloseTo(1 / Math.PI, within(1e-15));
        assertThat(arc.value(none, 4, 4, 4)).isCloseTo(4, within(1e-12));
        assertThat(arc.value(none, 0, 0, 4)).isZero();
    }

    @Test
    void aCopyOfPointsIsItsOwn() {
        float[] values = {1, 2, 3, 4};
        try (StepScope scope = StepScope.open()) {
            Tensor tensor = Tensors.of(values, 2, 2);
            try (FeatureVectors points = FeatureVectors.of(tensor)) {
                tensor.zero_();
                assertThat(Tensors.floats(points.values())).isEqualTo(values);
                assertThat(Arrays.asList(points.count(), points.dimensions())).containsExactly(2, 2);
            }
        }
    }
}
