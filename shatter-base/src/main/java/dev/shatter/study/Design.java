package dev.shatter.study;

import dev.shatter.sweep.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
     * Adds conditions for one network.
     *
     * @param part which part of the study they belong to
     * @param network reference of the network
     * @param seeds how many seeds the study takes, if the settings do not say
     * @param conditions one draft each; what it says overrides the common fields
     */
    public Design add(String part, String network, int seeds, List<? extends Map<String, ?>> conditions) {
        if (!networks.contains(network)) {
            networks.add(network);
        }
        long first = settings.firstSeed() + STRIDE * networks.indexOf(network);
        for (Map<String, ?> condition : conditions) {
            for (int i = 0; i < settings.seedsOr(seeds); i++) {
                TreeMap<String, Object> fields = new TreeMap<>(common);
                fields.putAll(condition);
                fields.put("net", network);
                fields.put("seed", first + i);
                trials.add(new Trial(part, fields));
            }
        }
        return this;
    }

    public Design add(String part, String network, int seeds, Grid grid) {
        return add(part, network, seeds, grid.drafts());
    }

    public List<Trial> trials() {
        return List.copyOf(trials);
    }
}
