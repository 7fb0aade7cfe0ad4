package dev.shatter.run;

import dev.shatter.spec.Spec;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * A finished run: a folder that holds what was asked, what made it, what came out.
 *
 * @param spec what was asked
 * @param folder where it lies: spec.json, run.json, trace.csv, initial.safetensors, final.safetensors, …
 * @param provenance what made it
 * @param results headline numbers by name; fractions in [0, 1], losses in nats
 */
public record Run(Spec spec, Path folder, Provenance provenance, SortedMap<String, Double> results) {
    public String id() {
        return spec.id();
    }

    /** A result, or NaN where this kind of run has none of that name. */
    public double result(String name) {
        return results.getOrDefault(name, Double.NaN);
    }

    public Trace trace() {
        return Trace.read(folder.resolve(RunStore.TRACE));
    }

    public Path initialWeights() {
        return folder.resolve(RunStore.INITIAL);
    }

    public Path finalWeights() {
        return folder.resolve(RunStore.FINAL);
    }
}
