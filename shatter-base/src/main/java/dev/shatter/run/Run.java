package dev.shatter.run;

import dev.shatter.core.BadInput;
import dev.shatter.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A finished run: a folder that holds what was asked for, what made it, and the results.
 *
 * @param spec what was asked
 * @param folder where it lies: spec.json, run.json, trace.csv and the artefacts of its kind
 * @param provenance what made it
 * @param results headline numbers by name; fractions in [0, 1], losses in nats
 * @param files what the files of the folder that belong to the run were written with, by name
 */
public record Run(
        Spec spec,
        Path folder,
        Provenance provenance,
        SortedMap<String, Double> results,
        SortedMap<String, Seal> files) {
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

    /**
     * Its numbers over time.
     *
     * @throws BadInput if the file is not what was written
     */
    public Trace trace() {
        return Trace.read(artefact(RunStore.TRACE).orElse(folder.resolve(RunStore.TRACE)));
    }

    /**
     * A file that the run's kind left there: weights, masks, chains, samples; empty if there is none of this name.
     *
     * @throws BadInput if it is not what was written: every byte is compared by its hash
     */
    public Optional<Path> artefact(String file) {
        Seal seal = files.get(file);
        if (seal == null) {
            return Optional.empty();
        }
        Path path = folder.resolve(file);
        fault(path, seal).ifPresent(fault -> {
            throw BadInput.in(path, fault, "run its spec again: the folder is moved aside and the run made anew");
        });
        return Optional.of(path);
    }

    /** An artefact that a run of its kind always has. */
    public Path required(String file) {
        return artefact(file)
                .orElseThrow(() ->
                        BadInput.in("run " + id().substring(0, 12), "has no file '" + file + "'", "make it again"));
    }

    /** What is wrong with its files, a clause each, every byte of them read; measurements are not among them. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        files.forEach(
                (name, seal) -> fault(folder.resolve(name), seal).ifPresent(fault -> faults.add(name + " " + fault)));
        return faults;
    }

    private static Optional<String> fault(Path file, Seal seal) {
        try {
            return seal.fault(file);
        } catch (IOException e) {
            throw BadInput.in(file.toString(), "cannot be read", "give yourself read access", e);
        }
    }
}
