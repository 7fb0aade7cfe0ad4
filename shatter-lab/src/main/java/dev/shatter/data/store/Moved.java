package dev.shatter.data.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import dev.shatter.core.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Data that lie elsewhere than a reference says: a small file for each under {@code <home>/moved}. Specs and runs keep the
 * old reference, and with it their ids.
 *
 * @param to the reference that names the same data now
 * @param hash content hash that both have
 */
record Moved(String to, String hash) {
    /** Where the data of a reference lie now, if that was said. */
    static Optional<Moved> find(Path home, Variant from) {
        Path file = file(home, from);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode json = Json.read(file);
        if (!json.path("to").isTextual() || !json.path("hash").isTextual()) {
            throw BadInput.in(
                    file, "does not say where data were moved", "remove it and say 'shatter data moved' again");
        }
        return Optional.of(new Moved(json.path("to").asText(), json.path("hash").asText()));
    }

    /** Notes it for later. */
    void write(Path home, Variant from) {
        AtomicFiles.write(file(home, from), Json.pretty(Map.of("from", from.text(), "to", to, "hash", hash)));
    }

    private static Path file(Path home, Variant from) {
        return home.resolve("moved").resolve(CacheKey.ofReference(from) + "is.json");
    }
}
