package dev.shatter.stats;

import dev.shatter.core.BadInput;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction (Holm 1979): adjusted p-values that keep the family-wise error under any dependence.
 *
 * <p>With p sorted upwards, p̃_(i) = max_{j ≤ i} min(1, (m − j + 1) p_(j)). Never larger than Bonferroni's m p.
 */
public final class HolmCorrection {
    private HolmCorrection() {}

    /** The adjusted p-values, in the order given. */
    public static double[] adjust(double[] p) {
        for (int i = 0; i < p.length; i++) {
            if (!(p[i] >= 0 && p[i] <= 1)) {
                throw BadInput.in("p-value " + (i + 1), p[i] + " is not in [0, 1]", "give probabilities");
            }
        }
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double running = 0;
        for (int rank = 0; rank < order.length; rank++) {
            running = Math.max(running, Math.min(1, (order.length - rank) * p[order[rank]]));
            adjusted[order[rank]] = running;
        }
        return adjusted;
    }
}
