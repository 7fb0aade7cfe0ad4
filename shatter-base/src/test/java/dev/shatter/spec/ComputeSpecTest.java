package dev.shatter.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComputeSpecTest {
    private static final ComputeSpec SIMULATION =
            new ComputeSpec(Variant.of("coin-tail", Map.of("n", 100L, "points", 12L, "trials", 1000L)), null, 7);

    private static final ComputeSpec ANALYSIS = new ComputeSpec(
            Variant.of("intrinsic-dimension", Map.of("k", 10L)),
            new ComputeSpec.Examples(
                    Variant.of("fashion-mnist-12k", Map.of()),
                    1000,
                    0,
                    Variant.of("true", Map.of()),
                    Variant.of("shuffled", Map.of("triples", true))),
            1);

    @Test
    void theCanonicalTextNamesEveryField() {
        assertThat(SIMULATION.canonical())
                .isEqualTo("{\"computation\":{\"n\":100,\"name\":\"coin-tail\",\"points\":12,\"trials\":1000},"
                        + "\"examples\":null,\"kind\":\"compute\",\"seed\":7}");
        assertThat(ANALYSIS.canonical())
                .isEqualTo("{\"computation\":{\"k\":10,\"name\":\"intrinsic-dimension\"},"
                        + "\"examples\":{\"data\":{\"name\":\"fashion-mnist-12k\"},\"labels\":{\"name\":\"true\"},"
                        + "\"pixels\":{\"name\":\"shuffled\",\"triples\":true},\"subset\":1000,\"testSubset\":0},"
                        + "\"kind\":\"compute\",\"seed\":1}");
    }

    @Test
    void readsBackEqual() {
        assertThat(Specs.read(SIMULATION.json())).isEqualTo(SIMULATION);
        assertThat(Specs.read(ANALYSIS.json())).isEqualTo(ANALYSIS);
    }

    @Test
    void aFieldTooManyIsRefused() {
        ObjectNode tree = ANALYSIS.json();
        ((ObjectNode) tree.get("examples")).put("crop", 24);
        assertThatThrownBy(() -> Specs.read(tree)).isInstanceOf(BadInput.class).hasMessageContaining("crop");
        assertThatThrownBy(() -> Specs.read(SIMULATION.json().put("more", 1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("more");
    }
}
