package dev.shatter.bound;

import java.util.ArrayList;
import java.util.List;

/**
 * The failure probability of a certificate and what it was spent on.
 *
 * @param delta total, in (0, 1): the certificate holds with probability at least 1 − δ
 * @param shares what δ was spent on; they add up to δ
 */
public record Confidence(double delta, List<Share> shares) {
    /** One part of δ. */
    public record Share(String event, double delta) {}

    public Confidence {
        Domain.delta(delta);
        shares = List.copyOf(shares);
        double sum = shares.stream().mapToDouble(Share::delta).sum();
        if (!(Math.abs(sum - delta) <= 1e-9 * delta)) {
            throw new IllegalArgumentException("shares add up to " + sum + ", not to delta = " + delta);
        }
    }

    /** All of δ for one event. */
    public static Confidence of(String event, double delta) {
        return new Confidence(delta, List.of(new Share(event, delta)));
    }

    /** This and a further event, by the union bound. */
    public Confidence and(String event, double more) {
        List<Share> all = new ArrayList<>(shares);
        all.add(new Share(event, Domain.delta(more)));
        return new Confidence(delta + more, all);
    }
}
