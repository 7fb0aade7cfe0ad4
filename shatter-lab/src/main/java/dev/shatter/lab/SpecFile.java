package dev.shatter.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.experiment.Experiments;
import dev.shatter.spec.Origins;
import dev.shatter.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Specs in files. A YAML or JSON file holds either a draft, with the names of the flags ({@code data: mnist}, {@code net:
 * mlp:512}; {@code experiment: KIND} for another kind than a training), or a complete spec as a run's folder stores it (it has a
 * {@code kind}).
 */
public final class SpecFile {
    private static final long MAX_BYTES = 1 << 20;

    private SpecFile() {}

    /**
     * Reads a file.
     *
     * @param origins where the parents come from that a draft names
     * @throws BadInput if it is not readable, not YAML or JSON, too large, or not a spec; the sentence names the line
     */
    public static Spec read(Path file, Origins origins) {
        JsonNode tree = tree(file);
        if (!tree.isObject()) {
            throw BadInput.in(file, "is not a spec", "write fields such as 'data: mnist', one a line");
        }
        if (tree.has("kind")) {
            try {
                return Experiments.restore(file.toString(), Spec.read(tree));
            } catch (BadInput e) {
                throw e.sentence().contains(file.toString())
                        ? e
                        : BadInput.in(
                                file.toString(),
                                e.sentence().replaceAll("\\.$", ""),
                                "see the spec of a stored run",
                                e);
            }
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        tree.properties().forEach(e -> fields.put(e.getKey(), Json.mapper().convertValue(e.getValue(), Object.class)));
        return Experiments.draft(file.toString(), fields, origins);
    }

    private static JsonNode tree(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw BadInput.in(file, "is larger than 1 MiB", "a spec is a few lines");
            }
            LoaderOptions limits = new LoaderOptions();
            limits.setMaxAliasesForCollections(10);
            limits.setNestingDepthLimit(20);
            YAMLFactory factory = YAMLFactory.builder()
                    .loaderOptions(limits)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(20).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
            return new YAMLMapper(factory).readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw BadInput.in(
                    file + ", line " + e.getLocation().getLineNr(),
                    "not valid YAML ("
                            + String.valueOf(e.getOriginalMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("") + ")",
                    "correct that line",
                    e);
        } catch (IOException e) {
            throw BadInput.in(file.toString(), "cannot be read as text", "check that it exists and is UTF-8", e);
        }
    }
}
