package dev.shatter.sweep;

import dev.shatter.spec.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Specs to run, each once, in the order in which they are to be begun.
 *
 * @param specs no two with the same id
 */
public record Sweep(List<Spec> specs) {
    public Sweep {
        specs = List.copyOf(specs);
        if (distinct(specs).size() != specs.size()) {
            throw new IllegalArgumentException("a sweep holds a spec once");
        }
    }

    /** The sweep of these specs; repetitions are dropped. */
    public static Sweep of(List<? extends Spec> specs) {
        return new Sweep(List.copyOf(distinct(specs).values()));
    }

    public int size() {
        return specs.size();
    }

    private static Map<String, Spec> distinct(List<? extends Spec> specs) {
        Map<String, Spec> byId = new LinkedHashMap<>();
        specs.forEach(spec -> byId.putIfAbsent(spec.id(), spec));
        return byId;
    }
}
