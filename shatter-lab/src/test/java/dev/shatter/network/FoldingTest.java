package dev.shatter.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.data.Shape;
import dev.shatter.torch.Generators;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {
    private static Architecture architecture(Shape input, int classes, Layer... layers) {
        return new Architecture("test", input, classes, List.of(layers), Initialisation.HE);
    }

    /** w=3, b=1, g=2, beta=.5, mean=1, var=4: s = 2/sqrt(4 + 1e-5), so w' = 3 and b' = .5 up to 4e-6. */
    @Test
    void oneUnitByHand() {
        Architecture one = architecture(Shape.of(1), 1, new Dense(1, true), new BatchNorm(true));
        Map<String, HostArray> state = Map.of(
                "dense1.weight", HostArray.of(new float[] {3}, 1, 1),
                "dense1.bias", HostArray.of(new float[] {1}, 1),
                "bn1.scale", HostArray.of(new float[] {2}, 1),
                "bn1.shift", HostArray.of(new float[] {0.5f}, 1),
                "bn1.mean", HostArray.of(new float[] {1}, 1),
                "bn1.variance", HostArray.of(new float[] {4}, 1));
        try (Network network = Network.of(one, state);
                Network folded = Folding.fold(network)) {
            assertThat(Tensors.doubles(folded.parameter("dense1.weight"))[0]).isCloseTo(3, within(5e-6));
            assertThat(Tensors.doubles(folded.parameter("dense1.bias"))[0]).isCloseTo(0.5, within(5e-6));
            assertThat(folded.buffers()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "inception-small, 2x8x8",
        "'cnn:6x2,bn=true,dropout=0.3', 2x8x8",
        "'mlp:30-20,bn=true,dropout=0.5', 1x4x4",
        "alexnet-small, 1x6x6",
        "'resnet:4-8,blocks=2', 2x8x8",
        "'resnet:4-8,shortcut=pad', 1x9x8",
        "'resnet:4-8,activation=gelu', 20"
    })
    void isTheSameFunctionOnAHundredInputs(String reference, String shape) {
        Shape input = Shape.parse(shape);
        try (StepScope scope = StepScope.open();
                Network network = Network.create(Networks.architecture(reference, input, 10), 3)) {
            // Training passes move the running statistics away from 0 and 1.
            for (int i = 0; i < 5; i++) {
                network.forward(inputs(input, 50, i).mul_(new org.bytedeco.pytorch.Scalar(2)), true);
            }
            try (Network folded = Folding.fold(network);
                    NoGradGuard guard = new NoGradGuard()) {
                Tensor x = inputs(input, 100, 99);
                float[] expected = Tensors.floats(network.forward(x, false));
                assertThat(Tensors.floats(folded.forward(x, false))).containsExactly(expected, within(1e-5f));
                assertThat(folded.architecture().all())
                        .noneMatch(p -> p.layer() instanceof BatchNorm || p.layer() instanceof Dropout);
            }
        }
    }

    @Test
    void biasesBecomeWeightsExactly() {
        Shape input = Shape.of(1, 3, 4);
        try (StepScope scope = StepScope.open();
                NoGradGuard guard = new NoGradGuard();
                Network network =
                        Network.create(Networks.architecture("mlp:9-7,init=torch", input, 5), 3, ScalarType.Double);
                Network free = Folding.homogenise(network)) {
            Tensor x = inputs(input, 100, 1).to(ScalarType.Double);
            double[] expected = Tensors.doubles(network.forward(x, false));

            assertThat(Tensors.doubles(free.forward(Folding.withOne(x), false)))
                    .containsExactly(expected, within(1e-12));
            assertThat(free.parameters().keySet()).noneMatch(name -> name.endsWith("bias"));
            Tensor first = free.parameter("dense1.weight");
            assertThat(first.shape()).containsExactly(10, 13);
            double[] last = Tensors.doubles(first.select(0, 9));
            assertThat(last[12]).isEqualTo(1);
            assertThat(java.util.Arrays.stream(last).sum()).isEqualTo(1);
        }
    }

    /** Before its layer, a batch norm stays as a scale and a shift; parallel sequences keep theirs apart. */
    @Test
    void whatNoLayerTakesInStaysAsAScaleAndAShift() {
        Architecture architecture = architecture(
                Shape.of(2, 4, 4),
                3,
                new BatchNorm(false, 1e-3),
                new Relu(),
                new Sum(List.of(
                        List.of(),
                        List.of(
                                new Convolution(2, 3, 1, 1, false),
                                new BatchNorm(true),
                                new Relu(),
                                new BatchNorm(true)),
                        List.of(new Dropout(0.5)))),
                new Flatten(),
                new Dense(3, true));
        try (StepScope scope = StepScope.open();
                Network network = Network.create(architecture, 3)) {
            for (int i = 0; i < 5; i++) {
                network.forward(inputs(architecture.input(), 50, i), true);
            }
            try (Network folded = Folding.fold(network);
                    Network again = Folding.fold(folded);
                    NoGradGuard guard = new NoGradGuard()) {
                Tensor x = inputs(architecture.input(), 100, 99);
                float[] expected = Tensors.floats(network.forward(x, false));
                assertThat(Tensors.floats(folded.forward(x, false))).containsExactly(expected, within(1e-5f));
                assertThat(Tensors.floats(again.forward(x, false))).containsExactly(expected, within(1e-5f));
                assertThat(folded.architecture().all())
                        .extracting(Placed::name)
                        .containsExactly("affine1", "relu1", "conv1", "relu2", "affine2", "sum1", "flatten1", "dense1");
            }
        }
    }

    @Test
    void refusesWhatIsNotTheSameFunction() {
        Architecture tanh = architecture(Shape.of(3), 2, new Dense(4, true), new Tanh(), new Dense(2, true));
        try (Network second = Network.create(tanh, 1)) {
            assertThatThrownBy(() -> Folding.homogenise(second))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tanh1");
        }
    }

    private static Tensor inputs(Shape shape, int n, long seed) {
        long[] sizes = new long[shape.sizes().size() + 1];
        sizes[0] = n;
        for (int i = 1; i < sizes.length; i++) {
            sizes[i] = shape.sizes().get(i - 1);
        }
        return torch.randn(sizes, Generators.of(seed, "inputs"), new TensorOptions(ScalarType.Float));
    }
}
