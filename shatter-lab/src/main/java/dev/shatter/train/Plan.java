package dev.shatter.train;

import dev.shatter.core.Variant;
import java.util.List;
import java.util.Set;

/**
 * How a network is trained, beside its examples and first weights.
 *
 * @param course passes, batches, rates, chance
 * @param loss a variant of {@link Losses}
 * @param optimizer of {@link Optimizers}
 * @param method of {@link Methods}
 * @param until of {@link StopRules}: training ends when one of them says so
 * @param evaluate epochs between two evaluations, at least 1; the last epoch is always evaluated
 * @param keep the moments whose weights are announced to listeners
 */
public record Plan(
        Course course,
        Variant loss,
        Variant optimizer,
        Variant method,
        List<Variant> until,
        int evaluate,
        Set<Snapshot> keep) {
    public Plan {
        until = List.copyOf(until);
        keep = Set.copyOf(keep);
    }

    /** What a spec asks for. */
    public static Plan of(TrainSpec spec) {
        return new Plan(
                Course.of(spec),
                spec.loss(),
                spec.optimizer(),
                spec.method(),
                spec.until(),
                spec.evaluate(),
                spec.keep());
    }
}
