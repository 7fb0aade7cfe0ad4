package dev.shatter.lab;

import dev.shatter.run.Run;
import dev.shatter.spec.Spec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A training in the making: immutable, each method gives another draft. What is not set takes its default; docs/specs.md lists
 * every field.
 */
public final class TrainDraft {
    private final Shatter shatter;
    private final Map<String, Object> fields;

    TrainDraft(Shatter shatter, Map<String, Object> fields) {
        this.shatter = shatter;
        this.fields = Collections.unmodifiableMap(fields);
    }

    /** Reference of the data: {@code mnist}, {@code csv:FILE,label=COLUMN}, or what {@link Shatter#data} gives. */
    public TrainDraft data(String reference) {
        return set("data", reference);
    }

    /** Reference of the network: {@code mlp:512x3}. */
    public TrainDraft net(String reference) {
        return set("net", reference);
    }

    /** Corruption of the training labels: {@code true}, {@code random}, {@code corrupt:0.2}. */
    public TrainDraft labels(String reference) {
        return set("labels", reference);
    }

    /** Update rule: {@code sgd:lr=0.01,momentum=0.9}. */
    public TrainDraft optimizer(String reference) {
        return set("optimizer", reference);
    }

    /** Learning rate. */
    public TrainDraft learningRate(double rate) {
        return set("lr", rate);
    }

    /** Examples a step. */
    public TrainDraft batch(int examples) {
        return set("batch", examples);
    }

    /** Most epochs. */
    public TrainDraft epochs(int most) {
        return set("epochs", most);
    }

    /** Rules that end training earlier: {@code train-accuracy:1.0}. */
    public TrainDraft until(String rules) {
        return set("until", rules);
    }

    /** One seed for every source of chance. */
    public TrainDraft seed(long seed) {
        return set("seed", seed);
    }

    /** Any field or shorthand by its name. */
    public TrainDraft set(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new TrainDraft(shatter, more);
    }

    /**
     * The complete spec.
     *
     * @throws dev.shatter.core.BadInput if a field is not known, is missing, or a value is out of its range or not of its type
     */
    public Spec spec() {
        return shatter.draft(fields);
    }

    /** The run: from the store, or made now. */
    public Run run() {
        return shatter.run(spec());
    }
}
