package dev.shatter.experiment.alter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.measure.MeasureFixture;
import dev.shatter.network.Network;
import dev.shatter.network.ParameterSpec;
import dev.shatter.torch.Tensors;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlterationsTest {
    private static Network altered(MeasureFixture fixture, String how) {
        Variant variant = Alterations.CATALOGUE.parse(how);
        Network network = fixture.network.copy();
        Alterations.CATALOGUE.get(variant).alter("here", network, variant);
        return network;
    }

    /** By a power of two to the bit, by any factor up to rounding; the weights move. */
    @ParameterizedTest
    @ValueSource(strings = {"mlp:6x2,init=torch", "cnn:3-4", "mlp:6,dropout=0.5"})
    void rescalingLeavesTheFunction(String reference) {
        try (MeasureFixture fixture = new MeasureFixture(reference, 40, 20);
                Network doubled = altered(fixture, "rescale:layer=1,factor=1024");
                Network third = altered(fixture, "rescale:layer=1,factor=0.3")) {
            double[] before = fixture.logits(fixture.network);
            assertThat(fixture.logits(doubled)).isEqualTo(before);
            double[] after = fixture.logits(third);
            for (int i = 0; i < before.length; i++) {
                assertThat(after[i]).isCloseTo(before[i], within(1e-12 * (1 + Math.abs(before[i]))));
            }
            double[] weights = Tensors.doubles(
                    fixture.network.parameters().values().iterator().next().detach());
            double[] larger = Tensors.doubles(
                    doubled.parameters().values().iterator().next().detach());
            assertThat(larger[0]).isEqualTo(1024 * weights[0]);
        }
    }

    @Test
    void rescalingRefusesWhatIsNotHomogeneous() {
        try (MeasureFixture tanh = new MeasureFixture("mlp:6,activation=tanh", 20, 2);
                MeasureFixture norm = new MeasureFixture("mlp:6,bn=true", 20, 2);
                MeasureFixture linear = new MeasureFixture("linear", 20, 2)) {
            assertThatThrownBy(() -> altered(tanh, "rescale"))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("tanh1");
            assertThatThrownBy(() -> altered(norm, "rescale"))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("not positively homogeneous");
            assertThatThrownBy(() -> altered(linear, "rescale"))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("none after layer 1");
        }
    }

    @Test
    void pruningKeepsTheLargest() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:6", 40, 20);
                Network pruned = altered(fixture, "prune:sparsity=0.75")) {
            double largestGone = 0;
            double smallestKept = Double.MAX_VALUE;
            long zeros = 0;
            long all = 0;
            for (Map.Entry<String, ParameterSpec> entry :
                    fixture.network.architecture().parameters().entrySet()) {
                double[] before = Tensors.doubles(
                        fixture.network.parameter(entry.getKey()).detach());
                double[] after =
                        Tensors.doubles(pruned.parameter(entry.getKey()).detach());
                if (entry.getValue().role() != ParameterSpec.Role.WEIGHT) {
                    assertThat(after).isEqualTo(before);
                    continue;
                }
                for (int i = 0; i < before.length; i++) {
                    assertThat(after[i]).isIn(0.0, before[i]);
                    all++;
                    if (after[i] == 0) {
                        zeros++;
                        largestGone = Math.max(largestGone, Math.abs(before[i]));
                    } else {
                        smallestKept = Math.min(smallestKept, Math.abs(before[i]));
                    }
                }
            }
            assertThat(zeros).isEqualTo(Math.round(0.75 * all));
            assertThat(largestGone).isLessThan(smallestKept);
        }
    }

    @Test
    void roundingLeavesSoManyValuesATensor() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:6", 40, 20);
                Network rounded = altered(fixture, "round:bits=3")) {
            rounded.parameters().forEach((name, tensor) -> {
                double[] after = Tensors.doubles(tensor.detach());
                double[] before =
                        Tensors.doubles(fixture.network.parameter(name).detach());
                double largest = Arrays.stream(before).map(Math::abs).max().orElseThrow();
                assertThat(new TreeSet<>(Arrays.stream(after).boxed().toList())).hasSizeLessThanOrEqualTo(7);
                for (int i = 0; i < after.length; i++) {
                    assertThat(after[i]).isCloseTo(before[i], within(largest / 6 + 1e-12));
                }
            });
        }
    }
}
