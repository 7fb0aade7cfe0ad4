package dev.shatter.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.Json;

/**
 * What is to be run: one of several kinds, each an immutable record.
 *
 * <p>Two specs are the same experiment exactly when their canonical texts are equal.
 */
public interface Spec {
    /** The kind's name, "train" for instance. */
    String kind();

    /** All fields as JSON, {@code kind} included. */
    default ObjectNode json() {
        ObjectNode tree = Json.mapper().valueToTree(this);
        return tree.put("kind", kind());
    }

    /** The text that identifies the spec: {@link #json} with its keys sorted and no white space. */
    default String canonical() {
        return Json.canonical(json());
    }

    /** Lower-case hexadecimal SHA-256 of the canonical text. */
    default String id() {
        return Json.sha256(canonical());
    }
}
