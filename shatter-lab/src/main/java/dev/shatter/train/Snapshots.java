package dev.shatter.train;

import dev.shatter.core.Catalogue;
import dev.shatter.core.Entry;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import java.util.List;
import java.util.Locale;

/** The moments of a training whose weights can be kept, as they are typed: {@code epoch:1}, {@code step:500}. */
public final class Snapshots {
    static final Counted EPOCH = new Counted("epoch", "after so many epochs, if the training gets there");

    static final Counted STEP = new Counted("step", "after so many steps, if the training gets there");

    /** All of them. */
    public static final Catalogue<Counted> CATALOGUE = Catalogue.of("moment", EPOCH, STEP);

    private Snapshots() {}

    /** A moment by what is counted. */
    public record Counted(String name, String summary) implements Entry {
        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.integer("at", 1L, 1, Integer.MAX_VALUE, "how many"));
        }
    }

    /** The moment that a variant names. */
    static Snapshot of(Variant variant) {
        return new Snapshot(Snapshot.Unit.valueOf(variant.name().toUpperCase(Locale.ROOT)), variant.integer("at"));
    }
}
