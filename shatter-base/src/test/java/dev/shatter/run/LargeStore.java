package dev.shatter.run;

import dev.shatter.core.Chance;
import dev.shatter.core.Json;
import dev.shatter.spec.Spec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fills a store with trainings that were never made: for tests, and by hand for timing what people do with a large store. */
final class LargeStore {
    /** Sizes of hidden layers; a quarter of the trainings each. */
    static final List<List<Integer>> HIDDEN =
            List.of(List.of(512), List.of(512, 512), List.of(512, 512, 512), List.of(64));

    private LargeStore() {}

    /** {@code LargeStore FOLDER RUNS}: a store of so many runs in a new folder. */
    public static void main(String[] args) {
        fill(new RunStore(Path.of(args[0])), Integer.parseInt(args[1]));
    }

    static void fill(RunStore store, int runs) {
        Trace trace = new Trace(
                List.of("epoch", "trainLoss", "trainAccuracy"),
                List.of(List.of(1.0, 0.9, 0.5), List.of(2.0, 0.7, 0.6), List.of(3.0, 0.6, 0.7)));
        for (int i = 0; i < runs; i++) {
            Chance chance = Chance.of(1, "large-store", i);
            TreeMap<String, Double> results = new TreeMap<>(Map.of("epochs", 3.0, "parameters", 407_050.0));
            for (String name : List.of("testAccuracy", "trainAccuracy", "gap", "trainLoss")) {
                results.put(name, chance.nextDouble());
            }
            Provenance provenance = new Provenance(
                    "0.1.0",
                    "abc",
                    "17",
                    "Linux amd64",
                    2,
                    new TreeMap<>(Map.of("libtorch", "2", "precision", "fp32")),
                    "00",
                    "2026-01-01T00:00:00Z",
                    60 * chance.nextDouble());
            Run run = QuickStore.run(store, spec(i), provenance, results, trace);
            QuickStore.measurement(run, QuickStore.measured("path-norm", "", 1, 100 * chance.nextDouble()));
            QuickStore.measurement(run, QuickStore.measured("l2", "", 1, chance.nextDouble()));
        }
    }

    /** A training of one of four networks on data that nobody has to make. */
    static Spec spec(int i) {
        TreeMap<String, Object> fields = new TreeMap<>(Map.of(
                "kind", "train",
                "augment", List.of(),
                "batch", 128,
                "crop", 0,
                "epochs", 3,
                "evaluate", 1,
                "precision", "auto",
                "scaling", "unit",
                "subset", 0,
                "test-subset", 0));
        fields.put("until", List.of());
        fields.put("validation", 0.0);
        for (String seed : List.of("corruption", "data", "init", "noise", "order")) {
            fields.put("seed-" + seed, i);
        }
        fields.put(
                "data", Map.of("name", "two-spirals", "n", 1000, "noise", 0.02, "seed", 0, "test", 1000, "turns", 1.5));
        fields.put("labels", Map.of("name", "true"));
        fields.put("pixels", Map.of("name", "true"));
        fields.put("loss", Map.of("name", "cross-entropy"));
        fields.put("schedule", Map.of("name", "constant", "warmup", 0.0));
        fields.put(
                "optimizer",
                Map.of("name", "sgd", "lr", 0.01, "momentum", 0.9, "nesterov", false, "weight-decay", 0.0));
        fields.put(
                "net",
                Map.of(
                        "name",
                        "mlp",
                        "activation",
                        "relu",
                        "bn",
                        false,
                        "dropout",
                        0.0,
                        "gain",
                        1.0,
                        "hidden",
                        HIDDEN.get(i % HIDDEN.size()),
                        "init",
                        "he"));
        return Spec.read(Json.mapper().valueToTree(fields));
    }
}
