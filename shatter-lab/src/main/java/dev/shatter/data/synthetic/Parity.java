package dev.shatter.data.synthetic;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import java.nio.file.Path;
import java.util.List;

/**
 * Sparse parity: x uniform on {-1, 1}^d, the class is the parity of the -1s among the first k coordinates, flipped with
 * probability {@code noise} in both splits.
 *
 * <p>By symmetry the choice of the k coordinates does not matter to a learner that treats coordinates alike. Source: Barak
 * et al. 2022, arXiv:2207.08799.
 */
public final class Parity implements Generated {
    @Override
    public String name() {
        return "parity";
    }

    @Override
    public String summary() {
        return "random signs labelled by the parity of the first k of them";
    }

    @Override
    public String source() {
        return "Barak et al. 2022, arXiv:2207.08799";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("dim", 20L, 1, 100_000, "number of coordinates d"),
                Parameter.integer("k", 3L, 1, 100_000, "number of coordinates that count, at most d"),
                Parameter.number("noise", 0.0, 0, 1, "probability that a label is flipped"),
                TRAIN,
                TEST,
                SEED);
    }

    @Override
    public Dataset read(Variant variant, Path home, Progress progress) {
        int dim = variant.integer("dim");
        int k = variant.integer("k");
        double noise = variant.number("noise");
        if (k > dim) {
            throw BadInput.in("data set 'parity'", "takes " + k + " of " + dim + " coordinates", "give k at most dim");
        }
        return draw(variant, dim, 2, (index, chance, into) -> {
            int label = 0;
            for (int j = 0; j < dim; j++) {
                int bit = chance.nextInt(2);
                into[j] = 1 - 2 * bit;
                label ^= j < k ? bit : 0;
            }
            return chance.nextDouble() < noise ? 1 - label : label;
        });
    }
}
