package dev.shatter.core;

import java.nio.file.Path;

/**
 * Shatter's own folder: runs, data cache, native libraries, logs.
 *
 * <p>The system property {@code shatter.home}, else the environment's {@code SHATTER_HOME}, else {@code ~/.shatter}.
 */
public final class Home {
    private Home() {}

    /** The folder, absolute; it need not exist yet. */
    public static Path path() {
        String given = System.getProperty("shatter.home", "");
        if (given.isEmpty()) {
            String environment = System.getenv("SHATTER_HOME");
            given = environment == null ? "" : environment;
        }
        return (given.isEmpty() ? Path.of(System.getProperty("user.home"), ".shatter") : Path.of(given))
                .toAbsolutePath()
                .normalize();
    }
}
