package dev.shatter.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.shatter.core.AtomicFiles;
import dev.shatter.core.BadInput;
import dev.shatter.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was measured on a run, beside it: {@code <run>/measurements/NAME.json}, one file a measure, each written as one
 * act. A new measure never retrains anything.
 */
public final class Measurements {
    private static final String FOLDER = "measurements";

    private Measurements() {}

    /** Stores a measurement, in place of an earlier one of that name. */
    public static void write(Run run, Measurement measurement) {
        Path folder = run.folder().resolve(FOLDER);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw AtomicFiles.unwritable(folder, e);
        }
        AtomicFiles.write(folder.resolve(measurement.name() + ".json"), Json.pretty(measurement));
    }

    /** The stored measurement of this name. */
    public static Optional<Measurement> find(Run run, String name) {
        Path file = run.folder().resolve(FOLDER).resolve(name + ".json");
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** All of a run's measurements, by name. */
    public static List<Measurement> all(Run run) {
        Path folder = run.folder().resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .map(Measurements::read)
                    .toList();
        } catch (IOException e) {
            throw BadInput.in(folder.toString(), "cannot be read", "give yourself read access", e);
        }
    }

    private static Measurement read(Path file) {
        try {
            return Json.mapper().treeToValue(Json.read(file), Measurement.class);
        } catch (JsonProcessingException e) {
            throw BadInput.in(file.toString(), "is not a measurement", "remove it and measure again", e);
        }
    }
}
