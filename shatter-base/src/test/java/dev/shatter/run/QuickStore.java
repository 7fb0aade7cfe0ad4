package dev.shatter.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.Json;
import dev.shatter.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Runs and measurements as they are stored, without being forced to disk, which makes thousands of them affordable. */
public final class QuickStore {
    private QuickStore() {}

    /** A finished run that was never made. */
    public static Run run(
            RunStore store, Spec spec, Provenance provenance, SortedMap<String, Double> results, Trace trace) {
        Path folder = store.folder(spec.id());
        TreeMap<String, Seal> seals = new TreeMap<>();
        try {
            Files.createDirectories(folder);
            seals.put(
                    RunStore.SPEC, Seal.of(Files.writeString(folder.resolve(RunStore.SPEC), Json.pretty(spec.json()))));
            seals.put(RunStore.TRACE, Seal.of(Files.writeString(folder.resolve(RunStore.TRACE), trace.csv())));
            Files.writeString(
                    folder.resolve(RunStore.RUN),
                    Sealed.text(RunFolder.record(spec, provenance, results, seals, Set.of())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Run(spec, folder, provenance, results, seals);
    }

    /** A measurement beside a run. */
    public static void measurement(Run run, Measurement measurement) {
        Path file = Measurements.file(run, measurement.reference(), measurement.seed());
        try {
            Files.createDirectories(run.folder().resolve(Measurements.FOLDER));
            Files.writeString(file, Sealed.text(Json.mapper().<ObjectNode>valueToTree(measurement)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A measurement that was never taken. */
    static Measurement measured(String name, String options, long seed, double value) {
        return new Measurement(
                name,
                options,
                value,
                Measurement.Status.EXACT,
                0,
                Double.NaN,
                Double.NaN,
                "1",
                Double.NaN,
                0,
                0,
                seed,
                "",
                "",
                "",
                "",
                new TreeMap<>());
    }
}
