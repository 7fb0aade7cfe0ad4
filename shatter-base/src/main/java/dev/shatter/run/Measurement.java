package dev.shatter.run;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One number measured on a trained network, with everything needed to read it.
 *
 * @param name of the measure in its catalogue
 * @param options that are not at their defaults, {@code option=value,…} by name; empty if there are none
 * @param value the number; NaN if it was not measured
 * @param status how far the value can be trusted
 * @param standardError Monte-Carlo error of an estimate; 0 if there is no chance in it, NaN if unknown
 * @param low lower end of an interval or bracket around the value; NaN if there is none
 * @param high upper end; NaN if there is none
 * @param unit what one of it is
 * @param rate the value after the post-processing of Dziugaite et al. 2020, √(v/n) or (ln v - ln n)/2, for the measures
 *     they rank; else NaN
 * @param n examples it was computed on; 0 if it reads only weights
 * @param seconds it took
 * @param seed of its chance
 * @param reads which weights it is about
 * @param conventions formula and choices that the name alone does not settle
 * @param source authors, year, arXiv id
 * @param note a reason where it failed or was skipped, else remarks; may be empty
 * @param details parts of the value by name: layers, quantiles
 */
@JsonPropertyOrder({"name", "options", "value", "status"})
public record Measurement(
        String name,
        String options,
        double value,
        Status status,
        double standardError,
        double low,
        double high,
        String unit,
        double rate,
        long n,
        double seconds,
        long seed,
        String reads,
        String conventions,
        String source,
        String note,
        SortedMap<String, Double> details) {
    /** How far a value can be trusted. */
    public enum Status {
        /** A closed form, up to rounding. */
        EXACT,
        /** An iteration that met its tolerance. */
        CONVERGED,
        /** A mean over draws, with its standard error. */
        ESTIMATED,
        /** The best of a search: the true value is at least this. */
        LOWER_ESTIMATE,
        /** The best of a search: the true value is at most this. */
        UPPER_ESTIMATE,
        /** An iteration that ended before it met its tolerance. */
        UNCONVERGED,
        /** Not measured, for it needs what is not there. */
        SKIPPED,
        /** Tried, and failed for the reason in the note. */
        FAILED;

        /** For people. */
        public String words() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    public Measurement {
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }

    /** For people: what is to be known beside an exact value, empty for nothing. */
    public String remark() {
        String words = status == Status.EXACT ? "" : status.words();
        return words.isEmpty() || note.isEmpty() ? words + note : words + ": " + note;
    }

    /** What was measured, {@code name[,option=value,…]}: with the seed, what tells a measurement of a run from its others. */
    public String reference() {
        return options.isEmpty() ? name : name + "," + options;
    }

    /** Whether there is a value. */
    public boolean measured() {
        return status != Status.SKIPPED && status != Status.FAILED;
    }
}
