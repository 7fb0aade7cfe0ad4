package dev.shatter.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the build wrote down about itself: versions and commit. Loads nothing native. */
public final class Build {
    private static final Properties FACTS = read();

    private Build() {}

    /** Shatter's version. */
    public static String version() {
        return fact("version");
    }

    /** Commit built from, {@code …-dirty} when files had changed, or {@code unknown} outside a git clone. */
    public static String commit() {
        return fact("commit");
    }

    /** Version of libtorch and of its Java presets. */
    public static String libtorch() {
        return fact("libtorch");
    }

    /** The BLAS on the class path: MKL where Intel ships it, else OpenBLAS. */
    public static String blas() {
        return Build.class.getResource("/org/bytedeco/mkl/linux-x86_64/libmkl_core.so.2") != null
                        || Build.class.getResource("/org/bytedeco/mkl/windows-x86_64/mkl_core.2.dll") != null
                ? "MKL " + fact("mkl")
                : "OpenBLAS " + fact("openblas");
    }

    private static String fact(String key) {
        return FACTS.getProperty(key, "unknown");
    }

    private static Properties read() {
        Properties facts = new Properties();
        try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                facts.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return facts;
    }
}
