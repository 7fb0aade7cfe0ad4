package dev.shatter.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.core.BadInput;
import dev.shatter.data.Shape;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.TorchFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {
    private static final Shape CIFAR = Shape.of(3, 28, 28);

    /** Counts as Zhang et al. 2017 build these networks; linear is 2352·10+10, cnn worked out by hand. */
    @ParameterizedTest
    @CsvSource({
        "linear, 23530",
        "mlp:512, 1209866",
        "mlp:512x3, 1735178",
        "mlp:1024-256, 2674442",
        "alexnet-small, 1387786",
        "inception-small, 1649402",
        "'inception-small,bn=false', 1649402",
        "cnn:16-32, 20778",
        // He et al. 2016, table 6: 0.27 M and 0.85 M; stem 432, blocks, 1,376 and 4,064 of batch norm, 650.
        "'resnet:16-32-64,blocks=3,shortcut=pad', 269722",
        "'resnet:16-32-64,blocks=3', 272474",
        "'resnet:16-32-64,blocks=9,shortcut=pad', 853018"
    })
    void countsAreExact(String reference, long parameters) {
        assertThat(Networks.architecture(reference, CIFAR, 10).parameterCount()).isEqualTo(parameters);
    }

    /** PyTorch's model of the same paper, without its auxiliary classifier: 2,049,000 of them in the last layer. */
    @Test
    void inceptionV3HasThePublishedCount() {
        Shape image = Shape.of(3, 299, 299);
        Architecture whole = Networks.architecture("inception-v3", image, 1000);
        assertThat(whole.parameterCount()).isEqualTo(23_834_568);
        assertThat(Networks.architecture("inception-v3,divide=16", image, 1000).parameterCount())
                .isLessThan(300_000);
    }

    /** mnist-1d: 1·16·3 + 16, 16·32·3 + 32, 320·10 + 10. */
    @Test
    void convolutionsAlongASignalHaveKernelsOfOneRow() {
        Architecture architecture = Networks.architecture("cnn:16-32", Shape.of(40), 10);
        assertThat(architecture.parameterCount()).isEqualTo(64 + 1568 + 3210);
        assertThat(architecture.describe())
                .extracting(row -> row.output().toString())
                .containsExactly(
                        "1x1x40", "16x1x40", "16x1x40", "16x1x20", "32x1x20", "32x1x20", "32x1x10", "320", "10");
    }

    @Test
    void describesLayersShapesAndCounts() {
        List<Architecture.Row> rows =
                Networks.architecture("inception-small", CIFAR, 10).describe();

        assertThat(rows.get(0))
                .isEqualTo(new Architecture.Row(
                        "conv1", "convolution 3x3, 96 channels, no bias", Shape.of(96, 28, 28), 2592));
        assertThat(rows.get(1))
                .isEqualTo(new Architecture.Row("bn1", "batch norm, no scale", Shape.of(96, 28, 28), 96));
        assertThat(rows).extracting(Architecture.Row::layer).doesNotHaveDuplicates();
        assertThat(rows.stream()
                        .filter(r -> r.layer().startsWith("branches"))
                        .map(r -> r.output().toString()))
                .containsExactly(
                        "64x28x28",
                        "80x28x28",
                        "160x14x14",
                        "160x14x14",
                        "160x14x14",
                        "160x14x14",
                        "144x14x14",
                        "240x7x7",
                        "336x7x7",
                        "336x7x7");
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> Networks.architecture("alexnet-small", Shape.of(40), 10))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("network 'alexnet-small'")
                .hasMessageContaining("needs images");
        assertThatThrownBy(() -> Networks.architecture("cnn:8x4", Shape.of(1, 8, 8), 10))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("pool4");
        assertThatThrownBy(() -> Networks.architecture("cnn:8,kernel=4", Shape.of(1, 8, 8), 10))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("odd");
        assertThatThrownBy(() -> Networks.CATALOGUE.parse("mlp:0")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Networks.CATALOGUE.parse("mlp:512,dropout=1")).isInstanceOf(BadInput.class);
    }

    @Test
    void refusesForeignWeights() {
        try (Network network = Network.create(Networks.architecture("mlp:4", Shape.of(3), 2), 1)) {
            Map<String, HostArray> state = new HashMap<>(network.state());
            state.put("dense1.weight", HostArray.of(new float[6], 2, 3));
            assertThatThrownBy(() -> network.load(state))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("dense1.weight");
            state.remove("dense1.weight");
            assertThatThrownBy(() -> network.load(state)).hasMessageContaining("is missing");
            state.put("dense9.weight", HostArray.of(new float[6], 2, 3));
            assertThatThrownBy(() -> network.load(state)).hasMessageContaining("dense9.weight");
        }
    }

    @Test
    void namesTheLayerThatFailed() {
        try (StepScope scope = StepScope.open();
                Network network = Network.create(Networks.architecture("mlp:4", Shape.of(3), 2), 1)) {
            assertThatThrownBy(() -> network.forward(torch.ones(5, 7), false))
                    .isInstanceOf(TorchFailure.class)
                    .hasMessageStartingWith("layer dense1 (dense, 4 units) on [5, 7]: ");
        }
    }
}
