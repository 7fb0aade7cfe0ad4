package dev.shatter.train;

import java.util.Arrays;
import java.util.List;

/**
 * Mean and standard deviation per channel, on the scale pixel / 255.
 *
 * @param mean one number a channel; a feature of a vector is a channel
 * @param deviation population standard deviation; 1 where it is 0, so that a constant feature becomes 0
 */
public record ChannelStatistics(List<Double> mean, List<Double> deviation) {
    static ChannelStatistics of(double[] mean, double[] deviation) {
        return new ChannelStatistics(
                Arrays.stream(mean).boxed().toList(),
                Arrays.stream(deviation).map(d -> d > 0 ? d : 1).boxed().toList());
    }
}
