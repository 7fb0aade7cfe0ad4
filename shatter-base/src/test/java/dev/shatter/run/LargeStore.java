package dev.shatter.run;

import dev.shatter.core.Chance;
import dev.shatter.core.Json;
import dev.shatter.spec.Spec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fills a store with small runs that were never made. */
final class LargeStore {
    private static final List<Integer> TOSSES = List.of(10, 100, 1000, 10_000);

    private LargeStore() {}

    static void fill(RunStore store, int runs) {
        Trace trace = new Trace(List.of("epsilon", "exact"), List.of(List.of(0.1, 0.5)));
        for (int i = 0; i < runs; i++) {
            Chance chance = Chance.of(1, "large-store", i);
            TreeMap<String, Double> results = new TreeMap<>();
            for (String name : List.of("p", "exactOverBound", "chernoffOverOthers", "outside")) {
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
            QuickStore.measurement(run, DamageTest.measurement("path-norm", "", 1, 100 * chance.nextDouble()));
        }
    }

    /** A computation that takes no time: the tails of a coin, of four numbers of tosses. */
    static Spec spec(int i) {
        Map<String, Object> coin =
                Map.of("name", "coin-tail", "n", TOSSES.get(i % TOSSES.size()), "points", 12, "trials", 1000);
        return Spec.read(Json.mapper().valueToTree(Map.of("kind", "compute", "computation", coin, "seed", i)));
    }
}
