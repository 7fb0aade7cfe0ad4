package dev.shatter.train;

import dev.shatter.core.Variant;
import org.bytedeco.pytorch.Tensor;

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

    /** A batch's part of a pass's order, [n]. */
    Tensor places(Tensor order, int at) {
        long length = order.size(0);
        long size = Math.min(batch, length);
        return order.narrow(0, at * size, Math.min(size, length - at * size));
    }

    /** What a step's learning rate is multiplied by. */
    double factor(Moment at) {
        return Schedules.CATALOGUE.get(schedule).factor(schedule, at.passed(), epochs);
    }
}
