package dev.shatter.bound;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A margin bound's certificate with its terms.
 *
 * @param terms by name: {@code margin}, {@code marginLoss} and {@code complexity} at the margin of the smallest value, and
 *     {@code fittedMargin}, {@code fittedMarginLoss}, {@code fittedComplexity} and {@code fittedValue} at the largest margin
 *     whose loss is within 0.05 of the training error
 */
public record MarginCertificate(Certificate certificate, SortedMap<String, Double> terms) {
    public MarginCertificate {
        terms = Collections.unmodifiableSortedMap(new TreeMap<>(terms));
    }
}
