package dev.shatter.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Chance;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The naive loops themselves: what they say of gradients follows from their forward passes alone. */
class NaiveTest {
    @ParameterizedTest
    @ValueSource(strings = {"mlp:8-5,init=torch", "cnn:3-4,bn=true"})
    void gradientsAreThoseOfFiniteDifferences(String reference) {
        try (MeasureFixture fixture = new MeasureFixture(reference, 40, 20);
                StepScope scope = StepScope.open()) {
            double[] all = Tensors.doubles(
                    fixture.train.slice(0, 4).inputs().to(org.bytedeco.pytorch.global.torch.ScalarType.Double));
            double[][] x = IntStream.range(0, 4)
                    .mapToObj(i -> Arrays.copyOfRange(all, 36 * i, 36 * (i + 1)))
                    .toArray(double[][]::new);
            Naive folded = Naive.folded(fixture.network);
            Naive raw = Naive.of(fixture.network);
            for (double[] input : x) {
                assertThat(folded.logits(input)).containsExactly(raw.logits(input), within(1e-12));
            }
            Naive.Risk risk = new Naive.Risk(raw, x, new int[] {0, 1, 2, 0});
            double[] gradient = risk.gradient(raw.theta);
            Chance chance = Chance.of(1, "direction");
            double[] v =
                    Arrays.stream(raw.theta).map(w -> chance.nextGaussian()).toArray();
            double h = 1e-6;
            double slope = (risk.loss(Naive.plus(raw.theta, v, h)) - risk.loss(Naive.plus(raw.theta, v, -h))) / (2 * h);
            assertThat(Naive.dot(gradient, v)).isCloseTo(slope, within(1e-6 * Math.abs(slope)));
        }
    }
}
