package dev.shatter.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.core.BadInput;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The kinds of spec there are, and reading one back from its canonical JSON. */
public final class Specs {
    private static final Map<String, Function<JsonNode, Spec>> KINDS =
            new TreeMap<>(Map.of(TrainSpec.KIND, TrainSpec::read, ComputeSpec.KIND, ComputeSpec::read));

    private Specs() {}

    /**
     * Reads a complete spec, as {@link Spec#json} writes it.
     *
     * @throws BadInput if the kind is unknown, a field is missing, unknown or of the wrong type
     */
    public static Spec read(JsonNode tree) {
        String kind = tree.path("kind").asText("");
        Function<JsonNode, Spec> reader = KINDS.get(kind);
        if (reader == null) {
            throw BadInput.in(
                    "spec", "its kind '" + kind + "' is not known", "there are " + String.join(", ", KINDS.keySet()));
        }
        return reader.apply(tree);
    }
}
