package dev.shatter.proof;

import dev.shatter.bound.Predictor;
import dev.shatter.bound.SampleRole;
import dev.shatter.bound.Theorem;
import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import java.util.List;

/** A way to prove an upper bound on the risk of a network, or of one made from it. */
public interface Certifier extends Entry {
    /** What it applies: its name, summary and source are the certifier's own. */
    Theorem theorem();

    @Override
    default String name() {
        return theorem().name();
    }

    @Override
    default String summary() {
        return theorem().summary();
    }

    @Override
    default String source() {
        return theorem().source();
    }

    /** Whose risk it bounds. */
    Predictor predictor();

    /** Where its empirical risk is measured. */
    SampleRole points();

    /** Whether the initial network is the centre of its prior, or what that was learnt from. */
    default boolean priorIsInitial() {
        return false;
    }

    /** What it costs; one that trains runs only on request. */
    Cost cost();

    /**
     * The proofs; each holds by itself with a total failure probability {@code delta}.
     *
     * @param options this certifier's, every one named
     * @throws Unmeasurable if the theorem does not cover this network, what it needs is not there, or what it assumes of
     *     the examples is known to be false
     */
    default List<Proof> certify(Premises premises, Variant options, double delta, Progress progress) {
        Subject examined = premises.examined(this);
        List<String> clauses = premises.clauses(points());
        return prove(examined, options, delta, progress).stream()
                .map(proof -> proof.assuming(clauses))
                .toList();
    }

    /**
     * What {@link #certify} does once the examples were looked at: the theorem applied.
     *
     * @param examined the network with the examples it may be certified on
     */
    List<Proof> prove(Subject examined, Variant options, double delta, Progress progress);
}
