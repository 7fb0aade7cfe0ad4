package dev.shatter.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.experiment.alter.Altering;
import dev.shatter.lab.SpecFile;
import dev.shatter.spec.Drafter;
import dev.shatter.spec.Field;
import dev.shatter.spec.Origins;
import dev.shatter.spec.Spec;
import dev.shatter.train.TrainSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every kind refuses what it cannot hold, from flags, YAML and stored JSON alike, in one sentence. */
class SchemaPropertyTest {
    /** Of no field's type, or out of every range. */
    private static final List<Object> NONSENSE = List.of(
            -5, 1e300, -0.5, "no-such-word", "", true, List.of(1, "x"), Map.of("name", "no-such-entry"), Map.of());

    @TempDir
    private Path folder;

    static Stream<Spec> specs() {
        return Samples.SPECS.stream();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void aStoredSpecReadsBackEqualWhateverTheOrderOfItsFields(Spec spec) {
        Spec back = read(Json.pretty(spec.json()), "stored.json");
        assertThat(back).isEqualTo(spec);
        assertThat(back.id()).isEqualTo(spec.id());
        assertThat(back.similarityKey()).isEqualTo(spec.similarityKey());
        ObjectNode reversed = Json.mapper().createObjectNode();
        List<String> names = new ArrayList<>();
        spec.json().fieldNames().forEachRemaining(names::add);
        for (int i = names.size() - 1; i >= 0; i--) {
            reversed.set(names.get(i), spec.json().get(names.get(i)));
        }
        assertThat(read(Json.pretty(reversed), "reversed.json").id()).isEqualTo(spec.id());
    }

    @ParameterizedTest
    @MethodSource("specs")
    void storedFieldsAreNeitherMissingNorUnknownNorOfAnotherType(Spec spec) {
        refused(spec, tree -> tree.put("more", 1));
        for (String name : spec.values().keySet()) {
            if (Experiments.of(spec).schema().fields().stream()
                    .filter(field -> field.name().equals(name))
                    .noneMatch(SchemaPropertyTest::cameLater)) {
                refused(spec, tree -> tree.remove(name));
            }
        }
        for (Field field : Experiments.of(spec).schema().fields()) {
            for (Object value : NONSENSE) {
                ObjectNode tree = spec.json();
                tree.set(field.name(), Json.mapper().valueToTree(value));
                if (!tree.equals(spec.json()) && !isFine(tree)) {
                    isOneSentence(() -> read(Json.pretty(tree), "stored.json"));
                }
            }
            ObjectNode nothing = spec.json();
            nothing.putNull(field.name());
            isOneSentence(() -> read(Json.pretty(nothing), "stored.json"));
        }
    }

    /** A number written as text, a whole number as a fraction, an option too many or too few. */
    @ParameterizedTest
    @MethodSource("specs")
    void storedValuesAreExactlyAsTheyAreWritten(Spec spec) {
        spec.json().properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isNumber()) {
                refused(spec, tree -> tree.put(entry.getKey(), value.asText()));
                refused(
                        spec,
                        tree -> tree.set(
                                entry.getKey(),
                                value.isIntegralNumber()
                                        ? Json.mapper().valueToTree(value.asDouble())
                                        : Json.mapper().valueToTree(value.asLong())));
            }
            if (value.isObject()) {
                refused(spec, tree -> ((ObjectNode) tree.get(entry.getKey())).put("more", 1));
                value.fieldNames()
                        .forEachRemaining(option ->
                                refused(spec, tree -> ((ObjectNode) tree.get(entry.getKey())).remove(option)));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("specs")
    void draftsAndFlagsRefuseNonsense(Spec spec) throws IOException {
        Map<String, Object> draft = draft(spec);
        assertThat(Experiments.draft("flags", draft).id()).isEqualTo(spec.id());
        for (Field field : Experiments.of(spec).schema().fields()) {
            if (field.shownDefault().isEmpty()) {
                Map<String, Object> without = new LinkedHashMap<>(draft);
                without.remove(field.name());
                isOneSentence(() -> Experiments.draft("flags", without));
            }
            for (Object value : NONSENSE) {
                Map<String, Object> with = new LinkedHashMap<>(draft);
                with.put(field.name(), value);
                Spec accepted;
                try {
                    accepted = Experiments.draft("flags", with);
                } catch (BadInput e) {
                    assertThat(e.sentence()).doesNotContain("\n").hasSizeGreaterThan(20);
                    isOneSentence(() -> read(new YAMLMapper().writeValueAsString(with), "draft.yaml"));
                    continue;
                }
                // What is taken means something, and comes back from a file as it is.
                assertThat(read(Json.pretty(accepted.json()), "accepted.json")).isEqualTo(accepted);
                assertThat(read(new YAMLMapper().writeValueAsString(with), "draft.yaml"))
                        .isEqualTo(accepted);
            }
        }
        isOneSentence(() -> Experiments.draft("flags", with(draft, "more", 1)));
        isOneSentence(() -> Experiments.draft("flags", with(draft, Drafter.EXPERIMENT, "nothing")));
    }

    private static Map<String, Object> with(Map<String, Object> draft, String name, Object value) {
        Map<String, Object> with = new LinkedHashMap<>(draft);
        with.put(name, value);
        return with;
    }

    /** The draft that says every field of a spec as JSON does. */
    private static Map<String, Object> draft(Spec spec) {
        Map<String, Object> draft = new LinkedHashMap<>();
        spec.json()
                .properties()
                .forEach(e -> draft.put(e.getKey(), Json.mapper().convertValue(e.getValue(), Object.class)));
        for (String field : List.of(TrainSpec.START, Altering.OF)) {
            spec.parents(field).forEach(parent -> draft.put(field, draft(Objects.requireNonNull(parent.spec()))));
        }
        draft.put(Drafter.EXPERIMENT, draft.remove("kind"));
        return draft;
    }

    private static boolean cameLater(Field field) {
        return field.shownDefault().isPresent()
                && field.isNeutral(field.read("test", null, Origins.drafts(inner -> Experiments.draft("test", inner))));
    }

    /** Some nonsense of one field is another's sense: a whole number in range, an entry of its catalogue. */
    private static boolean isFine(ObjectNode tree) {
        try {
            return Experiments.restore("test", Spec.read(tree)).json().equals(tree);
        } catch (BadInput e) {
            return false;
        }
    }

    private void refused(Spec spec, Consumer<ObjectNode> change) {
        ObjectNode tree = spec.json();
        change.accept(tree);
        isOneSentence(() -> read(Json.pretty(tree), "stored.json"));
    }

    private static void isOneSentence(ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        BadInput.class,
                        e -> assertThat(e.sentence()).doesNotContain("\n").hasSizeGreaterThan(20));
    }

    private Spec read(String text, String name) {
        Path file = folder.resolve(name);
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SpecFile.read(file, Origins.drafts(inner -> Experiments.draft("test", inner)));
    }
}
