package dev.shatter.experiment;

import dev.shatter.core.Catalogue;
import dev.shatter.experiment.alter.Altering;
import dev.shatter.experiment.train.Training;
import dev.shatter.spec.Drafter;
import dev.shatter.spec.Origins;
import dev.shatter.spec.Spec;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The kinds of experiment, and the making and checking of their specs. */
public final class Experiments {
    private static final List<Experiment> OWN = List.of(new Training(), new Computing(), new Altering());

    /** Every kind: those of this jar, then those that other jars bring. */
    public static final Catalogue<Experiment> CATALOGUE = Catalogue.of(
            "experiment",
            Stream.concat(
                            OWN.stream(),
                            ServiceLoader.load(Experiment.class).stream().map(ServiceLoader.Provider::get))
                    .toArray(Experiment[]::new));

    private Experiments() {}

    /** The kinds of this jar. */
    static List<Experiment> own() {
        return OWN;
    }

    /** The kind of a spec. */
    public static Experiment of(Spec spec) {
        return CATALOGUE.get(spec.kind());
    }

    /**
     * Completes a draft: a training, unless the field {@link Drafter#EXPERIMENT} says otherwise.
     *
     * @param where what to name in messages
     * @param origins where the parents come from that the draft names
     */
    public static Spec draft(String where, Map<String, Object> fields, Origins origins) {
        Object kind = fields.getOrDefault(Drafter.EXPERIMENT, Training.NAME);
        Experiment experiment = CATALOGUE.get(String.valueOf(kind));
        Spec spec = experiment.schema().draft(where, fields, experiment::defaults, origins);
        experiment.check(where, spec);
        return spec;
    }

    /** Completes a draft that names its parents by drafts only. */
    public static Spec draft(String where, Map<String, Object> fields) {
        return draft(where, fields, Origins.drafts(inner -> draft(where, inner)));
    }

    /**
     * A complete spec, held to the schema of its kind.
     *
     * @param where what to name in messages
     * @throws dev.shatter.core.BadInput if a field is missing, unknown, out of its range or of another type
     */
    public static Spec restore(String where, Spec spec) {
        Experiment experiment = of(spec);
        Spec restored = experiment.schema().restore(where, spec);
        experiment.check(where, restored);
        return restored;
    }
}
