package dev.shatter.app;

import dev.shatter.core.AtomicFiles;
import dev.shatter.experiment.Experiments;
import dev.shatter.run.Provenance;
import dev.shatter.run.RunClaim;
import dev.shatter.run.RunStore;
import dev.shatter.run.Trace;
import dev.shatter.spec.Spec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Walks the common paths once, silently: the launcher runs it after a build to write the class-data archive, which holds
 * the classes that were loaded here. What is not walked still works, only slower to start.
 */
public final class Rehearsal {
    private static final List<String> LINES =
            List.of("--help", "--version", "version --json", "nonsense", "completion");

    private Rehearsal() {}

    /** Ends normally whatever the commands say. */
    public static void main(String[] args) throws IOException {
        LINES.forEach(line -> walk(line.split(" ")));
        Path folder = Files.createTempDirectory("shatter-rehearsal");
        try {
            String id = fill(new RunStore(folder));
            String store = folder.toString();
            walk("runs", "list", "--store", store);
            walk("runs", "list", "--store", store, "--where", "net=mlp*", "--where", "testAccuracy>0.5");
            walk("runs", "show", id, "--store", store);
        } finally {
            AtomicFiles.remove(folder);
        }
    }

    private static void walk(String... line) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Main.run(nowhere, nowhere, Terminal.pipe(), line);
    }

    /** A training of no step, for the store's commands to read. */
    private static String fill(RunStore store) {
        Spec spec = Experiments.draft("rehearsal", Map.of("data", "two-spirals", "net", "mlp:8"));
        try (RunClaim claim = store.claim(spec, () -> {})) {
            claim.begin();
            claim.write(new Trace(List.of("epoch"), List.of(List.of(1.0))));
            return claim.complete(
                            new Provenance("", "", "", "", 1, new TreeMap<>(Map.of("precision", "fp32")), "", "", 0),
                            new TreeMap<>(Map.of("testAccuracy", 0.6)),
                            Set.of())
                    .id();
        }
    }
}
