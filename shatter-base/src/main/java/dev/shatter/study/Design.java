package dev.shatter.study;

import dev.shatter.spec.Drafter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * Puts a study's trials together: conditions by networks by seeds.
 *
 * <p>Every network draws seeds of its own, so that runs of different networks share no chance and may be counted as
 * independent; within a network, all conditions run under the same seeds, so that they can be compared in pairs.
 */
public final class Design {
    /** Seeds of the next network begin so much further on; more than any study has seeds. */
    private static final long STRIDE = 1_000_000_000;

    private final Settings settings;
    private final Map<String, Object> common;
    private final List<String> networks = new ArrayList<>();
    private final List<Trial> trials = new ArrayList<>();

    /**
     * An empty design.
     *
     * @param common fields of every draft
     */
    public Design(Settings settings, Map<String, ?> common) {
        this.settings = settings;
        this.common = new TreeMap<>(common);
    }

    /**
     * Adds a condition of a network under each of its seeds.
     *
     * @param network its reference, and the draft's {@code net} unless the condition sets another
     * @param seeds how many the study takes, if the settings do not say
     * @param fields what this condition sets, over the common fields
     * @param measures what is to be measured on these runs, by name
     */
    public Design add(
            String part, String condition, String network, int seeds, Map<String, ?> fields, String... measures) {
        TreeMap<String, Object> draft = new TreeMap<>(common);
        draft.put("net", network);
        draft.putAll(fields);
        return each(part, condition, network, seeds, draft, List.of(measures));
    }

    /**
     * Adds a condition that is computed, not trained, under each of the seeds. Subjects take seeds of their own, as
     * networks do.
     *
     * @param subject what it is about, in a word or two: takes a network's place in claims
     * @param computation its reference
     * @param seeds how many the study takes, if the settings do not say
     * @param fields further fields of the draft: data, subset, labels, pixels; the common ones do not count here
     */
    public Design compute(
            String part, String condition, String subject, String computation, int seeds, Map<String, ?> fields) {
        TreeMap<String, Object> draft = new TreeMap<>(fields);
        draft.put(Drafter.EXPERIMENT, "compute");
        draft.put("computation", computation);
        return each(part, condition, subject, seeds, draft, List.of());
    }

    /**
     * Adds a condition whose networks are those of {@link #add} under the same fields and seeds, altered.
     *
     * @param how reference of the alteration
     */
    public Design alter(
            String part,
            String condition,
            String network,
            int seeds,
            Map<String, ?> fields,
            String how,
            String... measures) {
        TreeMap<String, Object> training = new TreeMap<>(common);
        training.put("net", network);
        training.putAll(fields);
        return each(
                part,
                condition,
                network,
                seeds,
                seed -> {
                    TreeMap<String, Object> of = new TreeMap<>(training);
                    of.put("seed", seed);
                    return Map.of(Drafter.EXPERIMENT, "alter", "of", of, "by", how, "seed", seed);
                },
                List.of(measures));
    }

    private Design each(
            String part,
            String condition,
            String network,
            int seeds,
            Map<String, Object> fields,
            List<String> measures) {
        return each(
                part,
                condition,
                network,
                seeds,
                seed -> {
                    TreeMap<String, Object> draft = new TreeMap<>(fields);
                    draft.put("seed", seed);
                    return draft;
                },
                measures);
    }

    private Design each(
            String part,
            String condition,
            String network,
            int seeds,
            LongFunction<Map<String, Object>> draft,
            List<String> measures) {
        if (!networks.contains(network)) {
            networks.add(network);
        }
        long first = settings.firstSeed() + STRIDE * networks.indexOf(network);
        for (int i = 0; i < settings.seedsOr(seeds); i++) {
            TreeMap<String, Object> fields = new TreeMap<>(draft.apply(first + i));
            trials.add(new Trial(part, condition, network, fields, new TreeSet<>(measures)));
        }
        return this;
    }

    public List<Trial> trials() {
        return List.copyOf(trials);
    }
}
