package dev.shatter.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in one canonical form: keys sorted, every field present, no white space, numbers in their shortest decimal form.
 *
 * <p>Doubles are written by the Schubfach algorithm of the library, not by {@code Double.toString}, whose output changed
 * in JDK 19: the canonical text, and with it every id, is the same on every JDK. Not-a-number and infinities are written
 * as the strings "NaN", "Infinity" and "-Infinity", since JSON has no other place for them.
 */
public final class Json {
    /** Largest text read from an untrusted file, in bytes. */
    public static final long MAX_BYTES = 16L << 20;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxStringLength((int) MAX_BYTES)
                            .build())
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Json() {}

    /** The shared mapper, for trees and records. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** The canonical text of a tree, record or map. */
    public static String canonical(Object value) {
        try {
            StringWriter text = new StringWriter();
            try (JsonGenerator out = MAPPER.createGenerator(text)) {
                write(value instanceof JsonNode node ? node : MAPPER.valueToTree(value), out);
            }
            return text.toString();
        } catch (IOException e) {
            throw new IllegalStateException("not representable as JSON: " + value.getClass(), e);
        }
    }

    /** The library sorts the keys of maps and records and not those of trees. */
    private static void write(JsonNode node, JsonGenerator out) throws IOException {
        if (node instanceof ObjectNode) {
            out.writeStartObject();
            for (Map.Entry<String, JsonNode> field : sorted(node)) {
                out.writeFieldName(field.getKey());
                write(field.getValue(), out);
            }
            out.writeEndObject();
        } else if (node instanceof ArrayNode) {
            out.writeStartArray();
            for (JsonNode item : node) {
                write(item, out);
            }
            out.writeEndArray();
        } else if (node.isTextual()) {
            out.writeString(node.textValue());
        } else if (node.isDouble()) {
            out.writeNumber(node.doubleValue());
        } else if (node.isInt() || node.isLong()) {
            out.writeNumber(node.longValue());
        } else {
            MAPPER.writeTree(out, node);
        }
    }

    private static Collection<Map.Entry<String, JsonNode>> sorted(JsonNode node) {
        String before = "";
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getKey().compareTo(before) < 0) {
                TreeMap<String, JsonNode> fields = new TreeMap<>();
                node.properties().forEach(f -> fields.put(f.getKey(), f.getValue()));
                return fields.entrySet();
            }
            before = field.getKey();
        }
        return node.properties();
    }

    /** The same content for people: indented. */
    public static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not representable as JSON: " + value.getClass(), e);
        }
    }

    /** Reads a JSON file of at most {@link #MAX_BYTES}. */
    public static JsonNode read(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw BadInput.in(file, "is no regular file", "name a file, not a folder, pipe or device");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw BadInput.in(file, "is larger than 16 MiB", "this is not a file Shatter wrote");
            }
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw BadInput.in(
                    file + ", line " + e.getLocation().getLineNr(),
                    "not valid JSON (" + e.getOriginalMessage() + ")",
                    "correct or remove the file",
                    e);
        } catch (IOException e) {
            throw BadInput.in(file.toString(), "cannot be read", "check that it exists and is readable", e);
        }
    }

    /** Lower-case hexadecimal SHA-256 of a text's UTF-8 bytes. */
    public static String sha256(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A fresh SHA-256. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
