package dev.shatter.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.data.Shape;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytedeco.pytorch.AutoGradMode;
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

/** What a layer says of itself holds for its function. A new layer adds a line to {@link #CASES}. */
class LayerContractTest {
    private static final Map<Layer, Shape> CASES = new LinkedHashMap<>();

    static {
        Shape image = Shape.of(4, 6, 5);
        CASES.put(new Relu(), image);
        CASES.put(new Relu6(), image);
        CASES.put(new LeakyRelu(0.1), image);
        CASES.put(new LeakyRelu(-2), image);
        CASES.put(new Tanh(), image);
        CASES.put(new Sigmoid(), image);
        CASES.put(new Softplus(), image);
        CASES.put(new Silu(), image);
        CASES.put(new Gelu(false), image);
        CASES.put(new Gelu(true), image);
        CASES.put(new Affine(), image);
        CASES.put(new AveragePool(2, 2), image);
        CASES.put(new AveragePool(Side.of(3, 2, 1), Side.of(2, 1, 0)), image);
        CASES.put(new MaxPool(2, 2, 0), image);
        CASES.put(new MaxPool(Side.of(3, 2, 1), new Side(2, 1, 0, 2)), image);
        CASES.put(new GlobalAveragePool(), image);
        CASES.put(new Convolution(6, 3, 2, 1, true), image);
        CASES.put(new Convolution(8, new Side(3, 1, 2, 2), Side.of(2, 1, 0), 4, false), image);
        CASES.put(new Dense(3, true), Shape.of(7));
        CASES.put(new Dropout(0.5), image);
        CASES.put(new OneLogit(), Shape.of(1));
        CASES.put(new Logarithm(), image);
        CASES.put(new Flatten(), image);
        CASES.put(new Scaling(2), image);
        CASES.put(new Signal(), Shape.of(3, 7));
        CASES.put(new Subsample(6, 2), image);
        CASES.put(new LocalResponseNorm(2, 1, 0.1, 0.75), image);
        CASES.put(new BatchNorm(true), image);
        CASES.put(new GroupNorm(2, 1e-5, true, true), image);
        CASES.put(new LayerNorm(1, 1e-5, true, true), image);
        CASES.put(new LayerNorm(3, 1e-5, false, true), image);
        CASES.put(new Branches(List.of(List.of(new Relu()), List.of())), image);
        CASES.put(new Sum(List.of(List.of(new Relu()), List.of())), image);
    }

    private static final int BATCH = 50;

    @Test
    void everyLayerIsHeldToTheContract() {
        assertThat(CASES.keySet().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(kinds(Layer.class)
                        // A program of somebody else: see ScriptSubjectTest.
                        .filter(kind -> kind != Scripted.class)
                        .toList());
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(LayerContractTest::kinds)
                : Stream.of(type);
    }

    @TestFactory
    List<DynamicTest> contract() {
        List<DynamicTest> tests = new ArrayList<>();
        CASES.forEach((layer, shape) ->
                tests.add(DynamicTest.dynamicTest(layer.toString(), () -> new Trial(layer, shape).hold())));
        return tests;
    }

    /** A layer with biases of 0 and random weights, in fp64. */
    private record Trial(Layer layer, Shape shape) {
        void hold() {
            Architecture architecture = new Architecture(
                    "layer",
                    shape,
                    Math.toIntExact(layer.output(shape).elements()),
                    List.of(layer, new Flatten()),
                    Initialisation.HE);
            try (StepScope scope = StepScope.open();
                    NoGradGuard off = new NoGradGuard();
                    Network network = Network.create(architecture, 1, ScalarType.Double)) {
                Tensor x = inputs(1);
                Tensor y = network.forward(x, Pass.EVALUATION);
                assertThat(y.size(1)).isEqualTo(layer.output(shape).elements());
                Tensor scaled = network.forward(x.mul(new Scalar(2.5)), Pass.EVALUATION);
                boolean homogeneous = difference(scaled, y.mul(new Scalar(2.5))) < 1e-12;
                assertThat(homogeneous).isEqualTo(layer.homogeneous() || layer instanceof BatchNorm);
                for (Placed place : architecture.placed()) {
                    place.operation().filter(layer::equals).ifPresent(o -> hold(o, network, x, y));
                }
            }
        }

        /** The derivative that is written out is autograd's, by the input and by every tensor. */
        private void holdStage(Operation operation, Function<Site, Stage> stage, Network network, Tensor x) {
            Placed place = network.placed().get(0);
            Generators.seed(7, "stage");
            Tensor mask = operation.mask(ScalarType.Double, x.shape()).orElse(x);
            Map<String, Tensor> own = new HashMap<>(Map.of(Dropout.MASK, mask.unsqueeze(0)));
            Map<String, Tensor> slopes = new HashMap<>();
            TensorVector leaves = new TensorVector(x.detach().set_requires_grad(true));
            for (ParameterSpec spec : place.parameters()) {
                Tensor value = network.parameter(place.name(spec));
                own.put(spec.name(), value.detach().unsqueeze(0));
                slopes.put(spec.name(), torch.zeros_like(own.get(spec.name())));
                leaves.push_back(value);
            }
            List<Tensor> kept = new ArrayList<>();
            try (StepScope scope = StepScope.open()) {
                Site site =
                        new Site(1, BATCH, shape, ScalarType.Double, own::get, slopes::get, false, true, scope, kept);
                Stage made = stage.apply(site);
                Tensor y = made.forward(x.unsqueeze(0)).clone();
                Tensor g = torch.randn_like(y);
                Tensor expected;
                TensorVector gradients;
                try (AutoGradMode on = new AutoGradMode(true)) {
                    Generators.seed(7, "stage");
                    expected = operation.apply(leaves.get(0), network.values(place), Pass.TRAINING);
                    gradients = torch.grad(
                            new TensorVector(expected.mul(g.select(0, 0)).sum()), leaves);
                }
                Tensor byInput = made.backward(g);
                assertThat(difference(y.select(0, 0), expected.detach())).isLessThan(1e-14);
                assertThat(difference(byInput.select(0, 0), gradients.get(0))).isLessThan(1e-14);
                int i = 1;
                for (ParameterSpec spec : place.parameters()) {
                    assertThat(difference(slopes.get(spec.name()).select(0, 0), gradients.get(i++)))
                            .isLessThan(1e-12);
                }
            } finally {
                kept.forEach(Tensor::close);
            }
        }

        private void hold(Operation operation, Network network, Tensor x, Tensor y) {
            Tensor other = inputs(2);
            Tensor image = network.forward(other, Pass.EVALUATION);
            if (operation.linear() || operation.kernel().isPresent()) {
                assertThat(difference(network.forward(x.add(other), Pass.EVALUATION), y.add(image)))
                        .isLessThan(1e-12);
            }
            if (operation.fixesZero()) {
                assertThat(network.forward(torch.zeros_like(x), Pass.EVALUATION)
                                .abs()
                                .max()
                                .item_double())
                        .isZero();
            }
            if (operation.trainingOnly()) {
                assertThat(difference(y, x.flatten(1, -1))).isZero();
            }
            if (operation.unitwise()) {
                Tensor flat = x.flatten().view(x.numel(), 1);
                Tensor alone = operation.apply(flat, name -> x, Pass.EVALUATION);
                assertThat(difference(alone.flatten(), y.flatten())).isLessThan(1e-15);
            }
            operation.stage().ifPresent(stage -> holdStage(operation, stage, network, x));
            operation.lipschitz(shape).ifPresent(constant -> {
                // Far, and near, where slopes count.
                for (double step : new double[] {1, 1e-3}) {
                    Tensor moved = x.add(other, new Scalar(step));
                    Tensor change = network.forward(moved, Pass.EVALUATION).sub(y);
                    for (int i = 0; i < BATCH; i++) {
                        double distance = step * other.select(0, i).norm().item_double();
                        assertThat(change.select(0, i).norm().item_double())
                                .isLessThanOrEqualTo(constant * distance * (1 + 1e-9));
                    }
                }
            });
            long weights = operation.parameters(shape).stream()
                    .filter(spec -> spec.role() == ParameterSpec.Role.WEIGHT)
                    .mapToLong(ParameterSpec::count)
                    .sum();
            assertThat(operation.multiplications(shape)).isGreaterThanOrEqualTo(weights);
            operation
                    .biased()
                    .ifPresent(biased -> assertThat(biased.parameters(shape))
                            .anyMatch(spec -> spec.role() == ParameterSpec.Role.BIAS));
        }

        private Tensor inputs(long seed) {
            long[] sizes = Stream.concat(Stream.of(BATCH), shape.sizes().stream())
                    .mapToLong(Integer::longValue)
                    .toArray();
            return torch.randn(sizes, Generators.of(seed, "layer"), new TensorOptions(ScalarType.Double))
                    .mul(new Scalar(2));
        }

        private static double difference(Tensor a, Tensor b) {
            return a.sub(b).abs().max().item_double();
        }
    }

    /** The largest slopes of GELU and SiLU on a fine grid are not above what is said, and within 1e-4 of it. */
    @Test
    void largestSlopesOfSmoothActivationsAreTight() {
        for (Activation activation :
                List.of(new Gelu(false), new Gelu(true), new Silu(), new Sigmoid(), new Tanh(), new Softplus())) {
            try (StepScope scope = StepScope.open()) {
                Tensor x = torch.arange(
                        new Scalar(-20.0), new Scalar(20.0), new Scalar(1e-3), new TensorOptions(ScalarType.Double));
                double[] values = Tensors.doubles(activation.apply(x, name -> x, Pass.EVALUATION));
                double steepest = 0;
                for (int i = 1; i < values.length; i++) {
                    steepest = Math.max(steepest, Math.abs(values[i] - values[i - 1]) / 1e-3);
                }
                double said = activation.lipschitz(Shape.of(1)).orElseThrow();
                assertThat(steepest)
                        .as(activation.text())
                        .isLessThanOrEqualTo(said + 1e-9)
                        .isCloseTo(said, within(1e-4));
            }
        }
    }
}
