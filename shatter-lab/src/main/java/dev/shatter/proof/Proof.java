package dev.shatter.proof;

import dev.shatter.bound.Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A certificate with the numbers it was computed from.
 *
 * @param evidence value by name, for instance {@code kl} in nats, {@code bits}, {@code error} on the certificate's points;
 *     {@code testError}, of the certified predictor on test examples, is for comparison and no part of the proof
 * @param test that loss with what its limits follow from; empty if there are no test examples of the same distribution
 */
public record Proof(Certificate certificate, SortedMap<String, Double> evidence, Optional<TestRisk> test) {
    public Proof {
        evidence = Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
    }

    /**
     * The number of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public double number(String name) {
        Double value = evidence.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no '" + name + "' among " + evidence.keySet());
        }
        return value;
    }

    public static Proof of(Certificate certificate, Map<String, Double> evidence) {
        return new Proof(certificate, new TreeMap<>(evidence), Optional.empty());
    }

    /** The same, with the certified predictor's loss on test examples. */
    public Proof tested(TestRisk risk) {
        SortedMap<String, Double> more = new TreeMap<>(evidence);
        more.put("testError", risk.error());
        return new Proof(certificate, more, Optional.of(risk));
    }

    /** The same under further assumptions. */
    Proof assuming(List<String> clauses) {
        Certificate assuming = certificate;
        for (String clause : clauses) {
            assuming = assuming.assuming(clause);
        }
        return new Proof(assuming, evidence, test);
    }
}
