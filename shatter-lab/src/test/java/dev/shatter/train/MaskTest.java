package dev.shatter.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.data.Shape;
import dev.shatter.network.Network;
import dev.shatter.network.Networks;
import dev.shatter.torch.Generators;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights that are held at 0. */
class MaskTest {
    private static final Shape SHAPE = Shape.of(1, 6, 6);

    private static Network network() {
        return Network.create(Networks.architecture("cnn:4,bn=true", SHAPE, 3), 3);
    }

    /** About half of the weights of every weight tensor; biases and batch norm are left out. */
    private static Map<String, HostArray> half(Network network) {
        Map<String, HostArray> kept = new LinkedHashMap<>();
        network.parameters().forEach((name, tensor) -> {
            if (name.endsWith(".weight")) {
                Chance chance = Chance.of(1, name);
                float[] values = new float[Math.toIntExact(tensor.numel())];
                for (int i = 0; i < values.length; i++) {
                    values[i] = chance.nextInt(2);
                }
                try (StepScope scope = StepScope.open()) {
                    kept.put(name, Tensors.host(Tensors.of(values, tensor.shape())));
                }
            }
        });
        return kept;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sgd:momentum=0.9,weight-decay=0.1|plain",
                "sgd:momentum=0.9,nesterov=true,weight-decay=0.1|sam:rho=0.5",
                "adam:weight-decay=0.1|plain",
                "adamw:weight-decay=0.1|sam:rho=0.5,adaptive=true"
            })
    void areZeroAfterEveryStepWhateverTheOptimiser(String rule, String method) {
        Variant optimizer = Optimizers.CATALOGUE.parse(rule);
        try (StepScope scope = StepScope.open();
                Network network = network();
                Mask mask = Mask.of(network, half(network));
                Optimizer steps = Optimizers.CATALOGUE.get(optimizer).create(optimizer, network);
                TrainingStep step = new TrainingStep(
                        network,
                        Losses.CATALOGUE.get("cross-entropy"),
                        steps,
                        false,
                        Methods.CATALOGUE.parse(method),
                        mask)) {
            Map<String, HostArray> kept = half(network);
            float[] before = Tensors.floats(network.flat());
            for (int i = 0; i < 5; i++) {
                Generators.seed(5, "batch", i);
                Tensor x = torch.randn(12, 1, 6, 6);
                int[] labels = IntStream.range(0, 12).map(j -> j % 3).toArray();
                step.run(new Batch(x, Tensors.indices(labels)), 0.05, true);
                kept.forEach((name, array) -> {
                    float[] m = Tensors.floats(Tensors.of(array));
                    float[] w = Tensors.floats(network.parameter(name));
                    int zeros = 0;
                    for (int j = 0; j < w.length; j++) {
                        zeros += w[j] == 0 ? 1 : 0;
                        assertThat(m[j] != 0 || w[j] == 0).as(name + " " + j).isTrue();
                    }
                    // What is trained is not 0 by chance.
                    assertThat(zeros).isEqualTo((int)
                            IntStream.range(0, m.length).filter(j -> m[j] == 0).count());
                });
            }
            assertThat(Tensors.floats(network.flat())).isNotEqualTo(before);
        }
    }

    @Test
    void aMaskOfAnotherNetworkIsRefused() {
        try (Network network = network()) {
            Map<String, HostArray> other;
            try (StepScope scope = StepScope.open()) {
                other = Map.of("dense9.weight", Tensors.host(torch.ones(2, 2)));
            }
            assertThatThrownBy(() -> Mask.of(network, other))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("dense9.weight");
        }
    }
}
