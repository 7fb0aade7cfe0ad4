package dev.shatter.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.data.Shape;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.network.Pass;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Examples;
import dev.shatter.train.Losses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that products tell of the Hessian of about 2,000 parameters in fp64, against the matrix itself, which is formed
 * once a network from one graph of all examples: nothing is shared with the operator but the network.
 */
class DenseCurvatureTest {
    private static final int N = 12;
    private static final int CLASSES = 10;

    /** A network, its examples and its dense Hessian. */
    private record Case(Network network, Examples examples, Tensor hessian, double[] values) {
        Case {
            values = values.clone();
        }

        LocalLoss at(int block) {
            return LocalLoss.of(
                    new EmpiricalLoss(network, Losses.CATALOGUE.get("cross-entropy"), examples, block), network.flat());
        }

        LinearOperator operator(int block) {
            return CurvatureMatrices.HESSIAN.at(at(block));
        }
    }

    private static final Map<String, Case> CASES = new LinkedHashMap<>();
    private static final List<AutoCloseable> OPEN = new ArrayList<>();

    @BeforeAll
    static void form() {
        StepScope scope = StepScope.open();
        OPEN.add(scope);
        CASES.put("mlp", form("mlp:22x2,activation=tanh", "40"));
        CASES.put("cnn", form("cnn:7-14,bn=true", "1x8x8"));
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable open : OPEN) {
            open.close();
        }
    }

    private static Case form(String reference, String shape) {
        Network network =
                Network.create(Networks.architecture(reference, Shape.parse(shape), CLASSES), 4, ScalarType.Double);
        long[] sizes = LongStream.concat(
                        LongStream.of(N),
                        network.architecture().input().sizes().stream().mapToLong(Integer::longValue))
                .toArray();
        Tensor x = torch.randn(sizes, Generators.of(5, "x"), new TensorOptions(ScalarType.Double));
        Tensor y = Tensors.indices(IntStream.range(0, N).map(i -> i % CLASSES).toArray());
        network.buffers().forEach((name, buffer) -> {
            // Statistics that are not 0 and 1: evaluation mode has to read them.
            buffer.copy_(torch.rand(buffer.shape(), Generators.of(6, name), new TensorOptions(ScalarType.Double))
                    .add(new Scalar(0.5)));
        });
        Tensor leaf = network.flat().detach().clone().set_requires_grad(true);
        Tensor loss = Losses.CATALOGUE
                .get("cross-entropy")
                .each(network.forward(x, ParameterViews.of(network.architecture(), leaf), Pass.EVALUATION), y)
                .mean();
        Tensor gradient = grad(loss, leaf, true);
        int p = Math.toIntExact(leaf.numel());
        Tensor hessian = torch.zeros(new long[] {p, p}, leaf.options());
        for (int i = 0; i < p; i++) {
            try (StepScope row = StepScope.open()) {
                hessian.select(0, i).copy_(grad(gradient.select(0, i), leaf, false));
            }
        }
        OPEN.add(0, network);
        return new Case(
                network, Examples.of(x, y), hessian.detach(), Tensors.doubles(torch.linalg_eigvalsh(hessian.detach())));
    }

    private static Tensor grad(Tensor of, Tensor by, boolean create) {
        return torch.grad(
                        new TensorVector(of),
                        new TensorVector(by),
                        new TensorVector(),
                        new BoolOptional(true),
                        create,
                        false)
                .get(0);
    }

    static List<String> names() {
        return List.of("mlp", "cnn");
    }

    private static Case of(String name) {
        return java.util.Objects.requireNonNull(CASES.get(name));
    }

    @ParameterizedTest
    @CsvSource({"mlp, 4", "mlp, 5", "cnn, 4", "cnn, 5"})
    void endsOfTheSpectrumToAMillionth(String name, int block) {
        Case c = of(name);
        assertThat(c.values.length).isBetween(1500, 2500);
        try (StepScope scope = StepScope.open()) {
            Eigenpairs found = Eigenpairs.of(c.operator(block), 5, 2, new Eigenpairs.Effort(400, 1e-7, 1));
            int p = c.values.length;
            for (int k = 0; k < 5; k++) {
                same(found.top().get(k), c.values[p - 1 - k]);
            }
            for (int k = 0; k < 2; k++) {
                same(found.bottom().get(k), c.values[k]);
            }
            // The vectors are what they say.
            Tensor products = found.vectors().matmul(c.hessian);
            for (int k = 0; k < 5; k++) {
                Tensor v = found.vectors().select(0, k);
                Tensor rest = products.select(0, k)
                        .sub(v, new Scalar(found.top().get(k).value()));
                assertThat(Vectors.norm(rest)).isLessThan(found.top().get(k).residual() + 1e-10);
            }
        }
    }

    private static void same(Eigenvalue found, double value) {
        assertThat(found.converged()).isTrue();
        assertThat(found.value()).isCloseTo(value, within(1e-6 * Math.abs(value)));
        assertThat(Math.abs(found.value() - value)).isLessThanOrEqualTo(found.residual() + 1e-12);
    }

    /** Standard errors are of 20 and 60 draws: each 3 of them is a level of 0.7 and 0.4 %; seeds fixed. */
    @ParameterizedTest
    @MethodSource("names")
    void tracesWithinThreeStandardErrors(String name) {
        Case c = of(name);
        double trace = Arrays.stream(c.values).sum();
        double squares = Arrays.stream(c.values).map(v -> v * v).sum();
        Estimate plusPlus = Hutchinson.plusPlus(LinearOperator.of(c.hessian), 60, 2);
        assertThat(plusPlus.value()).isCloseTo(trace, within(3 * plusPlus.standardError()));
        Hutchinson.Both both = Hutchinson.both(LinearOperator.of(c.hessian), 60, 2);
        assertThat(both.trace().value())
                .isCloseTo(trace, within(3 * both.trace().standardError()));
        assertThat(both.ofSquare().value())
                .isCloseTo(squares, within(3 * both.ofSquare().standardError()));
        assertThat(both.frobenius().value())
                .isCloseTo(Math.sqrt(squares), within(3 * both.frobenius().standardError()));
    }

    /** No bias: over 30 seeds the error in standard errors has mean 0 within 3/√30 and a variance of about 19/17. */
    @Test
    void errorsOfHutchPlusPlusAreThoseItStates() {
        try (StepScope scope = StepScope.open()) {
            Tensor values = torch.linspace(new Scalar(1.0), new Scalar(0.0), 80, new TensorOptions(ScalarType.Double))
                    .pow(new Scalar(3.0));
            Tensor turned = torch.linalg_qr(torch.randn(
                            new long[] {80, 80}, Generators.of(3, "turn"), new TensorOptions(ScalarType.Double)))
                    .get0();
            LinearOperator operator =
                    LinearOperator.of(turned.matmul(torch.diag(values)).matmul(turned.t()));
            double trace = values.sum().item_double();
            double[] z = IntStream.range(0, 30)
                    .mapToDouble(seed -> {
                        Estimate found = Hutchinson.plusPlus(operator, 60, seed);
                        return (found.value() - trace) / found.standardError();
                    })
                    .toArray();
            assertThat(Arrays.stream(z).average().orElseThrow()).isCloseTo(0, within(3 / Math.sqrt(30)));
            assertThat(Arrays.stream(z).map(v -> v * v).average().orElseThrow()).isBetween(0.5, 2.2);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void logDeterminantWithinItsStatedError(String name) {
        Case c = of(name);
        double shift = 2 * Math.abs(c.values[0]);
        double exact = Arrays.stream(c.values).map(v -> Math.log(v + shift)).sum();
        // Products of the operator are held against the matrix elsewhere: here its own will do.
        SpectralDensity.LogDeterminant found =
                SpectralDensity.of(LinearOperator.of(c.hessian), 25, 12, 1).logDeterminant(shift);
        assertThat(found.value().value())
                .isCloseTo(exact, within(3 * found.value().standardError() + found.half()));
        assertThat(found.half()).isLessThan(0.1 * found.value().standardError());
    }

    /** Few nodes: with v = 1/√3 and diag(1, 2, 3) each rule errs to its own side of Σ ln(λ + 1)/3 · 3 = ln 24. */
    @Test
    void quadratureEncloses() {
        try (StepScope scope = StepScope.open()) {
            LinearOperator operator = LinearOperator.of(torch.diag(Tensors.of(new double[] {1, 2, 3}, 3)));
            SpectralDensity two = SpectralDensity.of(operator, 2, 1, 1);
            SpectralDensity.LogDeterminant found = two.logDeterminant(1);
            // Random signs have the same squares as ones: the probe is the vector of the hand-made case.
            assertThat(found.value().value()).isCloseTo(Math.log(24), within(found.half()));
            assertThat(found.half()).isBetween(1e-4, 0.2);
            assertThat(SpectralDensity.of(operator, 3, 1, 1)
                            .logDeterminant(1)
                            .value()
                            .value())
                    .isCloseTo(Math.log(24), within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource({"mlp, 4", "cnn, 5"})
    void diagonalOfALayerAndOfAll(String name, int block) {
        Case c = of(name);
        try (StepScope scope = StepScope.open()) {
            double[] exact = Tensors.doubles(c.hessian.diagonal());
            Selection biases = Selection.of(c.network.architecture(), List.of("bias"));
            double[] expected = Tensors.doubles(biases.of(c.hessian.diagonal()));
            LocalLoss all = c.at(block);
            Diagonal some = Diagonal.of(
                    CurvatureMatrices.HESSIAN.at(new LocalLoss(all.loss(), all.theta(), biases)), expected.length, 1);
            assertThat(Tensors.doubles(some.values())).containsExactly(expected, within(1e-9));
            assertThat(some.standardErrors().abs().max().item_double()).isZero();

            Diagonal estimated = Diagonal.of(c.operator(block), 30, 1);
            double[] values = Tensors.doubles(estimated.values());
            double[] errors = Tensors.doubles(estimated.standardErrors());
            // A standardised error has variance near 1: its mean square over 2,000 entries is 1 up to a few per cent.
            double square = IntStream.range(0, exact.length)
                    .filter(i -> errors[i] > 0)
                    .mapToDouble(i -> Math.pow((values[i] - exact[i]) / errors[i], 2))
                    .average()
                    .orElseThrow();
            assertThat(square).isBetween(0.7, 1.4);
        }
    }

    @Test
    @Tag("slow")
    void wholeDiagonalToAMillionth() {
        Case c = of("mlp");
        try (StepScope scope = StepScope.open()) {
            double[] exact = Tensors.doubles(c.hessian.diagonal());
            Diagonal found = Diagonal.of(c.operator(N), exact.length, 1);
            assertThat(Tensors.doubles(found.values())).containsExactly(exact, within(1e-9));
        }
    }

    /** A restriction is the principal submatrix: by layer, and by mask. */
    @ParameterizedTest
    @MethodSource("names")
    void restrictionsAreSubmatrices(String name) {
        Case c = of(name);
        try (StepScope scope = StepScope.open()) {
            LocalLoss all = c.at(5);
            Tensor index = torch.arange(new Scalar(c.values.length)).to(ScalarType.Double);
            Selection layer = Selection.layers(c.network.architecture())
                    .values()
                    .iterator()
                    .next();
            String first = layer.names().get(0);
            byte[] keep = new byte[Math.toIntExact(c.network.parameter(first).numel())];
            for (int i = 0; i < keep.length; i += 3) {
                keep[i] = 1;
            }
            Integer[] shape = Arrays.stream(c.network.parameter(first).shape())
                    .mapToObj(Math::toIntExact)
                    .toArray(Integer[]::new);
            Selection masked = layer.masked(Map.of(first, dev.shatter.torch.HostArray.of(keep, shape)));
            for (Selection selection : List.of(layer, masked)) {
                Tensor places = selection.of(index).to(ScalarType.Long);
                Tensor expected = c.hessian.index_select(0, places).index_select(1, places);
                LinearOperator operator =
                        CurvatureMatrices.HESSIAN.at(new LocalLoss(all.loss(), all.theta(), selection));
                Tensor v = Vectors.gaussian(selection.size(), ScalarType.Double, 3, "v");
                assertThat(Tensors.doubles(operator.apply(v)))
                        .containsExactly(Tensors.doubles(expected.mv(v)), within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void inertiaCountsSigns(String name) {
        Case c = of(name);
        LinearOperator formed = LinearOperator.of(c.hessian);
        double tolerance = 1e-6 * Math.max(Math.abs(c.values[0]), c.values[c.values.length - 1]);
        long positive = Arrays.stream(c.values).filter(v -> v > tolerance).count();
        if (c.values.length <= Inertia.FORMED) {
            Inertia counted = Inertia.of(formed, 1e-6, 80, 4, 1);
            assertThat(counted.positive().value()).isEqualTo(positive);
            assertThat(counted.positive().standardError()).isZero();
            assertThat(counted.positive().value()
                            + counted.negative().value()
                            + counted.zero().value())
                    .isEqualTo(c.values.length);
        }
    }
}
