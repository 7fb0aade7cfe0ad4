package dev.shatter.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.core.Json;

/**
 * What a command line did.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
public record Outcome(int code, String out, String err) {
    /** Asserts that it ended well. */
    public Outcome isDone() {
        assertThat(code).as("exit code, after %s", err).isEqualTo(ExitCodes.OK);
        return this;
    }

    /**
     * Asserts that it ended well with exactly one JSON value on standard output, in which numbers that are none are the words
     * "NaN", "Infinity" and "-Infinity" and nothing is null, and returns that.
     */
    public JsonNode json() {
        isDone();
        try {
            // The shared mapper refuses anything after the first value.
            JsonNode json = Json.mapper().readTree(out);
            holdsNoNull("", json);
            return json;
        } catch (JsonProcessingException e) {
            throw new AssertionError("not one JSON value: " + out, e);
        }
    }

    private static void holdsNoNull(String place, JsonNode json) {
        assertThat(json.isNull()).as(place + " is null: absent, or \"NaN\"").isFalse();
        if (json.isTextual() && json.asText().matches("(?i)[+-]?(nan|inf|infinity|∞)")) {
            assertThat(json.asText()).as(place).isIn("NaN", "Infinity", "-Infinity");
        }
        json.properties().forEach(field -> holdsNoNull(place + "/" + field.getKey(), field.getValue()));
        for (int i = 0; json.isArray() && i < json.size(); i++) {
            holdsNoNull(place + "/" + i, json.get(i));
        }
    }

    /**
     * Asserts a plain error: exit code 2, nothing on standard output, exactly one line on standard error that is a sentence,
     * names these things and shows nothing of the program's inside.
     */
    public Outcome isOneSentence(Object... named) {
        assertThat(code).as("exit code, after %s", err).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(out).isEmpty();
        assertThat(err.lines()).as("lines on standard error").hasSize(1);
        assertThat(err.strip())
                .hasSizeLessThan(600)
                .matches("(?s).*[^.]\\.")
                .contains("; ")
                .doesNotContain("Exception", "\tat ", "dev.shatter", "org.bytedeco", "null");
        for (Object name : named) {
            assertThat(err).contains(String.valueOf(name));
        }
        return this;
    }
}
