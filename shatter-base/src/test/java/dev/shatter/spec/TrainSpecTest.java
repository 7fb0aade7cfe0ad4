package dev.shatter.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.core.Variant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainSpecTest {
    /** A spec with an option of every type. */
    public static TrainSpec example() {
        return new TrainSpec(
                Variant.of("fashion-mnist-12k", Map.of()),
                1000,
                0,
                0.0,
                28,
                "whiten",
                Variant.of("corrupt", Map.of("p", 0.2)),
                Variant.of("true", Map.of()),
                Variant.of("mlp", Map.of("hidden", List.of(512L, 512L), "dropout", 0.0, "init", "he")),
                Variant.of("cross-entropy", Map.of()),
                Variant.of("sgd", Map.of("lr", 0.01, "momentum", 0.9, "nesterov", false, "weight-decay", 0.0)),
                Variant.of("exponential", Map.of("factor", 0.95)),
                List.of(),
                128,
                50,
                TrainSpec.EVERY_EPOCH,
                List.of(Variant.of("train-accuracy", Map.of("value", 1.0, "hold", 1L))),
                "auto",
                Seeds.of(1));
    }

    @Test
    void theCanonicalTextNamesEveryFieldInOrder() {
        assertThat(example().canonical())
                .isEqualTo("{\"augment\":[],\"batch\":128,\"crop\":28,\"data\":{\"name\":\"fashion-mnist-12k\"},"
                        + "\"epochs\":50,\"kind\":\"train\",\"labels\":{\"name\":\"corrupt\",\"p\":0.2},"
                        + "\"loss\":{\"name\":\"cross-entropy\"},"
                        + "\"network\":{\"dropout\":0.0,\"hidden\":[512,512],\"init\":\"he\",\"name\":\"mlp\"},"
                        + "\"optimizer\":{\"lr\":0.01,\"momentum\":0.9,\"name\":\"sgd\",\"nesterov\":false,"
                        + "\"weight-decay\":0.0},\"pixels\":{\"name\":\"true\"},\"precision\":\"auto\","
                        + "\"scaling\":\"whiten\",\"schedule\":{\"factor\":0.95,\"name\":\"exponential\"},"
                        + "\"seeds\":{\"corruption\":1,\"data\":1,\"init\":1,\"noise\":1,\"order\":1},"
                        + "\"subset\":1000,\"testSubset\":0,"
                        + "\"until\":[{\"hold\":1,\"name\":\"train-accuracy\",\"value\":1.0}],\"validation\":0.0}");
    }

    /** Pinned: if this fails, every stored run has lost its name. A new field is left out where it says what was so before it. */
    @Test
    void theIdIsTheSameForEver() {
        assertThat(example().id()).isEqualTo("5e11f77903dc5880a2194c0f441893f906a5ca9f69f96f1f8d87578ddfc8c68a");
    }

    @Test
    void aStoredSpecReadsBackEqual() throws Exception {
        Spec back = Specs.read(Json.mapper().readTree(Json.pretty(example().json())));
        assertThat(back).isEqualTo(example());
        assertThat(back.id()).isEqualTo(example().id());
    }

    /** Left out at 1, as it was before it could be said; named otherwise. */
    @Test
    void anEvaluationEveryFewEpochsIsAnotherRun() {
        TrainSpec often = example();
        ObjectNode tree = often.json().put("evaluate", 3);
        Spec seldom = Specs.read(tree);
        assertThat(((TrainSpec) seldom).evaluate()).isEqualTo(3);
        assertThat(seldom.json()).isEqualTo(tree);
        assertThat(seldom.id()).isNotEqualTo(often.id());
        assertThat(Specs.read(tree.put("evaluate", 1)).id()).isEqualTo(often.id());
    }

    @Test
    void aFieldTooManyOrTooFewIsRefused() {
        ObjectNode extra = example().json().put("momentum", 0.9);
        assertThatThrownBy(() -> Specs.read(extra))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("unknown field 'momentum'");
        ObjectNode less = example().json();
        less.remove("batch");
        assertThatThrownBy(() -> Specs.read(less)).isInstanceOf(BadInput.class).hasMessageContaining("'batch'");
        assertThatThrownBy(() -> Specs.read(example().json().put("kind", "nonsense")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("nonsense");
    }
}
