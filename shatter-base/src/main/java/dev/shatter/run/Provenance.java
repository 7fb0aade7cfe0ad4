package dev.shatter.run;

import java.util.SortedMap;

/**
 * What made a run: enough to judge whether two runs may be compared.
 *
 * @param version Shatter's version
 * @param commit Shatter's commit, or "unknown"
 * @param java Java runtime's version
 * @param system operating system and processor
 * @param threads threads the numerics used
 * @param engine facts of the numerics: library versions, precision, memory format
 * @param dataHash SHA-256 of the data set as read, before subset and corruption
 * @param started when the run first began, ISO 8601, UTC
 * @param seconds wall time spent, over all resumptions
 */
public record Provenance(
        String version,
        String commit,
        String java,
        String system,
        int threads,
        SortedMap<String, String> engine,
        String dataHash,
        String started,
        double seconds) {
    /** The same but for the time. */
    Provenance at(String when, double took) {
        return new Provenance(version, commit, java, system, threads, engine, dataHash, when, took);
    }
}
