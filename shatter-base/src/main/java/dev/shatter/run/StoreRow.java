package dev.shatter.run;

import dev.shatter.core.Variant;
import dev.shatter.run.Fact.Topic;
import dev.shatter.run.Listing.State;
import dev.shatter.spec.Spec;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A folder of the store as a row of {@link StoreTable}. What the index knows of a run is read when it is asked for. */
public final class StoreRow {
    private final Path folder;
    private final State state;
    private final List<Fact> facts;
    private @Nullable Listing listing;

    private StoreRow(Path folder, State state, List<Fact> facts, @Nullable Listing listing) {
        this.folder = folder;
        this.state = state;
        this.facts = facts;
        this.listing = listing;
    }

    /** A finished run that the index remembers. */
    static StoreRow remembered(Path folder, List<Fact> facts) {
        return new StoreRow(folder, State.COMPLETE, facts, null);
    }

    /**
     * A folder that has just been looked at.
     *
     * @param measured values of its measurements, by reference, and by {@code reference@seed} where the seed is not the usual one
     * @param pool of the facts of all rows
     */
    static StoreRow seen(Listing listing, SortedMap<String, Double> measured, Fact.Pool pool) {
        Run run = listing.run();
        return new StoreRow(
                listing.folder(), listing.state(), run == null ? List.of() : Fact.of(run, measured, pool), listing);
    }

    String name() {
        return String.valueOf(folder.getFileName());
    }

    Path folder() {
        return folder;
    }

    State state() {
        return state;
    }

    List<Fact> facts() {
        return facts;
    }

    /** What it is. */
    public Listing listing() {
        Listing known = listing;
        if (known == null) {
            known = new Listing(name(), folder, state, run(), "");
            listing = known;
        }
        return known;
    }

    /** Its value in a column, a Double, Boolean or String; null if it has none. */
    public @Nullable Object cell(String column) {
        switch (column) {
            case "id" -> {
                return name();
            }
            case "state" -> {
                return state.name().toLowerCase(Locale.ROOT);
            }
            case "note" -> {
                return state == State.COMPLETE ? "" : listing().note();
            }
            default -> {
                for (Fact fact : facts) {
                    Object cell = fact.cell(column);
                    if (cell != null) {
                        return cell;
                    }
                }
                return null;
            }
        }
    }

    /** The variant whose text is its value in a column, if one is. */
    @Nullable
    Variant variant(String column) {
        for (Fact fact : facts) {
            if (fact.column().topic() == Topic.SPEC && fact.column().name().equals(column)) {
                return fact.value() instanceof Variant variant ? variant : null;
            }
        }
        return null;
    }

    private Run run() {
        TreeMap<String, Object> fields = new TreeMap<>();
        TreeMap<String, Double> results = new TreeMap<>();
        TreeMap<String, Seal> files = new TreeMap<>();
        String started = "";
        double seconds = 0;
        Provenance made = null;
        for (Fact fact : facts) {
            String name = fact.column().name();
            Object value = fact.value();
            switch (fact.column().topic()) {
                case SPEC -> fields.put(name, value);
                case RESULT -> results.put(name, (Double) value);
                case FILE -> files.put(name, (Seal) value);
                case STARTED -> started = (String) value;
                case SECONDS -> seconds = (Double) value;
                case MADE -> made = (Provenance) value;
                case MEASURED -> {
                    // A column of the table, no part of the run.
                }
            }
        }
        if (made == null) {
            throw new IllegalStateException(Topic.MADE + " is missing in the index");
        }
        return new Run(
                Spec.known(fields, name()),
                folder,
                made.at(started, seconds),
                results,
                Collections.unmodifiableSortedMap(files));
    }
}
