package dev.shatter.app;

/** What the process says to its caller. The only place where these numbers stand. */
public final class ExitCodes {
    /** Done. */
    public static final int OK = 0;

    /** A fault of Shatter: one sentence names the log file that holds the stack trace. */
    public static final int FAILED = 1;

    /** Bad input or usage: one sentence says where, what and how to put it right. */
    public static final int BAD_INPUT = 2;

    /** Done, but test errors contradict a certificate: one of its assumptions must be false. */
    public static final int CONTRADICTED = 3;

    /** Interrupted (128 + SIGINT, the shells' convention); what was stored stays. */
    public static final int INTERRUPTED = 130;

    private ExitCodes() {}
}
