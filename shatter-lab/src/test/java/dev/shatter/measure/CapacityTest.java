package dev.shatter.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.bound.ReluVcDimension;
import dev.shatter.data.Shape;
import dev.shatter.measure.capacity.VcDimension;
import dev.shatter.measure.norm.Homogeneous;
import dev.shatter.network.Convolution;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.network.Placed;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What capacity and norm-based theorems read of a network, each against a naive reading. */
class CapacityTest {
    /** Widths of a dense network; the last layer counts K(K-1) comparisons. */
    @Test
    void vcDimensionOfADenseNetwork() {
        try (Network network = Network.create(Networks.architecture("mlp:5-4", Shape.of(7), 3), 1)) {
            ReluVcDimension expected = ReluVcDimension.of(new double[] {5, 4, 6}, new double[] {40, 24, 15});
            assertThat(VcDimension.of(network)).isEqualTo(expected);
        }
        try (Network network = Network.create(Networks.architecture("linear", Shape.of(7), 2), 1)) {
            assertThat(VcDimension.of(network).best()).isEqualTo(8);
        }
    }

    /** Shared parameters, positions as units, max-pooling as comparisons: 4 values make 6. */
    @Test
    void vcDimensionOfAConvolution() {
        try (Network network = Network.create(Networks.architecture("cnn:3,pool=max", Shape.of(1, 6, 6), 3), 1)) {
            ReluVcDimension expected =
                    ReluVcDimension.of(new double[] {3 * 36, 3 * 9 * 6, 6}, new double[] {30, 0, 27 * 3 + 3});
            assertThat(VcDimension.of(network)).isEqualTo(expected);
        }
        try (Network network = Network.create(Networks.architecture("alexnet-small", Shape.of(1, 6, 6), 3), 1)) {
            assertThatThrownBy(() -> VcDimension.of(network))
                    .isInstanceOf(Unmeasurable.class)
                    .hasMessageContaining("lrn1");
        }
    }

    /** The matrix of a convolution, column by column, with its bias and the constant: all norms at most those used. */
    @ParameterizedTest
    @ValueSource(strings = {"cnn:3-4,pool=none,bn=true", "cnn:3,pool=average", "cnn:3-2,pool=none,head=average"})
    void normsOfConvolutionsBoundThoseOfTheUnrolledMatrix(String reference) {
        try (MeasureFixture fixture = new MeasureFixture(reference, 40, 20);
                StepScope scope = StepScope.open()) {
            Homogeneous norms = Homogeneous.of(fixture.subject);
            Placed place = fixture.subject.wide().placed().get(0);
            Convolution convolution = (Convolution) place.layer();
            int in = Math.toIntExact(place.input().elements());
            int out = Math.toIntExact(place.output().elements());
            Tensor basis = torch.eye(in)
                    .to(torch.ScalarType.Double)
                    .view(in, 1, place.input().height(), place.input().width());
            Tensor images = torch.conv2d(
                    basis,
                    fixture.subject.wide().parameter("conv1.weight").detach(),
                    new TensorOptional(),
                    new long[] {
                        convolution.rows().stride(), convolution.columns().stride()
                    },
                    new long[] {
                        convolution.rows().padding(), convolution.columns().padding()
                    },
                    new long[] {1, 1},
                    1);
            double[] flat = Tensors.doubles(images.reshape(in, out).t());
            double[] bias = Tensors.doubles(
                    fixture.subject.wide().parameter("conv1.bias").detach());
            double[][] matrix = new double[out + 1][in + 1];
            double frobenius = 1;
            double rows = 0;
            for (int i = 0; i < out; i++) {
                System.arraycopy(flat, i * in, matrix[i], 0, in);
                matrix[i][in] = bias[i / (out / bias.length)];
                double squares = Arrays.stream(matrix[i]).map(x -> x * x).sum();
                frobenius += squares;
                rows += Math.sqrt(squares);
            }
            matrix[out][in] = 1;
            // Zero padding cuts kernels at the border: the closed forms are above, and not far above.
            assertThat(norms.spectral()[0]).isBetween(Naive.svd(matrix)[0], 1.5 * Naive.svd(matrix)[0]);
            assertThat(norms.frobenius()[0]).isBetween(Math.sqrt(frobenius), 1.3 * Math.sqrt(frobenius));
            assertThat(norms.distances()[0]).isBetween(rows, 1.3 * rows);
            assertThat(norms.width()).isGreaterThanOrEqualTo(out + 1);
        }
    }

    @Test
    void averagingShrinksTheNextLayerAndTheLipschitzConstantHolds() {
        try (MeasureFixture fixture = new MeasureFixture("cnn:3,pool=average", 40, 20);
                StepScope scope = StepScope.open()) {
            Homogeneous norms = Homogeneous.of(fixture.subject);
            assertThat(norms.pools()).isEmpty();
            // Each output is an average over 2 x 2, half as long as the vector it averages at most.
            double[] weight = Tensors.doubles(
                    fixture.subject.wide().parameter("dense1.weight").detach());
            double[] bias = Tensors.doubles(
                    fixture.subject.wide().parameter("dense1.bias").detach());
            double squares = Arrays.stream(weight).map(w -> w * w / 4).sum()
                    + Arrays.stream(bias).map(b -> b * b).sum();
            assertThat(norms.frobenius()[1]).isCloseTo(Math.sqrt(squares), within(1e-9));
            Tensor x = torch.randn(20, 1, 6, 6).to(torch.ScalarType.Double);
            Tensor y = torch.randn(20, 1, 6, 6).to(torch.ScalarType.Double);
            Network network = fixture.subject.wide();
            double[] apart = Tensors.doubles(network.forward(x, false)
                    .sub(network.forward(y, false))
                    .square()
                    .sum(new long[] {1}, false, new org.bytedeco.pytorch.ScalarTypeOptional()));
            double[] inputs = Tensors.doubles(
                    x.sub(y).square().sum(new long[] {1, 2, 3}, false, new org.bytedeco.pytorch.ScalarTypeOptional()));
            for (int i = 0; i < apart.length; i++) {
                assertThat(Math.sqrt(apart[i] / inputs[i])).isLessThanOrEqualTo(norms.lipschitz());
            }
        }
    }
}
