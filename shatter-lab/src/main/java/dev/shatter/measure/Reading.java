package dev.shatter.measure;

import dev.shatter.run.Measurement.Status;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The result of a measure.
 *
 * @param value the number
 * @param status how far it can be trusted
 * @param standardError 0 without chance, NaN if unknown
 * @param low lower end of an interval or bracket; NaN if there is none
 * @param high upper end
 * @param n examples used; 0 = weights only
 * @param note remarks, may be empty
 * @param details parts by name
 */
public record Reading(
        double value,
        Status status,
        double standardError,
        double low,
        double high,
        long n,
        String note,
        SortedMap<String, Double> details) {
    public Reading {
        details = new TreeMap<>(details);
    }

    private static Reading of(double value, Status status, double standardError) {
        return new Reading(value, status, standardError, Double.NaN, Double.NaN, 0, "", new TreeMap<>());
    }

    /** A closed form. */
    public static Reading exact(double value) {
        return of(value, Status.EXACT, 0);
    }

    /** The result of an iteration. */
    public static Reading iterated(double value, boolean converged) {
        return of(value, converged ? Status.CONVERGED : Status.UNCONVERGED, 0);
    }

    /** A mean over draws. */
    public static Reading estimated(double value, double standardError) {
        return of(value, Status.ESTIMATED, standardError);
    }

    /** The best that a search found. */
    public static Reading searched(double value) {
        return of(value, Status.LOWER_ESTIMATE, Double.NaN);
    }

    /** The same under another value: what a function of it is, with the error by the delta method. */
    public Reading as(double other, double slope) {
        return new Reading(other, status, Math.abs(slope) * standardError, Double.NaN, Double.NaN, n, note, details);
    }

    public Reading n(long examples) {
        return new Reading(value, status, standardError, low, high, examples, note, details);
    }

    public Reading note(String text) {
        return new Reading(value, status, standardError, low, high, n, text, details);
    }

    public Reading between(double lower, double upper) {
        return new Reading(value, status, standardError, lower, upper, n, note, details);
    }

    public Reading details(Map<String, Double> parts) {
        return new Reading(value, status, standardError, low, high, n, note, new TreeMap<>(parts));
    }
}
