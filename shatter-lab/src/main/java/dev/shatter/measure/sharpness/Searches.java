package dev.shatter.measure.sharpness;

import dev.shatter.curvature.EmpiricalLoss;
import dev.shatter.curvature.Vectors;
import dev.shatter.measure.Lazy;
import dev.shatter.measure.Reading;
import dev.shatter.measure.Subject;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Examples;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Searches that several measures share: the noise and the worst perturbation a folded network tolerates before its training
 * error grows by 0.1. Noise has standard deviation σ, on all parameters of the folded network.
 */
public final class Searches {
    /** ε of the magnitude-aware forms (Jiang et al. 2020). */
    static final double EPSILON = 1e-3;

    /** Draws of noise at a scale, at most, unless told otherwise. */
    static final int DRAWS = 15;
    /** Draws after which a clear case is decided. */
    static final int FIRST = 3;

    private static final int ASCENT = 8;
    /** Forward passes a search makes: 20 halvings of about 5 draws. */
    private static final int NOISE_PASSES = 100;

    /** 15 halvings, of which two thirds end at the first of 8 steps of a gradient and a forward pass. */
    private static final int ASCENT_PASSES = 200;

    private final Subject subject;
    private final Map<Integer, Bisection> sigma = new HashMap<>();
    private final Map<Integer, Bisection> sigmaMagnitude = new HashMap<>();
    private final Lazy<Bisection> alpha = Lazy.of(() -> worst(false));
    private final Lazy<Bisection> alphaMagnitude = Lazy.of(() -> worst(true));
    private final Lazy<Reading> gradientNorm = Lazy.of(() -> GradientMeasures.norm(subject()));
    private final Lazy<Reading> gradientNoise =
            Lazy.of(() -> GradientMeasures.noise(subject(), subject().network()));
    private final Lazy<GradientMeasures.FisherRao> fisherRao = Lazy.of(() -> GradientMeasures.fisherRao(subject()));

    private Searches(Subject subject) {
        this.subject = subject;
    }

    /** Those of a subject, each made once. */
    public static Searches of(Subject subject) {
        return subject.derived(Searches.class, Searches::new);
    }

    /** The deviation of noise on all parameters at which the training error has grown by 0.1. */
    public double toleratedNoise() {
        return sigma().value();
    }

    private Subject subject() {
        return subject;
    }

    /** ‖∇L‖. */
    Reading gradientNorm() {
        return gradientNorm.get();
    }

    /** Trace of the covariance of single gradients. */
    Reading gradientNoise() {
        return gradientNoise.get();
    }

    /** Both Fisher-Rao norms. */
    GradientMeasures.FisherRao fisherRao() {
        return fisherRao.get();
    }

    /** σ: E over u ~ N(0, σ² I) of the training error at w + u is 0.1 above that at w. */
    Bisection sigma() {
        return sigma(DRAWS);
    }

    /** σ': the same with u_i ~ N(0, σ'² w_i² + ε²). */
    Bisection sigmaMagnitude() {
        return sigmaMagnitude(DRAWS);
    }

    /** σ with at most so many draws at a scale. */
    Bisection sigma(int draws) {
        return sigma.computeIfAbsent(draws, most -> noise(false, most));
    }

    /** σ' with at most so many draws at a scale. */
    Bisection sigmaMagnitude(int draws) {
        return sigmaMagnitude.computeIfAbsent(draws, most -> noise(true, most));
    }

    /** α: the worst |u_i| ≤ α found raises the training error by 0.1. */
    Bisection alpha() {
        return alpha.get();
    }

    /** α': the same with |u_i| ≤ α' |w_i| + ε. */
    Bisection alphaMagnitude() {
        return alphaMagnitude.get();
    }

    Examples noiseSample() {
        return subject.sample(NOISE_PASSES);
    }

    Examples ascentSample() {
        return subject.sample(ASCENT_PASSES);
    }

    private Bisection noise(boolean magnitude, int most) {
        EmpiricalLoss loss = subject.foldedLossOf(noiseSample());
        Tensor theta = subject.folded().flat();
        double base = loss.risk(theta).error();
        return Bisection.search(scale -> increase(loss, theta, base, scale, magnitude, most));
    }

    /** Mean increase of the error over a number of draws at most; the same directions at every scale. */
    private Bisection.Increase increase(
            EmpiricalLoss loss, Tensor theta, double base, double scale, boolean magnitude, int most) {
        double sum = 0;
        double squares = 0;
        int draws = 0;
        while (draws < most) {
            double error;
            try (StepScope scope = StepScope.open()) {
                error = loss.risk(theta.add(noise(theta, scale, magnitude, subject.seed(), draws)))
                                .error()
                        - base;
            }
            draws++;
            sum += error;
            squares += error * error;
            double mean = sum / draws;
            double standardError = error(sum, squares, draws);
            if (draws >= FIRST && Math.abs(mean - Bisection.TARGET) > Bisection.TOLERANCE + 4 * standardError) {
                break;
            }
        }
        return new Bisection.Increase(sum / draws, error(sum, squares, draws));
    }

    private static double error(double sum, double squares, int draws) {
        double mean = sum / draws;
        return draws < 2
                ? Double.POSITIVE_INFINITY
                : Math.sqrt(Math.max(0, squares / draws - mean * mean) / (draws - 1));
    }

    /** One draw of u; belongs to the innermost scope. */
    static Tensor noise(Tensor theta, double scale, boolean magnitude, long seed, int draw) {
        Tensor normal = Vectors.gaussian(theta.numel(), theta.scalar_type().intern(), seed, "measure", "noise", draw);
        return normal.mul_(deviation(theta, scale, magnitude));
    }

    private static Tensor deviation(Tensor theta, double scale, boolean magnitude) {
        return magnitude
                ? theta.square()
                        .mul(new Scalar(scale * scale))
                        .add(new Scalar(EPSILON * EPSILON))
                        .sqrt()
                : org.bytedeco.pytorch.global.torch.full_like(theta, new Scalar(scale));
    }

    private Bisection worst(boolean magnitude) {
        EmpiricalLoss loss = subject.foldedLossOf(ascentSample());
        Tensor theta = subject.folded().flat();
        double base = loss.risk(theta).error();
        return Bisection.search(scale -> {
            double[] best = {0};
            try (StepScope scope = StepScope.open()) {
                Tensor box = magnitude
                        ? theta.abs().mul(new Scalar(scale)).add(new Scalar(EPSILON))
                        : org.bytedeco.pytorch.global.torch.full_like(theta, new Scalar(scale));
                Tensor start = Vectors.gaussian(
                        theta.numel(), theta.scalar_type().intern(), subject.seed(), "measure", "ascent");
                BoxAscent.run(loss, theta, box, start, ASCENT, point -> {
                    best[0] = Math.max(best[0], loss.risk(point).error() - base);
                    return best[0] > Bisection.TARGET + Bisection.TOLERANCE;
                });
            }
            return new Bisection.Increase(best[0], Double.NaN);
        });
    }
}
