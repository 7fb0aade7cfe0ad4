package dev.shatter.corrupt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Chance;
import dev.shatter.data.Dataset;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceNoiseTest {
    private static final int N = 12_000;
    private static final int CLASSES = 6;
    private static final int KINDS = 4;

    /** Mean of the truncated normal law, by the midpoint rule. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.2, 0.5, 0.93, 1})
    void theMeanRateIsThatOfTheTruncatedLaw(double p) {
        double mass = 0;
        double first = 0;
        for (int i = 0; i < 100_000; i++) {
            double q = (i + 0.5) / 100_000;
            double density = Math.exp(-(q - p) * (q - p) / 0.02);
            mass += density;
            first += q * density;
        }
        assertThat(InstanceNoise.meanRate(p)).isCloseTo(first / mass, within(1e-8));
    }

    /** Four inputs, all of class 2, each many times. */
    private final Dataset data = repeated();

    /** As many labels change as the mean rate says, level 1e-6; each input has a class of its own that most of these take. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.4})
    void whatALabelBecomesIsDecidedByItsInput(double p) {
        int[] noisy = LabelCorruptions.apply(data, LabelCorruptions.CATALOGUE.parse("instance:" + p), 7)
                .train()
                .labels();
        double rate = InstanceNoise.meanRate(p);
        double[][] counts = new double[KINDS][CLASSES];
        for (int i = 0; i < N; i++) {
            counts[i % KINDS][noisy[i]]++;
        }
        int n = N / KINDS;
        for (int kind = 0; kind < KINDS; kind++) {
            assertThat(1 - counts[kind][2] / n).isCloseTo(rate, within(5 * Math.sqrt(rate * (1 - rate) / n)));
        }
        // Inputs of length 20: logits have deviation 20, and one class takes nearly all.
        List<Integer> targets = IntStream.range(0, KINDS)
                .map(kind -> IntStream.range(0, CLASSES)
                        .filter(k -> k != 2)
                        .reduce((a, b) -> counts[kind][a] > counts[kind][b] ? a : b)
                        .orElseThrow())
                .boxed()
                .toList();
        for (int kind = 0; kind < KINDS; kind++) {
            assertThat(counts[kind][targets.get(kind)] / (n - counts[kind][2])).isGreaterThan(0.9);
        }
        assertThat(targets.stream().distinct().count()).isGreaterThan(1);
    }

    private static Dataset repeated() {
        Samples inputs = Samples.allocate(Samples.Type.F32, Shape.of(400), N);
        float[] x = new float[400];
        for (int i = 0; i < N; i++) {
            Chance chance = Chance.of(i % KINDS, "kind");
            for (int j = 0; j < x.length; j++) {
                x[j] = (float) chance.nextGaussian();
            }
            inputs.set(i, x);
        }
        int[] labels = IntStream.range(0, N).map(i -> 2).toArray();
        List<String> classes =
                IntStream.range(0, CLASSES).mapToObj(k -> "class " + k).toList();
        Split split = new Split(inputs, labels);
        return new Dataset("repeated", classes, split, split, "0");
    }
}
