package dev.shatter.run;

import dev.shatter.core.BadInput;
import dev.shatter.spec.Spec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A finished run: a folder that holds what was asked for, what made it, and the results.
 *
 * @param spec what was asked
 * @param folder where it lies: spec.json, run.json, trace.csv and the artefacts of its kind
 * @param provenance what made it
 * @param results headline numbers by name; fractions in [0, 1], losses in nats
 * @param files names of the files in the folder that belong to the run
 */
public record Run(
        Spec spec, Path folder, Provenance provenance, SortedMap<String, Double> results, SortedSet<String> files) {
    /** A training's weights before the first step. */
    public static final String INITIAL = "initial.safetensors";

    /** A training's weights at its end. */
    public static final String FINAL = "final.safetensors";

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

    /** A file that the run's kind left there: weights, masks, chains, samples; empty if there is none of this name. */
    public Optional<Path> artefact(String file) {
        return files.contains(file) ? Optional.of(folder.resolve(file)) : Optional.empty();
    }

    /** An artefact that a run of its kind always has. */
    public Path required(String file) {
        return artefact(file)
                .orElseThrow(() ->
                        BadInput.in("run " + id().substring(0, 12), "has no file '" + file + "'", "make it again"));
    }
}
