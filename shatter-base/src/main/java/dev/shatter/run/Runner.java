package dev.shatter.run;

import dev.shatter.spec.Spec;

/** Turns a spec into a run: trains it, resumes it, or answers from the store. */
@FunctionalInterface
public interface Runner {
    Run run(Spec spec);
}
