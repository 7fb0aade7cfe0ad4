package dev.shatter.lab;

import dev.shatter.core.BadInput;
import dev.shatter.core.Catalogue;
import dev.shatter.core.Entry;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.corrupt.PixelCorruptions;
import dev.shatter.data.store.Datasets;
import dev.shatter.network.Networks;
import dev.shatter.spec.Drafter;
import dev.shatter.spec.Seeds;
import dev.shatter.spec.Spec;
import dev.shatter.spec.TrainSpec;
import dev.shatter.train.Augmentations;
import dev.shatter.train.Losses;
import dev.shatter.train.Optimizers;
import dev.shatter.train.Schedules;
import dev.shatter.train.StopRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A training spec in the making: fields by name, as flags and spec files give them. {@link #spec} checks every one,
 * fills in the rest and names every option, so that flags, a file and a stored spec all become the same record.
 *
 * <p>Defaults are those of Zhang et al. 2017 where the paper states them: SGD with momentum 0.9, learning rate 0.1 for
 * Inception and 0.01 otherwise, times 0.95 after every epoch, no regulariser. The batch size is not stated: at 64 this
 * schedule fits all random labels of CIFAR-10 with a perceptron, at 128 it leaves nearly 2 % of them.
 */
public final class Draft {
    /** Names of all fields, in the order in which help shows them, with their meaning. */
    public static final Map<String, String> FIELDS = fields();

    private final String where;
    private final Map<String, Object> given;

    /**
     * A draft from named values.
     *
     * @param where what to name in messages: a file, or "train"
     * @param given text, numbers, booleans, or as in JSON an object with a {@code name}; absent fields take defaults
     * @throws BadInput if a field is not known
     */
    public Draft(String where, Map<String, Object> given) {
        this.where = where;
        this.given = new LinkedHashMap<>(given);
        for (String name : given.keySet()) {
            if (!FIELDS.containsKey(name)) {
                throw BadInput.in(
                        where,
                        "has an unknown field '" + name + "'",
                        "the fields are " + String.join(", ", FIELDS.keySet()));
            }
        }
    }

    /**
     * The spec of a draft of either kind: of a computation if it has a field {@code compute}, else of a training.
     *
     * @param where what to name in messages
     * @throws BadInput if a field is not known or a value is out of its range
     */
    public static Spec any(String where, Map<String, Object> fields) {
        return fields.containsKey(Drafter.COMPUTE)
                ? new ComputeDraft(where, fields).spec()
                : new Draft(where, fields).spec();
    }

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("data", "reference of the data set");
        fields.put("net", "reference of the network");
        fields.put("labels", "true, random or corrupt:P");
        fields.put("pixels", "true, shuffled, random or gaussian");
        fields.put("subset", "number of training examples, stratified; 0 = all");
        fields.put("test-subset", "number of test examples, stratified; 0 = all");
        fields.put("validation", "fraction of the training examples held out for early stopping");
        fields.put("crop", "side of the centre crop in pixels; 0 = none");
        fields.put("scaling", "unit, whiten or standardise");
        fields.put("loss", "what is minimised");
        fields.put("optimizer", "update rule");
        fields.put("lr", "learning rate");
        fields.put("momentum", "momentum of sgd");
        fields.put("nesterov", "Nesterov's form of momentum");
        fields.put("weight-decay", "weight decay");
        fields.put("schedule", "learning rate over epochs");
        fields.put("augment", "crop, flip, color: transformations of training batches");
        fields.put("dropout", "dropout rate, for networks that have dropout");
        fields.put("batch", "examples a step");
        fields.put("epochs", "most epochs");
        fields.put("evaluate", "epochs from one evaluation to the next");
        fields.put("until", "rules that end training earlier");
        fields.put("precision", "auto, fp32 or bf16");
        fields.put("seed", "one seed for every source of chance");
        for (String name : List.of("data", "corruption", "init", "order", "noise")) {
            fields.put("seed-" + name, "seed of " + name + " alone");
        }
        return fields;
    }

    /** The complete spec. */
    public TrainSpec spec() {
        Variant network = variant(Networks.CATALOGUE, "net", null);
        Object dropout = given.get("dropout");
        if (dropout != null) {
            network = option(Networks.CATALOGUE, network, "dropout", dropout);
        }
        Variant optimizer = variant(Optimizers.CATALOGUE, "optimizer", "sgd");
        boolean rateGiven = given.containsKey("lr")
                || String.valueOf(given.get("optimizer")).contains("lr=");
        if (!rateGiven && optimizer.name().equals("sgd")) {
            optimizer = optimizer.with("lr", Networks.CATALOGUE.get(network).learningRate());
        }
        for (String option : List.of("lr", "momentum", "nesterov", "weight-decay")) {
            Object value = given.get(option);
            if (value != null) {
                optimizer = option(Optimizers.CATALOGUE, optimizer, option, value);
            }
        }
        TrainSpec spec = new TrainSpec(
                data(),
                integer("subset", 0, 0, Integer.MAX_VALUE),
                integer("test-subset", 0, 0, Integer.MAX_VALUE),
                number("validation", 0, 0, 0.9),
                integer("crop", 0, 0, 4096),
                choice("scaling", List.of("unit", "whiten", "standardise")),
                variant(LabelCorruptions.CATALOGUE, "labels", "true"),
                variant(PixelCorruptions.CATALOGUE, "pixels", "true"),
                network,
                variant(Losses.CATALOGUE, "loss", "cross-entropy"),
                optimizer,
                variant(Schedules.CATALOGUE, "schedule", "exponential:0.95"),
                variants(Augmentations.CATALOGUE, "augment"),
                integer("batch", 64, 1, 1 << 20),
                integer("epochs", 100, 0, 1_000_000),
                integer("evaluate", TrainSpec.EVERY_EPOCH, 1, 1_000_000),
                variants(StopRules.CATALOGUE, "until"),
                choice("precision", List.of("auto", "fp32", "bf16")),
                seeds());
        boolean needsValidation = spec.until().stream()
                .anyMatch(rule -> StopRules.CATALOGUE.get(rule).keepsBest());
        if (needsValidation && spec.validation() == 0) {
            throw BadInput.in(
                    where,
                    "early stopping needs examples it may look at, and the test set is not for that",
                    "hold some out with validation 0.1");
        }
        return spec;
    }

    /** Paths in a data reference become absolute: a spec does not depend on the folder it was typed in. */
    private Variant data() {
        Variant variant = variant(Datasets.CATALOGUE, "data", null);
        return Datasets.check(variant.name(), new LinkedHashMap<>(variant.options()));
    }

    private Seeds seeds() {
        long all = seed("seed", 1);
        return new Seeds(
                seed("seed-data", all),
                seed("seed-corruption", all),
                seed("seed-init", all),
                seed("seed-order", all),
                seed("seed-noise", all));
    }

    private long seed(String field, long fallback) {
        return field(field, Parameter.integer(field, fallback, 0, Long.MAX_VALUE, ""), Long.class);
    }

    private int integer(String field, int fallback, int low, int high) {
        return field(field, Parameter.integer(field, (long) fallback, low, high, ""), Long.class)
                .intValue();
    }

    private double number(String field, double fallback, double low, double high) {
        return field(field, Parameter.number(field, fallback, low, high, ""), Double.class);
    }

    private String choice(String field, List<String> words) {
        return field(field, Parameter.choice(field, words, ""), String.class);
    }

    private <T> T field(String field, Parameter parameter, Class<T> type) {
        return type.cast(parameter.read(where, given.get(field)));
    }

    private <T extends Entry> Variant variant(Catalogue<T> catalogue, String field, @Nullable String fallback) {
        Object raw = given.get(field);
        if (raw == null && fallback == null) {
            throw BadInput.in(
                    where, "names no " + catalogue.kind(), "give '" + field + "', one of " + catalogue.names());
        }
        return variant(catalogue, raw == null ? fallback : raw);
    }

    private static <T extends Entry> Variant variant(Catalogue<T> catalogue, @Nullable Object raw) {
        if (raw instanceof Map<?, ?> map) {
            Map<String, Object> options = new LinkedHashMap<>();
            map.forEach((k, v) -> options.put(String.valueOf(k), v));
            return catalogue.check(String.valueOf(options.remove("name")), options);
        }
        return catalogue.parse(String.valueOf(raw));
    }

    /** A list of variants: a JSON list, or text in which a comma begins the next one where a known name follows. */
    private <T extends Entry> List<Variant> variants(Catalogue<T> catalogue, String field) {
        Object raw = given.get(field);
        if (raw == null || raw.equals("") || raw.equals("none")) {
            return List.of();
        }
        if (raw instanceof List<?> list) {
            return list.stream().map(item -> variant(catalogue, item)).toList();
        }
        return catalogue.parseAll(String.valueOf(raw));
    }

    private <T extends Entry> Variant option(Catalogue<T> catalogue, Variant variant, String option, Object value) {
        Map<String, Object> options = new LinkedHashMap<>(variant.options());
        if (!options.containsKey(option)) {
            throw BadInput.in(
                    where,
                    "'" + option + "' means nothing to " + catalogue.kind() + " '" + variant.name() + "'",
                    "leave it out");
        }
        options.put(option, value);
        return catalogue.check(variant.name(), options);
    }
}
