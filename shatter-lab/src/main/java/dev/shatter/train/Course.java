package dev.shatter.train;

import dev.shatter.core.Variant;
import java.util.Arrays;

/**
 * How a loop passes over examples: every pass in an order of its own, batch after batch.
 *
 * @param batch examples a step, at least 1
 * @param remainder whether what fills no batch at the end of a pass makes a smaller one; otherwise it is left out, and a
 *     batch is never larger than all examples
 * @param epochs most passes
 * @param schedule learning rate over time, a variant of {@link Schedules}
 * @param streams the chance it draws from
 */
public record Course(int batch, boolean remainder, int epochs, Variant schedule, Streams streams) {
    /** A spec's: smaller batches at the end of a pass. */
    public static Course of(TrainSpec spec) {
        return new Course(spec.batch(), true, spec.epochs(), spec.schedule(), Streams.of(spec.seeds()));
    }

    /** Passes in full batches. */
    public static Course full(int batch, int epochs, Variant schedule, Streams streams) {
        return new Course(batch, false, epochs, schedule, streams);
    }

    /** Steps a pass over so many examples. */
    public int batches(int count) {
        return remainder ? (count + batch - 1) / batch : count / Math.min(batch, count);
    }

    /** The places of a batch's examples in a pass's order. */
    int[] places(int[] order, int at) {
        int size = Math.min(batch, order.length);
        return Arrays.copyOfRange(order, at * size, Math.min(order.length, (at + 1) * size));
    }

    /** What a step's learning rate is multiplied by. */
    double factor(Moment at) {
        return Schedules.CATALOGUE.get(schedule).factor(schedule, at.passed(), epochs);
    }
}
