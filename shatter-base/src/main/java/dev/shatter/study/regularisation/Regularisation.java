package dev.shatter.study.regularisation;

import dev.shatter.report.Section;
import dev.shatter.study.Claim;
import dev.shatter.study.Criterion;
import dev.shatter.study.Design;
import dev.shatter.study.Evidence;
import dev.shatter.study.Header;
import dev.shatter.study.Range;
import dev.shatter.study.Scale;
import dev.shatter.study.Settings;
import dev.shatter.study.Study;
import dev.shatter.study.Trial;
import dev.shatter.study.exhibit.ComputedClaims;
import java.util.List;
import java.util.Map;

/**
 * Regularisation where everything has a closed form: linear models. What descent prefers without being asked, what
 * stopping it early does, ridge, lasso, dropout and noisy copies as penalties, and double descent.
 */
public final class Regularisation implements Study {
    private static final String ZHANG = "Zhang et al. 2017, section 5";

    private static final List<Claim> CLAIMS = List.of(
            ComputedClaims.claim(
                    "descent-finds-least-norm",
                    "SGD from zero ends at the interpolant of least norm.",
                    ZHANG,
                    "distance of its end to that solution over the solution's norm",
                    Range.NON_NEGATIVE,
                    "descent",
                    "fromZero",
                    new Criterion.Below(1e-3),
                    "a thousandth: what the steps taken leave"),
            ComputedClaims.claim(
                    "descent-keeps-what-it-does-not-see",
                    "From elsewhere it keeps the part of its start that no input sees.",
                    "updates are combinations of inputs",
                    "change of that part over its size",
                    Range.NON_NEGATIVE,
                    "descent",
                    "unseenChanged",
                    new Criterion.Below(1e-6),
                    "rounding"),
            ComputedClaims.claim(
                    "interpolants-differ",
                    "So it ends at another interpolant.",
                    "minimisers form an affine space",
                    "distance of its end to the solution of least norm over that norm",
                    Range.NON_NEGATIVE,
                    "descent",
                    "fromElsewhere",
                    new Criterion.Above(0.5),
                    "half: the start is as large as the solution"),
            ComputedClaims.claim(
                    "curvature-cannot-tell",
                    "All of them have the same Hessian, with p - n zero eigenvalues.",
                    "X'X does not depend on w",
                    "zero eigenvalues minus (p - n)",
                    Range.ANY,
                    "descent",
                    "flatBeyondTheory",
                    new Criterion.Within(0, 0.5),
                    "a count"),
            ComputedClaims.claim(
                    "stopping-is-a-filter",
                    "t steps of descent keep 1 - (1 - eta l)^t of each direction.",
                    "gradient flow in the eigenbasis",
                    "largest difference from the steps really taken, over directions",
                    Range.NON_NEGATIVE,
                    "early-stopping",
                    "formulaError",
                    new Criterion.Below(1e-6),
                    "rounding"),
            ComputedClaims.claim(
                    "stopping-is-ridge-by-direction",
                    "In each direction that is a ridge of its own.",
                    "l (1 - eta l)^t / (1 - (1 - eta l)^t)",
                    "largest difference from ridge solved with that lambda, over directions",
                    Range.NON_NEGATIVE,
                    "early-stopping",
                    "equivalenceError",
                    new Criterion.Below(1e-6),
                    "rounding"),
            ComputedClaims.claim(
                    "stopping-is-nearly-one-ridge",
                    "One ridge of 1/(eta t) for all directions is near.",
                    "Ali, Kolter and Tibshirani 2019",
                    "largest difference of the shares kept, over directions",
                    Range.NON_NEGATIVE,
                    "early-stopping",
                    "distanceToRidge",
                    new Criterion.Below(0.25),
                    "the largest of |(1 - exp(-u)) - u/(1 + u)| is 0.21; few steps add to it"),
            ComputedClaims.claim(
                    "ridge-tends-to-the-pseudoinverse",
                    "As lambda goes to 0, ridge goes to the pseudoinverse's solution.",
                    "Tikhonov",
                    "relative distance at 1e-10 of the largest lambda",
                    Range.NON_NEGATIVE,
                    "paths",
                    "ridgeToPseudoinverse",
                    new Criterion.Below(1e-6),
                    "of the order of lambda over the smallest eigenvalue"),
            ComputedClaims.claim(
                    "lasso-is-optimal",
                    "The lasso path meets its optimality conditions.",
                    "|X'r| <= lambda",
                    "largest violation over the path, in units of the largest lambda",
                    Range.NON_NEGATIVE,
                    "paths",
                    "violation",
                    new Criterion.Below(1e-8),
                    "the solver's tolerance is 1e-10"),
            ComputedClaims.claim(
                    "lasso-is-empty-at-the-top",
                    "From lambda = max |X'y| on, every weight is zero.",
                    "the subgradient at zero",
                    "weights that are not zero there",
                    Range.NON_NEGATIVE,
                    "paths",
                    "weightsAtLargest",
                    new Criterion.Below(0.5),
                    "a count"),
            ComputedClaims.claim(
                    "lasso-is-soft-thresholding",
                    "For orthonormal inputs it is soft thresholding.",
                    "Tibshirani 1996, equation 3",
                    "largest difference from it",
                    Range.NON_NEGATIVE,
                    "paths",
                    "softThresholdError",
                    new Criterion.Below(1e-9),
                    "the solver's tolerance"),
            ComputedClaims.claim(
                    "dropout-is-a-penalty",
                    "Dropout on the inputs adds q(1 - q) times the weights' squares, weighed by the inputs'.",
                    "Srivastava et al. 2014, section 9.1",
                    "simulated error over the formula, minus 1, mean over rates",
                    Range.RELATIVE,
                    "penalties",
                    "dropoutOff",
                    new Criterion.Within(0, 0.02),
                    "two percent: several standard errors of the simulation"),
            ComputedClaims.claim(
                    "noise-is-a-penalty",
                    "Noise on the inputs adds n s^2 times the squared norm.",
                    "Bishop 1995",
                    "simulated error over the formula, minus 1, mean over strengths",
                    Range.RELATIVE,
                    "penalties",
                    "noiseOff",
                    new Criterion.Within(0, 0.02),
                    "as for dropout"),
            ComputedClaims.claim(
                    "noisy-copies-are-ridge",
                    "So least squares on many noisy copies of the sample is ridge with lambda = n s^2.",
                    "Bishop 1995",
                    "relative distance of the two solutions",
                    Range.NON_NEGATIVE,
                    "penalties",
                    "augmentedFromRidge",
                    new Criterion.Below(0.05),
                    "one over the root of the number of copies, twice over"),
            ComputedClaims.claim(
                    "double-descent-formula",
                    "The test error of least squares over p/n follows its closed form.",
                    "Belkin, Hsu and Xu 2019, theorem 1",
                    "mean over training sets over the expectation, minus 1, mean over p away from n",
                    Range.RELATIVE,
                    "double-descent",
                    "off",
                    new Criterion.Within(0, 0.1),
                    "a tenth: errors near the peak have heavy tails"),
            ComputedClaims.claim(
                    "double-descent-peak",
                    "It peaks where features meet points.",
                    "Belkin, Hsu and Xu 2019",
                    "mean error at p = n over the least expected error before it",
                    Range.NON_NEGATIVE,
                    "double-descent",
                    "peakOverBest",
                    new Criterion.Above(3),
                    "three times; the expectation itself is infinite"),
            ComputedClaims.claim(
                    "double-descent-falls-again",
                    "With many more features than points it falls again.",
                    "Belkin, Hsu and Xu 2019",
                    "mean error at p = 10 n over that at p = n",
                    Range.NON_NEGATIVE,
                    "double-descent",
                    "lastOverPeak",
                    new Criterion.Below(0.5),
                    "half"));

    @Override
    public String name() {
        return "regularisation";
    }

    @Override
    public String summary() {
        return "implicit and explicit regularisation of linear models against their closed forms";
    }

    @Override
    public String source() {
        return "Zhang et al. 2017, arXiv:1611.03530; Bishop 1995; Tibshirani 1996; Belkin, Hsu and Xu 2019,"
                + " arXiv:1903.07571";
    }

    @Override
    public Header header() {
        return new Header(
                "Regularisation of linear models, implicit and explicit",
                "Zhang et al. 2017, section 5; Bishop 1995; Tibshirani 1996; Belkin, Hsu and Xu 2019",
                "With more weights than points the fit is not determined by the data but by what picks it: descent from"
                        + " zero picks the one of least norm. Stopping early, ridge, dropout and noisy copies shrink the"
                        + " same directions by formulas that can be checked; lasso empties them.",
                "smoke: seconds; laptop: about a minute; paper: minutes, on 2 cores",
                "See docs/studies/regularisation.md.");
    }

    @Override
    public List<Trial> trials(Settings settings) {
        Scale scale = settings.scale();
        int seeds = scale == Scale.SMOKE ? 4 : scale == Scale.LAPTOP ? 12 : 20;
        int size = scale == Scale.SMOKE ? 1 : scale == Scale.LAPTOP ? 5 : 25;
        Design design = new Design(settings, Map.of());
        design.compute("descent", "least-squares", "linear model", "descent", seeds, Map.of());
        design.compute("early-stopping", "least-squares", "linear model", "early-stopping", seeds, Map.of());
        design.compute("paths", "least-squares", "linear model", "regularisation-paths", seeds, Map.of());
        design.compute(
                "penalties",
                "least-squares",
                "linear model",
                "noise-penalty:trials=" + 2000 * size + ",copies=" + 1000 * size,
                seeds,
                Map.of());
        design.compute(
                "double-descent",
                "least-squares",
                "linear model",
                "double-descent:trials=" + 25 * size,
                seeds,
                Map.of());
        return design.trials();
    }

    @Override
    public List<Claim> claims() {
        return CLAIMS;
    }

    @Override
    public List<Section> exhibits(Evidence evidence, String command) {
        return RegularisationFigures.sections(evidence, command);
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List.of(
                "Everything is linear: what is shown are the mechanisms, not how strong each is in a network.",
                "Each seed draws the inputs, the targets and the order of examples anew, all Gaussian, so the data that"
                        + " may be chosen for a study do not count.");
    }
}
