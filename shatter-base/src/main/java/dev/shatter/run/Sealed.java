package dev.shatter.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** JSON files of the store that carry the SHA-256 of their own canonical text, in the field {@value #SHA256}. */
final class Sealed {
    static final String SHA256 = "sha256";

    private static final String DAMAGED = "'runs verify' lists what is damaged";

    private Sealed() {}

    static void write(Path file, ObjectNode tree) {
        AtomicFiles.write(file, text(tree));
    }

    /** What is written for an object. */
    static String text(ObjectNode tree) {
        return Json.pretty(tree.deepCopy().put(SHA256, Json.sha256(Json.canonical(tree))));
    }

    /**
     * A JSON object without a look at its hash.
     *
     * @throws BadInput if it is damaged
     * @throws IOException if it cannot be read for the moment
     */
    static ObjectNode read(Path file) throws IOException {
        return find(file).orElseThrow(() -> BadInput.in(file, "is missing", DAMAGED));
    }

    /** As {@link #read}; empty if there is no such file. */
    static Optional<ObjectNode> find(Path file) throws IOException {
        FileKind.Seen seen = FileKind.see(file);
        if (seen.kind() == FileKind.MISSING) {
            return Optional.empty();
        }
        if (seen.kind() == FileKind.OTHER) {
            throw BadInput.in(file, "is no regular file", DAMAGED);
        }
        if (seen.bytes() > Json.MAX_BYTES) {
            throw BadInput.in(file, "is larger than 16 MiB", DAMAGED);
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes((int) seen.bytes());
        }
        try {
            JsonNode tree = Json.mapper().readTree(bytes);
            if (tree instanceof ObjectNode object) {
                return Optional.of(object);
            }
        } catch (JsonProcessingException e) {
            throw BadInput.in(file.toString(), "is not JSON (" + e.getOriginalMessage() + ")", DAMAGED, e);
        } catch (IOException e) {
            // Bytes in memory: what is wrong is what they say.
            throw BadInput.in(file.toString(), "is not JSON", DAMAGED, e);
        }
        throw BadInput.in(file, "holds no JSON object", DAMAGED);
    }

    /**
     * The object without its hash, if that is right.
     *
     * @throws BadInput if there is none, or it is the hash of something else
     */
    static ObjectNode opened(Path file, ObjectNode tree) {
        ObjectNode content = Json.mapper().createObjectNode().setAll(tree);
        JsonNode hash = content.remove(SHA256);
        if (hash == null || !hash.asText().equals(Json.sha256(Json.canonical(content)))) {
            throw BadInput.in(file, "does not hold what was written (its SHA-256 differs)", DAMAGED);
        }
        return content;
    }
}
