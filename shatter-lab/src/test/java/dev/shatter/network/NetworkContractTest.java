package dev.shatter.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Variant;
import dev.shatter.data.Shape;
import dev.shatter.torch.Generators;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every network family must do, whatever its options. A new family adds a line to {@link #CASES}. */
class NetworkContractTest {
    /** References, each on a small input it fits. */
    private static final Map<String, Shape> CASES = new LinkedHashMap<>();

    static {
        CASES.put("linear", Shape.of(2, 3, 3));
        CASES.put("linear,bias=false", Shape.of(7));
        CASES.put("mlp:9x2", Shape.of(1, 3, 4));
        CASES.put("mlp:8,activation=tanh,init=glorot", Shape.of(6));
        CASES.put("mlp:8-5,bn=true,activation=softplus", Shape.of(6));
        CASES.put("mlp:16,dropout=0.5", Shape.of(6));
        CASES.put("alexnet-small", Shape.of(2, 6, 6));
        CASES.put("inception-small", Shape.of(1, 8, 8));
        CASES.put("inception-small,bn=false", Shape.of(2, 7, 8));
        CASES.put("cnn:3-4", Shape.of(1, 8, 8));
        CASES.put("cnn:4x2,kernel=5,pool=average,bn=true,head=average", Shape.of(3, 9, 8));
        CASES.put("cnn:3-4,bn=true", Shape.of(12));
        CASES.put("cnn:3-4,pool=average,head=average", Shape.of(2, 12));
        CASES.put("mlp:8,activation=gelu", Shape.of(6));
        CASES.put("resnet:3-4", Shape.of(2, 8, 8));
        CASES.put("resnet:3-4,blocks=2,shortcut=pad,norm=none,activation=silu", Shape.of(1, 6, 6));
        CASES.put("resnet:4-4,norm=layer,activation=tanh", Shape.of(9));
        CASES.put("inception-v3,divide=8", Shape.of(1, 75, 75));
    }

    private static final int CLASSES = 4;
    private static final int BATCH = 5;

    @Test
    void everyFamilyIsHeldToTheContract() {
        assertThat(CASES.keySet().stream()
                        .map(reference -> Networks.CATALOGUE.parse(reference).name())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Networks.CATALOGUE.names());
    }

    @TestFactory
    List<DynamicTest> contract() {
        List<DynamicTest> tests = new ArrayList<>();
        CASES.forEach((reference, shape) -> {
            Variant variant = Networks.CATALOGUE.parse(reference);
            Architecture architecture = Networks.architecture(variant, shape, CLASSES);
            tests.add(DynamicTest.dynamicTest(reference + ": shapes and counts", () -> shapes(architecture)));
            tests.add(DynamicTest.dynamicTest(reference + ": seeds", () -> seeds(architecture)));
            tests.add(DynamicTest.dynamicTest(reference + ": state", () -> state(architecture)));
            tests.add(DynamicTest.dynamicTest(reference + ": gradient", () -> gradient(architecture)));
            tests.add(DynamicTest.dynamicTest(reference + ": lean", () -> lean(architecture)));
            tests.add(DynamicTest.dynamicTest(reference + ": one by one", () -> oneByOne(architecture)));
        });
        return tests;
    }

    private static Tensor inputs(Architecture architecture, ScalarType type) {
        long[] sizes = LongStream.concat(
                        LongStream.of(BATCH),
                        architecture.input().sizes().stream().mapToLong(Integer::longValue))
                .toArray();
        return torch.randn(sizes, Generators.of(3, "inputs"), new TensorOptions(ScalarType.Double))
                .to(type);
    }

    private static void shapes(Architecture architecture) {
        try (StepScope scope = StepScope.open();
                Network network = Network.create(architecture, 1)) {
            assertThat(network.forward(inputs(architecture, ScalarType.Float), false)
                            .shape())
                    .containsExactly(BATCH, CLASSES);
            long values = network.parameters().values().stream()
                    .mapToLong(Tensor::numel)
                    .sum();
            assertThat(values)
                    .isEqualTo(architecture.parameterCount())
                    .isEqualTo(network.flat().numel())
                    .isEqualTo(architecture.describe().stream()
                            .mapToLong(Architecture.Row::parameters)
                            .sum());
            assertThat(architecture
                            .describe()
                            .get(architecture.describe().size() - 1)
                            .output())
                    .isEqualTo(Shape.of(CLASSES));
        }
    }

    private static void seeds(Architecture architecture) {
        try (StepScope scope = StepScope.open();
                Network first = Network.create(architecture, 5);
                Network again = Network.create(architecture, 5);
                Network other = Network.create(architecture, 6)) {
            assertThat(torch.equal(first.flat(), again.flat())).isTrue();
            assertThat(torch.equal(first.flat(), other.flat())).isFalse();
            Tensor x = inputs(architecture, ScalarType.Float);
            assertThat(Tensors.floats(first.forward(x, false)))
                    .containsExactly(Tensors.floats(again.forward(x, false)));
        }
    }

    private static void state(Architecture architecture) {
        try (StepScope scope = StepScope.open();
                Network network = Network.create(architecture, 5)) {
            Tensor x = inputs(architecture, ScalarType.Float);
            network.forward(x, true);
            Map<String, HostArray> state = network.state();
            try (Network restored = Network.of(architecture, state);
                    Network copy = network.copy()) {
                float[] expected = Tensors.floats(network.forward(x, false));
                assertThat(Tensors.floats(restored.forward(x, false))).containsExactly(expected);
                network.flat().zero_();
                assertThat(Tensors.floats(copy.forward(x, false))).containsExactly(expected);
            }
        }
    }

    /** Directional derivatives in fp64 against central differences: |error| of order h² and 1e-16/h. */
    private static void gradient(Architecture architecture) {
        double h = 1e-6;
        for (boolean training : new boolean[] {false, true}) {
            try (StepScope scope = StepScope.open();
                    Network network = Network.create(architecture, 2, ScalarType.Double)) {
                Tensor x = inputs(architecture, ScalarType.Double);
                Tensor labels = Tensors.indices(0, 1, 2, 3, 0);
                Pass pass = new Pass(training, false);
                TensorVector leaves =
                        new TensorVector(network.parameters().values().toArray(Tensor[]::new));
                Generators.seed(1);
                Tensor loss = torch.cross_entropy_loss(network.forward(x, pass), labels);
                TensorVector gradients = torch.grad(new TensorVector(loss), leaves);
                List<Tensor> flattened = new ArrayList<>();
                for (long i = 0; i < gradients.size(); i++) {
                    flattened.add(gradients.get(i).flatten());
                }
                Tensor gradient = torch.cat(new TensorVector(flattened.toArray(Tensor[]::new)));
                try (NoGradGuard guard = new NoGradGuard()) {
                    for (int direction = 0; direction < 3; direction++) {
                        Tensor v = torch.randn(
                                network.flat().shape(),
                                Generators.of(direction, "direction"),
                                new TensorOptions(ScalarType.Double));
                        v = v.div(v.norm());
                        double expected = gradient.dot(v).item_double();
                        double up = moved(network, v, h, x, labels, pass);
                        double down = moved(network, v, -2 * h, x, labels, pass);
                        moved(network, v, h, x, labels, pass);
                        assertThat((up - down) / (2 * h)).isCloseTo(expected, within(1e-5 + 1e-4 * Math.abs(expected)));
                    }
                }
            }
        }
    }

    private static double moved(Network network, Tensor v, double step, Tensor x, Tensor labels, Pass pass) {
        network.flat().add_(v, new Scalar(step));
        // Dropout must draw the same units each time.
        Generators.seed(1);
        return torch.cross_entropy_loss(network.forward(x, pass), labels).item_double();
    }

    /** The lean training pass is the same function and the same gradient up to rounding. */
    private static void lean(Architecture architecture) {
        try (StepScope scope = StepScope.open();
                Network network = Network.create(architecture, 4, ScalarType.Double)) {
            List<double[]> results = new ArrayList<>();
            for (Pass pass : List.of(Pass.TRAINING, Pass.LEAN_TRAINING)) {
                Generators.seed(1);
                Tensor logits = network.forward(inputs(architecture, ScalarType.Double), pass);
                TensorVector leaves =
                        new TensorVector(network.parameters().values().toArray(Tensor[]::new));
                TensorVector gradients =
                        torch.grad(new TensorVector(logits.pow(new Scalar(2)).sum()), leaves);
                results.add(Tensors.doubles(logits));
                results.add(Tensors.doubles(gradients.get(0)));
            }
            assertThat(results.get(2)).containsExactly(results.get(0), within(1e-10));
            double largest = Arrays.stream(results.get(1)).map(Math::abs).max().orElseThrow();
            assertThat(results.get(3)).containsExactly(results.get(1), within(1e-10 * (1 + largest)));
        }
    }

    /** In evaluation mode an example's logits do not depend on the batch it is in. */
    private static void oneByOne(Architecture architecture) {
        try (StepScope scope = StepScope.open();
                NoGradGuard guard = new NoGradGuard();
                Network network = Network.create(architecture, 4, ScalarType.Double)) {
            Tensor x = inputs(architecture, ScalarType.Double);
            double[] together = Tensors.doubles(network.forward(x, false));
            for (int i = 0; i < BATCH; i++) {
                double[] alone = Tensors.doubles(network.forward(x.narrow(0, i, 1), false));
                assertThat(alone)
                        .containsExactly(Arrays.copyOfRange(together, i * CLASSES, (i + 1) * CLASSES), within(1e-9));
            }
        }
    }
}
