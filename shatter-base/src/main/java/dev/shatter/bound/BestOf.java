package dev.shatter.bound;

import dev.shatter.core.BadInput;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The smallest of m certificates, paid for: each is computed at δ/m, so all hold together with probability 1 − δ and
 * the choice is free (union bound).
 */
public final class BestOf {
    private BestOf() {}

    /**
     * The best of several certificates of the same risk.
     *
     * @param delta total failure probability
     * @param candidates each makes its certificate for the δ it is given; fixed in number before seeing the sample
     */
    public static Certificate choose(double delta, List<DoubleFunction<Certificate>> candidates) {
        Domain.delta(delta);
        if (candidates.isEmpty()) {
            throw BadInput.in("certificates", "there is none to choose from", "give at least one");
        }
        int m = candidates.size();
        List<Certificate> certificates =
                candidates.stream().map(candidate -> candidate.apply(delta / m)).toList();
        Certificate first = certificates.get(0);
        for (Certificate certificate : certificates) {
            if (certificate.confidence().delta() > delta / m * (1 + 1e-9)) {
                throw new IllegalArgumentException(certificate.theorem() + " spends "
                        + certificate.confidence().delta() + ", more than its share");
            }
            if (certificate.scope().predictor() != first.scope().predictor()
                    || certificate.scope().loss() != first.scope().loss()) {
                throw new IllegalArgumentException("certificates of different risks cannot be compared");
            }
        }
        Certificate best = certificates.stream()
                .min(Comparator.comparingDouble(Certificate::value))
                .orElseThrow();
        if (m == 1) {
            return best;
        }
        double rest =
                certificates.stream().mapToDouble(c -> c.confidence().delta()).sum()
                        - best.confidence().delta();
        return best.with(best.confidence().and("the " + (m - 1) + " certificates not chosen", rest));
    }
}
