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

    /** Asserts that it ended well with exactly one JSON value on standard output, and returns that. */
    public JsonNode json() {
        isDone();
        try {
            // The shared mapper refuses anything after the first value.
            return Json.mapper().readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not one JSON value: " + out, e);
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
