package dev.shatter.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Chance;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss against its formula, one example at a time. */
class LossesTest {
    private static final int EXAMPLES = 40;
    private static final int CLASSES = 5;

    /** Loss of one example from its outputs and its class. */
    private static final Map<String, BiFunction<double[], Integer, Double>> FORMULAS = Map.of(
            "cross-entropy",
            (f, y) -> Math.log(Arrays.stream(f).map(Math::exp).sum()) - f[y],
            "mse",
            (f, y) -> IntStream.range(0, f.length)
                            .mapToDouble(c -> (f[c] - (c == y ? 1 : 0)) * (f[c] - (c == y ? 1 : 0)))
                            .sum()
                    / f.length,
            "logistic",
            (f, y) -> IntStream.range(0, f.length)
                    .mapToDouble(c -> Math.log1p(Math.exp(c == y ? -f[c] : f[c])))
                    .sum(),
            "hinge",
            (f, y) -> Math.max(
                    0,
                    1
                            - f[y]
                            + IntStream.range(0, f.length)
                                    .filter(c -> c != y)
                                    .mapToDouble(c -> f[c])
                                    .max()
                                    .orElseThrow()),
            "darc",
            (f, y) -> Math.log(Arrays.stream(f).map(Math::exp).sum()) - f[y]);

    /** What a batch of outputs [n][K] adds to the mean over its examples, by its options' defaults; 0 for most. */
    private static double penalty(String name, double[] outputs) {
        if (!name.equals("darc")) {
            return 0;
        }
        double most = 0;
        for (int c = 0; c < CLASSES; c++) {
            double sum = 0;
            for (int i = 0; i < EXAMPLES; i++) {
                sum += Math.abs(outputs[i * CLASSES + c]);
            }
            most = Math.max(most, sum / EXAMPLES);
        }
        return 0.001 * most;
    }

    static Stream<String> names() {
        return Losses.CATALOGUE.entries().stream().map(Loss::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void isItsFormula(String name) {
        Loss loss = Losses.CATALOGUE.get(name);
        var formula = java.util.Objects.requireNonNull(FORMULAS.get(name), "a loss without a formula in this test");
        Chance chance = Chance.of(1, "losses");
        double[] outputs = IntStream.range(0, EXAMPLES * CLASSES)
                .mapToDouble(i -> 3 * chance.nextGaussian())
                .toArray();
        int[] labels =
                IntStream.range(0, EXAMPLES).map(i -> chance.nextInt(CLASSES)).toArray();
        double[] expected = IntStream.range(0, EXAMPLES)
                .mapToDouble(i -> formula.apply(Arrays.copyOfRange(outputs, i * CLASSES, (i + 1) * CLASSES), labels[i]))
                .toArray();
        try (StepScope scope = StepScope.open()) {
            Tensor f = Tensors.of(outputs, EXAMPLES, CLASSES);
            Tensor y = Tensors.indices(labels);
            assertThat(Tensors.doubles(loss.each(f, y))).containsExactly(expected, within(1e-12));
            assertThat(loss.mean(f, y).item_double())
                    .isCloseTo(Arrays.stream(expected).average().orElseThrow() + penalty(name, outputs), within(1e-12));
            // Outputs in bf16 are widened first: the loss of the rounded outputs, in fp32.
            Tensor rounded = f.to(ScalarType.BFloat16);
            assertThat(loss.mean(rounded, y).item_double())
                    .isCloseTo(loss.mean(rounded.to(ScalarType.Double), y).item_double(), within(1e-5));
        }
    }

    /** Largest class mean of |f|: (3 + 1)/2 = 2 of the second class, at a price of 10; two equal outputs cost ln 2. */
    @Test
    void optionsReachTheLoss() {
        try (StepScope scope = StepScope.open()) {
            Loss darc = Losses.of(Losses.CATALOGUE.parse("darc:10"));
            Tensor f = Tensors.of(new double[] {3, 3, -1, -1}, 2, 2);
            assertThat(darc.mean(f, Tensors.indices(0, 1)).item_double()).isCloseTo(20 + Math.log(2), within(1e-12));
        }
    }

    @Test
    void stayFiniteForLargeOutputs() {
        try (StepScope scope = StepScope.open()) {
            Tensor f = Tensors.of(new float[] {1000, -1000, -1000, 1000}, 2, 2);
            Tensor y = Tensors.indices(0, 0);
            names().forEach(name -> assertThat(
                            Tensors.floats(Losses.CATALOGUE.get(name).each(f, y)))
                    .as(name)
                    .doesNotContain(Float.NaN, Float.POSITIVE_INFINITY));
        }
    }

    /** A network whose outputs overflowed has no error that a comparison with 0 would find. */
    @Test
    void tiesAndWhatIsNoNumberAreErrors() {
        float nan = Float.NaN;
        try (StepScope scope = StepScope.open()) {
            Tensor f = Tensors.of(new float[] {2, 1, 1, 2, 1, 1, nan, nan, nan, 1, 1, nan}, 6, 2);
            assertThat(Losses.errors(f, Tensors.indices(0, 0, 0, 0, 1, 0))).isEqualTo(5);
        }
    }
}
