package dev.shatter.train;

import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import dev.shatter.network.Network;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** An update rule in the catalogue; every one has the options {@code lr} and {@code weight-decay}. */
public interface OptimizerFamily extends Entry {
    /** How many numbers it keeps for each parameter. */
    int numbersKept(Variant options);

    /**
     * The rule for m models at once, with a fresh state: each is changed as if it were alone.
     *
     * @param each their options, which differ in {@code lr} and {@code weight-decay} alone
     * @param parameters [m, values] each; of one model, of any shape
     */
    Optimizer create(List<Variant> each, Map<String, Tensor> parameters);

    /** The rule for these parameters of one model. */
    default Optimizer create(Variant options, Map<String, Tensor> parameters) {
        return create(List.of(options), parameters);
    }

    /** The rule for all parameters of a network as one vector: a step's cost is then that of one tensor. */
    default Optimizer create(Variant options, Network network) {
        return create(options, Map.of("theta", network.flat()));
    }
}
