package dev.shatter.train;

import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** An update rule in the catalogue; every one has the options {@code lr} and {@code weight-decay}. */
public interface OptimizerFamily extends Entry {
    /** The rule for these parameters, with a fresh state. */
    Optimizer create(Variant options, Map<String, Tensor> parameters);
}
