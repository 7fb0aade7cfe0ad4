package dev.shatter.train;

import dev.shatter.core.Chance;
import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import dev.shatter.network.Architecture;
import dev.shatter.torch.HostArray;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Says which weights of a network are trained. */
public interface MaskRule extends Entry {
    /**
     * What {@link Mask#of} takes.
     *
     * @param options this rule's
     * @param weights gives those of the network by full name
     * @return tensors of 1 where a weight is trained and 0 where it is held at 0, for those parameters where some may be
     *     held; empty if all weights are trained
     */
    Optional<Map<String, HostArray>> kept(
            Variant options, Architecture architecture, Supplier<Map<String, HostArray>> weights, Chance chance);
}
