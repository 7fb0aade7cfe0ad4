package dev.shatter.kernel;

import dev.shatter.core.BadInput;
import dev.shatter.torch.Memory;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/** Whether a kernel fit has room. */
final class GramMemory {
    /** What the JVM, libtorch and MKL's own work space take beside the data: measured about 0.7 GB. */
    private static final long BASE = 800L << 20;

    private GramMemory() {}

    /**
     * Refuses before starting.
     *
     * @param bytes needed for n points as a function of n, the points themselves included
     * @throws BadInput that says how many points would fit
     */
    static void require(int n, IntToDoubleFunction bytes) {
        double free = Memory.available();
        double needed = bytes.applyAsDouble(n) + BASE;
        if (needed <= free) {
            return;
        }
        int low = 0;
        int high = n;
        while (high - low > 1) {
            int middle = low + (high - low) / 2;
            if (bytes.applyAsDouble(middle) + BASE <= free) {
                low = middle;
            } else {
                high = middle;
            }
        }
        throw BadInput.in(
                "kernel fit of " + n + " points",
                String.format(
                        Locale.ROOT,
                        "needs %.1f GiB of memory and %.1f GiB are free",
                        needed / (1 << 30),
                        free / (1 << 30)),
                "--n " + low + " would fit, or take --solver nystrom, which stores no Gram matrix");
    }
}
