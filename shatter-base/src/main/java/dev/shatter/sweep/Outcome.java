package dev.shatter.sweep;

import dev.shatter.run.Run;
import dev.shatter.spec.Spec;

/** What became of one spec of a sweep. */
public sealed interface Outcome {
    Spec spec();

    /**
     * There is a run.
     *
     * @param run the finished run
     * @param stored whether it was there before the sweep began
     */
    record Finished(Run run, boolean stored) implements Outcome {
        @Override
        public Spec spec() {
            return run.spec();
        }
    }

    /**
     * There is none.
     *
     * @param sentence why, one plain sentence
     */
    record Failed(Spec spec, String sentence) implements Outcome {}
}
