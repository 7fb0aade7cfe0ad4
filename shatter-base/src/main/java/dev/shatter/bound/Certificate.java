package dev.shatter.bound;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A proved upper bound on one risk: with probability at least 1 − δ, risk ≤ value.
 *
 * @param theorem name in {@link Bounds}
 * @param value raw and never clipped; +∞ outside the theorem's domain; never NaN
 * @param confidence δ and how it is split
 * @param scope predictor, loss, points, n and classes
 * @param assumptions what must hold for the promise
 * @param source where the theorem is from
 */
@JsonPropertyOrder({"theorem", "value", "vacuous", "trivial", "price", "confidence", "scope", "assumptions", "source"})
public record Certificate(
        String theorem, double value, Confidence confidence, Scope scope, List<String> assumptions, String source) {
    public Certificate {
        value = Domain.orVacuous(value);
        assumptions = List.copyOf(assumptions);
    }

    static Certificate of(Theorem theorem, double value, Confidence confidence, Scope scope) {
        if (theorem.guarantee() != Guarantee.IN_PROBABILITY) {
            throw new IllegalArgumentException(
                    theorem.name() + " holds " + theorem.guarantee().words());
        }
        return new Certificate(theorem.name(), value, confidence, scope, theorem.assumptions(), theorem.source());
    }

    static Certificate of(Theorem theorem, double value, double delta, Scope scope) {
        return of(theorem, value, Confidence.of("the sample", delta), scope);
    }

    /** At least 1: says nothing at all. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public boolean vacuous() {
        return value >= 1;
    }

    /** At least the risk of a guess, 1 − 1/K for the 0-1 loss. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public boolean trivial() {
        return value >= scope.trivialLevel();
    }

    /** What one gives up for it: see {@link Predictor#price()}. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public String price() {
        return scope.predictor().price();
    }

    /** The same certificate under a further assumption. */
    public Certificate assuming(String clause) {
        List<String> more = new ArrayList<>(assumptions);
        more.add(clause);
        return new Certificate(theorem, value, confidence, scope, more, source);
    }

    /** The same certificate where a further event must not happen: δ grows by that event's share. */
    public Certificate paying(String event, double more) {
        return with(confidence.and(event, more));
    }

    Certificate with(Confidence other) {
        return new Certificate(theorem, value, other, scope, assumptions, source);
    }
}
