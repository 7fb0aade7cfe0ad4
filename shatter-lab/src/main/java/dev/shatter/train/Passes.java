package dev.shatter.train;

import dev.shatter.core.Chance;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Passes over examples in full batches, in an order drawn anew for every pass; what fills no batch is left out of a pass.
 *
 * @param count number of examples, at least 1
 * @param batch examples a step; {@code count} if it is larger
 * @param passes how many
 */
public record Passes(int count, int batch, int passes) {
    public Passes {
        batch = Math.min(batch, count);
    }

    /** Steps a pass. */
    public int each() {
        return count / batch;
    }

    /** Steps in all. */
    public long steps() {
        return (long) passes * each();
    }

    /** What is done with a batch. */
    @FunctionalInterface
    public interface Step {
        /**
         * One step.
         *
         * @param places of the examples
         * @param step from 0, over all passes
         */
        void run(int[] places, long step);
    }

    /**
     * Takes every step.
     *
     * @param order the chance that a pass's order is drawn from
     */
    public void run(IntFunction<Chance> order, Step step) {
        int each = each();
        for (int pass = 0; pass < passes; pass++) {
            int[] places = order.apply(pass).permutation(count);
            for (int i = 0; i < each; i++) {
                step.run(Arrays.copyOfRange(places, i * batch, (i + 1) * batch), (long) pass * each + i);
            }
        }
    }
}
