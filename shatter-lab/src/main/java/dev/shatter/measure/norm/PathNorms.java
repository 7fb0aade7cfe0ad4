package dev.shatter.measure.norm;

import dev.shatter.measure.Cost;
import dev.shatter.measure.Line;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;
import dev.shatter.measure.Reading;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.measure.Weights;
import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.network.Placed;
import dev.shatter.torch.StepScope;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Path norms: the l_p norm of the vector of products of weights along every path from an input to an output.
 *
 * <p>Σ over paths of Π |w|^p is one forward pass of a network of ones with weights |w|^p, biases included as paths of
 * their own. Invariant to rescaling a unit's inputs against its outputs. Average pooling keeps its 1/s and max-pooling its
 * maximum, as in released code. Source: Neyshabur, Salakhutdinov and Srebro 2015, arXiv:1506.02617.
 */
public final class PathNorms {
    private static final String SOURCE =
            "Neyshabur, Salakhutdinov and Srebro 2015, arXiv:1506.02617; conventions of Jiang et al. 2020";

    private PathNorms() {}

    public static List<Measure> all() {
        return List.of(
                line(
                                "path-norm",
                                "squared l2 path norm",
                                "sum_k f_{w^2}(1)_k",
                                s -> Reading.exact(square(of(s.wide(), 2))))
                        .scale(Measure.Scale.ROOT)
                        .from(SOURCE),
                line(
                                "path-norm-over-margin",
                                "squared l2 path norm over the squared margin",
                                "sum_k f_{w^2}(1)_k / g^2",
                                s -> {
                                    double g = NormMeasures.margin(s);
                                    return Reading.exact(square(of(s.wide(), 2)) / (g * g))
                                            .n(s.n());
                                })
                        .needs(Need.TRAIN)
                        .scale(Measure.Scale.ROOT)
                        .from(SOURCE),
                line("path-norm-l1", "l1 path norm", "sum_k f_{|w|}(1)_k", s -> Reading.exact(of(s.wide(), 1)))
                        .from("Neyshabur, Tomioka and Srebro 2015, arXiv:1503.00036"));
    }

    private static Line line(
            String name, String summary, String formula, java.util.function.Function<Subject, Reading> act) {
        return Line.of(name, summary, formula, "1", act)
                .costs(Cost.WEIGHTS)
                .reads(Weights.FOLDED)
                .reading("the size of the network's paths; invariant to rescaling of units")
                .pitfall("grows with width and depth even where the function does not");
    }

    private static double square(double x) {
        return x * x;
    }

    /**
     * (Σ over paths of Π |w|^p)^{1/p}.
     *
     * @param folded without batch norm
     * @param power p, 1 or 2
     * @throws Unmeasurable if a layer is not positively homogeneous
     */
    public static double of(Network folded, int power) {
        requireHomogeneous(folded);
        long[] sizes = LongStream.concat(
                        LongStream.of(1),
                        folded.architecture().input().sizes().stream().mapToLong(Integer::longValue))
                .toArray();
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard();
                Network paths = folded.copy()) {
            Tensor theta = paths.flat();
            theta.copy_(power == 1 ? theta.abs() : theta.square());
            Tensor ones = torch.ones(sizes, new TensorOptions(folded.type()));
            double sum = paths.forward(ones, Pass.EVALUATION).sum().item_double();
            return power == 1 ? sum : Math.sqrt(sum);
        }
    }

    /** Refuses layers through which a factor cannot be pulled. */
    static void requireHomogeneous(Network folded) {
        for (Placed place : folded.architecture().all()) {
            if (!place.layer().homogeneous()) {
                throw Unmeasurable.of(
                        place,
                        "layer " + place.name() + " (" + place.layer().text() + ") is not positively homogeneous");
            }
        }
    }
}
