package dev.shatter.torch;

import org.bytedeco.pytorch.global.torch;

/**
 * Number of threads libtorch, its BLAS and oneDNN use inside one operation, by this Java thread.
 *
 * <p>The number is part of what makes a run repeatable to the bit: sums are split by threads. So a run records it. Two
 * busy processes must not use more threads than there are cores between them: an epoch of 0.9 s then takes up to 60 s,
 * because threads spin at barriers while their partner waits for a core.
 */
public final class Threads {
    static {
        Natives.load();
    }

    private Threads() {}

    /**
     * Uses {@code count} threads from now on in the calling thread and in threads that first call libtorch later.
     *
     * @param count at least 1
     */
    public static void use(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads: " + count);
        }
        torch.set_num_threads(count);
    }

    /** Threads an operation called by this thread uses. */
    public static int used() {
        return torch.get_num_threads();
    }
}
