package dev.shatter.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.bound.Certificate;
import dev.shatter.bound.CodeLength;
import dev.shatter.bound.Loss;
import dev.shatter.bound.Occam;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.ReluVcDimension;
import dev.shatter.certify.Certifiers;
import dev.shatter.data.Progress;
import dev.shatter.data.Shape;
import dev.shatter.network.Convolution;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.network.Placed;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates of the classical theories on trained networks, each against a naive reading. */
class ClassicalCertifiersTest {
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
            Homogeneous norms = fixture.subject.homogeneous();
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
                    new long[] {convolution.stride(), convolution.stride()},
                    new long[] {convolution.padding(), convolution.padding()},
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
            Homogeneous norms = fixture.subject.homogeneous();
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

    @Test
    void maxPoolingIsOutsideTheoremsAboutSingleUnits() {
        try (MeasureFixture fixture = new MeasureFixture("cnn:3,pool=max", 40, 20)) {
            List<Certifiers.Result> results =
                    Certifiers.all(fixture.subject, Certifiers.usual(), 0.05, Progress.SILENT);
            assertThat(find(results, "golowich").reason()).contains("pool1");
            assertThat(find(results, "spectral").proofs()).isNotEmpty();
        }
    }

    private static Certifiers.Result find(List<Certifiers.Result> results, String name) {
        return results.stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
    }

    /** Every decoded value is a multiple of its tensor's step, and the bits are those of the shorter code. */
    @Test
    void theCodeIsWhatTheDecodedNetworkNeeds() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:4,init=torch", 60, 20)) {
            Quantised.Code code = Quantised.encode(fixture.subject.folded(), 3);
            long bits = CodeLength.choice(7);
            try (Network decoded = code.network()) {
                for (var entry : fixture.subject.folded().parameters().entrySet()) {
                    double[] before = Tensors.doubles(entry.getValue().detach());
                    double[] after =
                            Tensors.doubles(decoded.parameter(entry.getKey()).detach());
                    float largest = 0;
                    for (double w : before) {
                        largest = Math.max(largest, (float) Math.abs(w));
                    }
                    float step = Quantised.roundedUp(largest) / 3;
                    long[] counts = new long[7];
                    for (int i = 0; i < before.length; i++) {
                        assertThat(Math.abs(before[i] - after[i])).isLessThanOrEqualTo(step * 0.5001);
                        long symbol = Math.round(after[i] / step);
                        assertThat(after[i]).isCloseTo(symbol * (double) step, within(1e-6));
                        counts[(int) symbol + 3]++;
                    }
                    bits += 17 + Math.min(3L * before.length, CodeLength.enumerative(counts));
                }
                assertThat(code.bits()).isEqualTo(bits);
                Outputs outputs = Outputs.of(decoded, fixture.subject.train());
                double error = (double) outputs.errors() / outputs.count();
                Proof best = Quantised.prove(fixture.subject, 0.05);
                assertThat(best.certificate().value())
                        .isLessThanOrEqualTo(Occam.upper(error, Occam.nats(bits), 60, 0.05))
                        .isEqualTo(Occam.upper(best.number("error"), Occam.nats(best.number("bits")), 60, 0.05));
                assertThat(best.certificate().scope().predictor()).isEqualTo(Predictor.COMPRESSED);
            }
        }
        assertThat(Quantised.roundedUp(1f)).isEqualTo(1f);
        assertThat(Quantised.roundedUp(1.001f)).isEqualTo(1.0078125f);
    }

    /** Softmax regression near its minimum: the gradient is what is left, and the numbers are the theorem's. */
    @Test
    void softmaxRegressionWithWeightDecayIsStable() {
        try (MeasureFixture fixture = new MeasureFixture("linear", 60, 30)) {
            fixture.subject.inputsWithin(20);
            assertThatThrownBy(() -> ClassicalCertifiers.stability(fixture.subject, 0.05))
                    .isInstanceOf(Unmeasurable.class)
                    .hasMessageContaining("weight decay");
            double decay = 50;
            fixture.subject.weightDecay(decay);
            Certificate certificate = ClassicalCertifiers.stability(fixture.subject, 0.05);
            assertThat(certificate.scope().loss()).isEqualTo(Loss.CLIPPED_CROSS_ENTROPY);
            double beta = 2 * 401 / (Math.log(2) * decay * 60);
            double root = Math.sqrt(Math.log(20) / 120);
            assertThat(certificate.value()).isGreaterThan(2 * beta + (4 * 60 * beta + 1) * root);
            List<Certifiers.Result> golowich = Certifiers.all(
                    fixture.subject, List.of(Certifiers.CATALOGUE.parse("golowich")), 0.05, Progress.SILENT);
            assertThat(ClassicalCertifiers.rademacher(fixture.subject, 0.05).value())
                    .isPositive()
                    .isLessThan(golowich.get(0).proofs().get(0).certificate().value());
        }
    }
}
