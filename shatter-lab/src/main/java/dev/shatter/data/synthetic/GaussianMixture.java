package dev.shatter.data.synthetic;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import java.nio.file.Path;
import java.util.List;

/**
 * K balanced classes x = μ_k + N(0, I_d) with μ_k = (s/√2) e_k, so that any two means are s apart.
 *
 * <p>Two classes: the Bayes error is Φ(-s/2), 0.158655 at s = 2.
 */
public final class GaussianMixture implements Generated {
    @Override
    public String name() {
        return "gaussian-mixture";
    }

    @Override
    public String summary() {
        return "balanced classes of unit Gaussians whose means are a given distance apart";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.integer("classes", 2L, 2, 1000, "number of classes K"),
                Parameter.integer("dim", 20L, 2, 100_000, "number of features d, at least K"),
                Parameter.number(
                        "separation", 2.0, 0, 1e6, "distance s of any two means; two classes have Bayes error Φ(-s/2)"),
                TRAIN,
                TEST,
                SEED);
    }

    @Override
    public Dataset read(Variant variant, Path home, Progress progress) {
        int classes = variant.integer("classes");
        int dim = variant.integer("dim");
        if (dim < classes) {
            throw BadInput.in(
                    "data set 'gaussian-mixture'",
                    "has " + classes + " classes in only " + dim + " dimensions",
                    "give dim=" + classes + " or more");
        }
        double offset = variant.number("separation") / Math.sqrt(2);
        Dataset drawn = draw(variant, dim, classes, (index, chance, into) -> {
            int label = index % classes;
            for (int j = 0; j < dim; j++) {
                into[j] = (float) (chance.nextGaussian() + (j == label ? offset : 0));
            }
            return label;
        });
        return drawn.with(drawn.origin().inStrata());
    }
}
