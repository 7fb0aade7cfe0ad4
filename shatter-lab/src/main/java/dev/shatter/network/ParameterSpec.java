package dev.shatter.network;

import java.util.List;

/**
 * One named tensor of a layer.
 *
 * @param name within its layer: weight, bias, shift, scale, mean, variance
 * @param role what it is to the layer; decides its first value
 * @param shape weights [out, in] or [out, in, kh, kw]; all others [channels]
 * @param fanIn inputs one output sums over
 * @param fanOut outputs one input reaches, at stride 1
 */
public record ParameterSpec(String name, Role role, List<Integer> shape, long fanIn, long fanOut) {
    /** What a tensor is to its layer. */
    public enum Role {
        /** Multiplies inputs: drawn at random. */
        WEIGHT,
        /** Added to a weighted sum: 0 at first. */
        BIAS,
        /** Added by a normalisation: 0 at first. */
        SHIFT,
        /** Multiplied by a normalisation: 1 at first. */
        SCALE,
        /** Running mean, not trained: 0 at first. */
        MEAN,
        /** Running variance, not trained: 1 at first. */
        VARIANCE
    }

    public ParameterSpec {
        shape = List.copyOf(shape);
    }

    static ParameterSpec weight(long fanIn, long fanOut, Integer... shape) {
        return new ParameterSpec("weight", Role.WEIGHT, List.of(shape), fanIn, fanOut);
    }

    /** A vector with one value a channel or unit. */
    static ParameterSpec vector(String name, Role role, int channels, long fanIn) {
        return new ParameterSpec(name, role, List.of(channels), fanIn, 1);
    }

    /** Number of values. */
    public long count() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    public long[] sizes() {
        return shape.stream().mapToLong(Integer::longValue).toArray();
    }
}
