package dev.shatter.measure;

import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** A number that says how complex what was learned is. It may go along with the gap; it promises nothing. */
public interface Measure extends Entry {
    /** How the measured number is used by those who rank measures: Dziugaite et al. 2020. */
    enum Scale {
        /** Not post-processed. */
        NONE,
        /** v ↦ √(v/n). */
        ROOT,
        /** ln v ↦ (ln v - ln n)/2. */
        LOG
    }

    /** As text. */
    String formula();

    /** What one of it is: weight², nats, 1. */
    String unit();

    /** What a large value means, in plain words. */
    String reading();

    /** How it is commonly misread. */
    String pitfall();

    Cost cost();

    Weights reads();

    Set<Need> needs();

    Scale scale();

    /**
     * Measures.
     *
     * @param options a value for each of its {@link #parameters}
     * @throws Unmeasurable if it is not defined for this network
     */
    Reading measure(Subject subject, Variant options);

    /** Measures with every option at its default. */
    default Reading measure(Subject subject) {
        return measure(subject, defaults());
    }

    /** Itself with every option at its default. */
    default Variant defaults() {
        TreeMap<String, Object> options = new TreeMap<>();
        parameters().forEach(p -> options.put(p.name(), Objects.requireNonNull(p.fallback())));
        return Variant.of(name(), options);
    }
}
