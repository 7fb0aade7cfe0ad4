package dev.shatter.data;

/** Hears how far a slow preparation has come; may be called from several threads, one at a time. */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress SILENT = (what, done, total) -> {};

    /**
     * A step forward.
     *
     * @param what what is going on, for people: "decoding images"
     * @param done how much is done, in the step's own unit (samples or bytes)
     * @param total how much there is; 0 if not known
     */
    void at(String what, long done, long total);
}
