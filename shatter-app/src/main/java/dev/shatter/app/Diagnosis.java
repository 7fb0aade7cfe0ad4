package dev.shatter.app;

import java.util.Map;

/**
 * One thing `doctor` looked at.
 *
 * @param check what was looked at
 * @param state whether Shatter can work with it
 * @param text what was found
 * @param remedy what to do about it; empty when all is well
 * @param numbers the numbers behind the text by name: bytes, gflops, …
 */
public record Diagnosis(String check, State state, String text, String remedy, Map<String, Double> numbers) {
    /** How serious it is. */
    public enum State {
        /** As it should be. */
        OK,
        /** Usable, with less speed or comfort. */
        NOTE,
        /** Shatter cannot work until it is fixed. */
        BAD
    }

    static Diagnosis ok(String check, String text) {
        return new Diagnosis(check, State.OK, text, "", Map.of());
    }

    static Diagnosis note(String check, String text, String remedy) {
        return new Diagnosis(check, State.NOTE, text, remedy, Map.of());
    }

    static Diagnosis bad(String check, String text, String remedy) {
        return new Diagnosis(check, State.BAD, text, remedy, Map.of());
    }

    Diagnosis with(Map<String, Double> found) {
        return new Diagnosis(check, state, text, remedy, found);
    }
}
