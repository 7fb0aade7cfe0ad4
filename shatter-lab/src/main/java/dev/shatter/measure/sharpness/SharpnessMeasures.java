package dev.shatter.measure.sharpness;

import dev.shatter.curvature.EmpiricalLoss;
import dev.shatter.curvature.Objective;
import dev.shatter.curvature.Vectors;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Line;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;
import dev.shatter.measure.NoteNumber;
import dev.shatter.measure.Reading;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.measure.Weights;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** How much the training loss can be raised near the weights: Keskar's metric, sharpness relative to the weights' size. */
public final class SharpnessMeasures {
    private static final int STEPS = 10;
    private static final double KESKAR = 1e-3;
    private static final double KESKAR_SMALL = 5e-4;
    private static final int SUBSPACE = 100;

    /** Largest basis of a random subspace, in bytes. */
    private static final double SUBSPACE_BYTES = 2e9;

    /** Relative size of an adaptive perturbation: 1 % of every weight. */
    private static final double ADAPTIVE = 0.01;

    /** ρ of sharpness-aware minimisation's own experiments. */
    private static final double SAM = 0.05;

    private static final int DRAWS = 20;

    private SharpnessMeasures() {}

    public static List<Measure> all() {
        return List.of(
                keskar("keskar-sharpness", "in the full space, eps = 1e-3", "A = I, eps = 1e-3", s -> full(s, KESKAR)),
                keskar(
                        "keskar-sharpness-5e-4",
                        "in the full space, eps = 5e-4",
                        "A = I, eps = 5e-4",
                        s -> full(s, KESKAR_SMALL)),
                keskar(
                        "keskar-sharpness-subspace",
                        "in a random subspace of dimension 100, eps = 1e-3",
                        "A of shape p x 100 standard normal, eps = 1e-3",
                        SharpnessMeasures::subspace),
                line(
                                "adaptive-sharpness",
                                "worst rise of the loss when every weight moves by at most 1 %",
                                "max_{|u_i| <= 0.01 |w_i|} L(w + u) - L(w)",
                                SharpnessMeasures::adaptive)
                        .reading("invariant to rescaling of layers")
                        .from("Kwon et al. 2021, arXiv:2102.11600; Andriushchenko et al. 2023, arXiv:2302.07011"),
                line(
                                "adaptive-sharpness-average",
                                "mean rise of the loss under noise of 1 % of every weight",
                                "E L(w + u) - L(w), u_i ~ N(0, (0.01 w_i)^2)",
                                SharpnessMeasures::average)
                        .reading("invariant to rescaling of layers")
                        .from("Andriushchenko et al. 2023, arXiv:2302.07011"),
                line(
                                "sam-sharpness",
                                "rise of the loss one step of length 0.05 up its gradient",
                                "L(w + 0.05 g/||g||) - L(w), g = grad L",
                                SharpnessMeasures::sam)
                        .pitfall("not invariant to rescaling")
                        .from("Foret et al. 2021, arXiv:2010.01412"));
    }

    private static Line line(String name, String summary, String formula, Function<Subject, Reading> act) {
        return Line.of(name, summary, formula, "nats", act)
                .costs(Cost.SEARCH)
                .reads(Weights.FOLDED)
                .needs(Need.TRAIN);
    }

    private static Line keskar(String name, String summary, String formula, Function<Subject, Reading> act) {
        return Line.of(
                        name,
                        "Keskar's sharpness " + summary,
                        "100 (max_{z in C} L(w + A z) - L(w)) / (1 + L(w)), C = {|z_i| <= eps (|(A^+ w)_i| + 1)}, "
                                + formula,
                        "per cent",
                        act)
                .costs(Cost.SEARCH)
                .reads(Weights.PARAMETERS)
                .needs(Need.TRAIN)
                .reading("large where a tiny box holds much larger losses")
                .pitfall("a lower estimate by projected sign ascent (10 steps), where the paper used L-BFGS-B; not"
                        + " invariant to rescaling")
                .from("Keskar et al. 2017, Metric 2.1, arXiv:1609.04836");
    }

    private static Reading full(Subject subject, double eps) {
        EmpiricalLoss loss = subject.lossOf(subject.sample(4 * STEPS));
        Tensor theta = subject.network().flat();
        return Reading.searched(keskar(loss, theta, eps, subject.seed()))
                .n(loss.examples().count());
    }

    /** φ in the full space. */
    public static double keskar(Objective loss, Tensor theta, double eps, long seed) {
        try (StepScope scope = StepScope.open()) {
            Tensor box = theta.abs().add(new Scalar(1.0)).mul(new Scalar(eps));
            Tensor start = Vectors.gaussian(theta.numel(), theta.scalar_type().intern(), seed, "measure", "keskar");
            return phi(loss, theta, box, start);
        }
    }

    private static double phi(Objective loss, Tensor centre, Tensor box, Tensor start) {
        double base = loss.value(centre);
        double[] best = {base};
        BoxAscent.run(loss, centre, box, start, STEPS, point -> {
            best[0] = Math.max(best[0], loss.value(point));
            return false;
        });
        return 100 * (best[0] - base) / (1 + base);
    }

    private static Reading subspace(Subject subject) {
        long p = subject.network().flat().numel();
        double bytes = (double) p * SUBSPACE * subject.network().flat().element_size();
        if (bytes > SUBSPACE_BYTES) {
            throw new Unmeasurable("a basis of " + p + " x 100 needs " + NoteNumber.text(bytes / 1e9) + " GB");
        }
        EmpiricalLoss loss = subject.lossOf(subject.sample(4 * STEPS));
        return Reading.searched(keskarSubspace(loss, subject.network().flat(), KESKAR, SUBSPACE, subject.seed()))
                .n(loss.examples().count());
    }

    /** φ in a random subspace: the objective in z, centred at 0, in the box around A⁺w. */
    public static double keskarSubspace(Objective loss, Tensor theta, double eps, int dimension, long seed) {
        try (StepScope scope = StepScope.open()) {
            Tensor basis = torch.randn(
                            new long[] {dimension, theta.numel()},
                            Generators.of(seed, "measure", "keskar", "subspace"),
                            new TensorOptions(torch.ScalarType.Float))
                    .to(theta.scalar_type());
            // A⁺w = (AᵀA)⁻¹Aᵀw; the rows of 'basis' are the columns of A.
            Tensor gram = basis.matmul(basis.t());
            Tensor coordinates = torch.linalg_solve(gram, basis.mv(theta));
            Tensor box = coordinates.abs().add(new Scalar(1.0)).mul(new Scalar(eps));
            Objective inside = new Objective() {
                @Override
                public double value(Tensor z) {
                    try (StepScope inner = StepScope.open()) {
                        return loss.value(theta.add(basis.t().mv(z)));
                    }
                }

                @Override
                public Tensor gradient(Tensor z) {
                    try (StepScope inner = StepScope.open()) {
                        return inner.pass(
                                basis.mv(loss.gradient(theta.add(basis.t().mv(z)))));
                    }
                }
            };
            Tensor start = Vectors.gaussian(dimension, theta.scalar_type().intern(), seed, "measure", "keskar");
            return phi(inside, torch.zeros_like(coordinates), box, start);
        }
    }

    private static Reading adaptive(Subject subject) {
        EmpiricalLoss loss = subject.foldedLossOf(subject.sample(4 * STEPS));
        Tensor theta = subject.folded().flat();
        double base = loss.value(theta);
        double[] best = {base};
        Tensor start =
                Vectors.gaussian(theta.numel(), theta.scalar_type().intern(), subject.seed(), "measure", "adaptive");
        BoxAscent.run(loss, theta, theta.abs().mul(new Scalar(ADAPTIVE)), start, STEPS, point -> {
            best[0] = Math.max(best[0], loss.value(point));
            return false;
        });
        return Reading.searched(best[0] - base).n(loss.examples().count());
    }

    private static Reading average(Subject subject) {
        EmpiricalLoss loss = subject.foldedLossOf(subject.sample(DRAWS));
        Tensor theta = subject.folded().flat();
        double base = loss.value(theta);
        double sum = 0;
        double squares = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            try (StepScope scope = StepScope.open()) {
                Tensor noise = Vectors.gaussian(
                        theta.numel(), theta.scalar_type().intern(), subject.seed(), "measure", "average", draw);
                double rise = loss.value(theta.add(noise.mul(theta).mul(new Scalar(ADAPTIVE)))) - base;
                sum += rise;
                squares += rise * rise;
            }
        }
        double mean = sum / DRAWS;
        return Reading.estimated(mean, Math.sqrt(Math.max(0, squares / DRAWS - mean * mean) / (DRAWS - 1)))
                .n(loss.examples().count());
    }

    private static Reading sam(Subject subject) {
        EmpiricalLoss loss = subject.foldedLossOf(subject.sample(5));
        Tensor theta = subject.folded().flat();
        Tensor gradient = loss.gradient(theta);
        double length = Vectors.norm(gradient);
        if (length == 0) {
            throw new Unmeasurable("the gradient is exactly 0");
        }
        double rise = loss.value(theta.add(gradient, new Scalar(SAM / length))) - loss.value(theta);
        return Reading.exact(rise).n(loss.examples().count());
    }
}
