package dev.shatter.network;

import dev.shatter.data.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** Values brought to mean 0 and variance 1, then scaled and shifted by trained parameters {@code scale} and {@code shift}. */
public sealed interface Normalisation extends Operation permits BatchNorm, GroupNorm, LayerNorm {
    /** Whether a scale is trained. */
    boolean scale();

    /** Whether a shift is trained. */
    boolean shift();

    /** Shape of the scale and of the shift. */
    Shape affine(Shape input);

    /** (x - mean) / sqrt(variance + eps), without scale and shift. */
    Tensor standardise(Tensor x, Values values, Pass pass);

    @Override
    default Shape output(Shape input) {
        return input;
    }

    @Override
    default Optional<Normalisation> normalisation() {
        return Optional.of(this);
    }

    @Override
    default List<ParameterSpec> parameters(Shape input) {
        List<Integer> sizes = affine(input).sizes();
        List<ParameterSpec> specs = new ArrayList<>();
        if (scale()) {
            specs.add(new ParameterSpec("scale", ParameterSpec.Role.SCALE, sizes, 1, 1));
        }
        if (shift()) {
            specs.add(new ParameterSpec("shift", ParameterSpec.Role.SHIFT, sizes, 1, 1));
        }
        return specs;
    }

    /** Scales and shifts of different networks are spread over their own examples. */
    @Override
    default Tensor applyToEach(Tensor x, Values values, Pass pass) {
        Tensor merged = x.flatten(0, 1);
        Tensor normalised = standardise(merged, values, pass).unflatten(0, x.size(0), x.size(1));
        long[] spread = spread(merged);
        long[] each = new long[spread.length + 1];
        each[0] = x.size(0);
        System.arraycopy(spread, 0, each, 1, spread.length);
        Tensor scaled = scale() ? normalised.mul(values.get("scale").view(each)) : normalised;
        return shift() ? scaled.add(values.get("shift").view(each)) : scaled;
    }

    /** Sizes with which a scale or shift is spread over a batch: 1 along what it does not depend on, examples first. */
    default long[] spread(Tensor x) {
        long[] sizes = new long[Math.toIntExact(x.dim())];
        Arrays.fill(sizes, 1);
        sizes[1] = x.size(1);
        return sizes;
    }
}
