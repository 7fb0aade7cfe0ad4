package dev.shatter.kernel;

import dev.shatter.core.BadInput;
import dev.shatter.data.Samples;
import dev.shatter.data.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Equal inputs in a training set. They make a Gram matrix singular: with equal labels one of them says it all, with
 * different labels nothing fits exactly.
 */
final class EqualInputs {
    private EqualInputs() {}

    /**
     * The split without later copies of an input; the same split if there are none.
     *
     * @throws BadInput if equal inputs have different labels
     */
    static Split merge(String name, Split split) {
        Samples inputs = split.inputs();
        Map<Integer, List<Integer>> seen = new HashMap<>();
        List<Integer> kept = new ArrayList<>();
        byte[] sample = new byte[inputs.stride()];
        byte[] other = new byte[inputs.stride()];
        for (int i = 0; i < split.count(); i++) {
            inputs.copy(i, sample);
            List<Integer> alike = seen.computeIfAbsent(Arrays.hashCode(sample), hash -> new ArrayList<>(1));
            int twin = -1;
            for (int j : alike) {
                inputs.copy(j, other);
                twin = Arrays.equals(sample, other) ? j : twin;
            }
            if (twin < 0) {
                alike.add(i);
                kept.add(i);
            } else if (split.labels()[twin] != split.labels()[i]) {
                throw BadInput.in(
                        name + ", training samples " + twin + " and " + i,
                        "are the same input with different labels, which no function fits exactly",
                        "give a positive --ridge, or remove one of them");
            }
        }
        return kept.size() == split.count()
                ? split
                : split.select(kept.stream().mapToInt(Integer::intValue).toArray());
    }
}
