package dev.shatter.train;

import dev.shatter.core.Catalogue;
import dev.shatter.core.Entry;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.run.Run;
import java.util.List;
import java.util.function.Function;

/** The weights that a finished training holds, as they are typed: {@code initial}, {@code final}, {@code epoch:1}. */
public final class StoredWeights {
    /** All of them. */
    public static final Catalogue<Stored> CATALOGUE = Catalogue.of(
            "weights",
            new Stored("initial", "before the first step", List.of(), options -> Run.INITIAL),
            new Stored("final", "at the end", List.of(), options -> Run.FINAL),
            kept(Snapshots.EPOCH),
            kept(Snapshots.STEP));

    /** At the end. */
    public static final Variant FINAL = CATALOGUE.parse("final");

    private StoredWeights() {}

    private static Stored kept(Snapshots.Counted moment) {
        return new Stored(
                moment.name(),
                moment.summary() + ", kept by --keep " + moment.name() + ":…",
                moment.parameters(),
                options -> Snapshots.of(options).file());
    }

    /** The file in a run's folder that holds the weights a variant names. */
    public static String file(Variant variant) {
        return CATALOGUE.get(variant).place.apply(variant);
    }

    /** Weights by the moment they are of. */
    public record Stored(String name, String summary, List<Parameter> parameters, Function<Variant, String> place)
            implements Entry {}
}
