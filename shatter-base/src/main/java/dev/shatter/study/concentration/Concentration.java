package dev.shatter.study.concentration;

import dev.shatter.report.Section;
import dev.shatter.study.Claim;
import dev.shatter.study.Criterion;
import dev.shatter.study.Design;
import dev.shatter.study.Evidence;
import dev.shatter.study.Header;
import dev.shatter.study.Location;
import dev.shatter.study.Range;
import dev.shatter.study.Scale;
import dev.shatter.study.Settings;
import dev.shatter.study.Study;
import dev.shatter.study.Trial;
import dev.shatter.study.exhibit.ComputedClaims;
import java.util.List;
import java.util.Map;

/**
 * The inequalities underneath every bound, beside what they bound: the coin, how many tosses are enough, a finite class,
 * an infinite one, and the three parts of the excess risk on a task whose Bayes risk is known.
 */
public final class Concentration implements Study {
    private static final String STOPPING = "stopping";

    private static final List<Claim> CLAIMS = List.of(
            ComputedClaims.claim(
                    "tails-are-bounded",
                    "The tail of a coin's mean lies below Hoeffding's, Chernoff's and Bernstein's inequality.",
                    "Hoeffding 1963, theorem 1; Chernoff 1952; Bernstein 1924",
                    "largest exact tail over the least of the three, over epsilon",
                    Range.NON_NEGATIVE,
                    "coin",
                    "exactOverBound",
                    new Criterion.Below(1),
                    "1 is the theorem"),
            ComputedClaims.claim(
                    "chernoff-is-tightest",
                    "For a coin, Chernoff's bound is the tightest of the three.",
                    "Pinsker's inequality; Boucheron, Lugosi and Massart 2013",
                    "largest Chernoff bound over the smaller of the other two, over epsilon",
                    Range.NON_NEGATIVE,
                    "coin",
                    "chernoffOverOthers",
                    new Criterion.Below(1),
                    "1 is the theorem: it optimises the exponent that the others bound"),
            ComputedClaims.claim(
                    "limits-keep-their-level",
                    "Clopper and Pearson's upper limit is missed no more often than it says.",
                    "Clopper and Pearson 1934",
                    "share of experiments in which the limit lies below p, mean over n",
                    Range.SHARE,
                    "limits",
                    "clopperPearsonMissed",
                    new Criterion.Below(0.05),
                    "the nominal level"),
            ComputedClaims.claim(
                    "clopper-pearson-is-tightest",
                    "Clopper and Pearson's limit lies below those of Hoeffding and of both Bernsteins.",
                    "Langford 2005",
                    "mean limit minus the least of the others, largest over n",
                    Range.DIFFERENCE,
                    "limits",
                    "clopperPearsonExcess",
                    new Criterion.Below(0),
                    "0 is a draw"),
            ComputedClaims.claim(
                    "sample-complexity-suffices",
                    "As many tosses as Hoeffding asks for keep the mean within epsilon of p.",
                    "ln(2/delta)/(2 epsilon^2)",
                    "exact probability of a miss at that number over delta, largest over epsilon",
                    Range.NON_NEGATIVE,
                    "sample-size",
                    "failureOverDelta",
                    new Criterion.Below(1),
                    "1 is the theorem"),
            ComputedClaims.claim(
                    "sample-complexity-is-loose",
                    "A coin needs fewer.",
                    "the variance is at most 1/4, and Gaussian tails have a factor 1/epsilon besides",
                    "tosses asked for over tosses needed, mean over epsilon",
                    Range.NON_NEGATIVE,
                    "sample-size",
                    "boundOverNeeded",
                    new Criterion.Above(1),
                    "1 is no loss"),
            ComputedClaims.claim(
                    "union-bound-holds",
                    "The worst deviation over a finite class stays below the union bound.",
                    "sqrt((ln |H| + ln(2/delta))/2n)",
                    "95 % quantile of the worst deviation over the bound, largest over sizes",
                    Range.NON_NEGATIVE,
                    "finite-class",
                    "quantileOverBound",
                    new Criterion.Below(1),
                    "1 is the theorem"),
            ComputedClaims.claim(
                    "union-bound-counts-names",
                    "A class whose hypotheses err together deviates far less than the union bound allows.",
                    "the bound counts hypotheses, not different behaviours: which VC theory corrects",
                    "quantile for independent errors over that for shared errors, at the largest class",
                    Range.NON_NEGATIVE,
                    "finite-class",
                    "independentOverShared",
                    new Criterion.Above(1.2),
                    "a fifth: for one hypothesis and many alike it would be 1"),
            ComputedClaims.claim(
                    "uniform-convergence-holds",
                    "The supremum over all thresholds stays below Vapnik's bound.",
                    "Vapnik 1998, VC dimension 1",
                    "95 % quantile of the supremum over the bound, largest over n",
                    Range.NON_NEGATIVE,
                    "thresholds",
                    "quantileOverBound",
                    new Criterion.Below(1),
                    "1 is the theorem"),
            ComputedClaims.claim(
                    "uniform-convergence-rate",
                    "The supremum falls as one over the root of n.",
                    "Donsker 1952; the bound has a further root of ln n",
                    "slope of its logarithm on ln n",
                    Range.ANY,
                    "thresholds",
                    "slope",
                    new Criterion.Within(-0.5, 0.07),
                    "the smallest n of the grid are not in the limit yet"),
            ComputedClaims.claim(
                    "estimation-within-twice-deviation",
                    "The estimation error is at most twice the uniform deviation.",
                    "the step from uniform convergence to learning",
                    "largest ratio in any sample, over cells",
                    Range.NON_NEGATIVE,
                    "excess-risk",
                    "estimationOverBound",
                    new Criterion.Below(1),
                    "1 is the theorem"),
            ComputedClaims.claim(
                    "too-coarse",
                    "A class that is too small pays in approximation.",
                    "bias",
                    "approximation + estimation error of the smallest class minus that of the best",
                    Range.DIFFERENCE,
                    "excess-risk",
                    "coarseLoss",
                    new Criterion.Above(0.02),
                    "two points: the best of five is 0 or more by choice alone"),
            ComputedClaims.claim(
                    "too-fine",
                    "A class that is too large pays in estimation.",
                    "variance",
                    "approximation + estimation error of the largest class minus that of the best",
                    Range.DIFFERENCE,
                    "excess-risk",
                    "fineLoss",
                    new Criterion.Above(0.02),
                    "as for the smallest"),
            ComputedClaims.claim(
                    "risk-follows-both-errors",
                    "The excess risk of SGD is a statistical error, of the sample, and an optimisation error, of the"
                            + " steps.",
                    "Polyak and Juditsky 1992; Bottou and Bousquet 2008",
                    "largest |ln(excess risk / sigma^2 d (1/n + 2/t))| over steps t from five passes on",
                    Range.NON_NEGATIVE,
                    STOPPING,
                    "predictionOff",
                    new Criterion.Below(0.4),
                    "half as much again: ln 1.5 = 0.405"),
            ComputedClaims.claim(
                    "the-stop-is-predicted",
                    "From the step on at which the optimisation error is a tenth of the statistical one, little is to"
                            + " be had.",
                    "Bottou and Bousquet 2008: optimise no further than the statistical error",
                    "excess risk after twenty passes over that after two hundred",
                    Range.NON_NEGATIVE,
                    STOPPING,
                    "stopOverEnd",
                    new Criterion.Below(1.25),
                    "a tenth is predicted; the rest is for chance"),
            ComputedClaims.claim(
                    "optimising-on-is-pointless",
                    "So nearly all of the fall of the risk comes in the first tenth of the steps.",
                    "Bottou and Bousquet 2008",
                    "share of the fall of the excess risk that comes after the predicted stop",
                    Range.SHARE,
                    STOPPING,
                    "shareAfterStop",
                    new Criterion.Below(Location.MEAN, 0.5),
                    "a half: the last nine tenths of the steps would have to bring more than the first"),
            ComputedClaims.claim(
                    "training-error-goes-on-falling",
                    "The training error goes on falling all the same: it does not tell when to stop.",
                    "the optimiser minimises the empirical risk",
                    "distance of the training error from its minimum after twenty passes over that after two hundred",
                    Range.NON_NEGATIVE,
                    STOPPING,
                    "trainingGoesOn",
                    new Criterion.Above(3),
                    "a factor of ten is predicted, three is clear of chance"));

    @Override
    public String name() {
        return "concentration";
    }

    @Override
    public String summary() {
        return "coins, finite and infinite classes and excess risk beside the inequalities that bound them";
    }

    @Override
    public String source() {
        return "Hoeffding 1963; Vapnik 1998; Boucheron, Lugosi and Massart 2013";
    }

    @Override
    public Header header() {
        return new Header(
                "Concentration and the statistical frame",
                "Hoeffding 1963; Vapnik 1998; Boucheron, Lugosi and Massart 2013",
                "A mean of n independent values is near its expectation; over a class of hypotheses the worst of them"
                        + " is still near if the class is not too rich; so what fits the sample is nearly the best of its"
                        + " class. Each step is an inequality, and each has its price in looseness.",
                "smoke: seconds; laptop: under a minute; paper: minutes, on 2 cores",
                "See docs/studies/concentration.md.");
    }

    @Override
    public List<Trial> trials(Settings settings) {
        Scale scale = settings.scale();
        int seeds = scale == Scale.SMOKE ? 4 : scale == Scale.LAPTOP ? 12 : 20;
        int trials = scale == Scale.SMOKE ? 300 : scale == Scale.LAPTOP ? 3000 : 30_000;
        Design design = new Design(settings, Map.of());
        for (Map.Entry<String, String> part : PARTS) {
            String computation = String.format(
                    java.util.Locale.ROOT, part.getValue(), trials, trials / 3, Math.max(10, trials / 100));
            design.compute(part.getKey(), "simulated", "coin", computation, seeds, Map.of());
        }
        return design.trials();
    }

    /** Parts with their computations; the first number is that of the trials, the second a third of it, the third of those that are long. */
    private static final List<Map.Entry<String, String>> PARTS = List.of(
            Map.entry("coin", "coin-tail:trials=%1$d"),
            Map.entry("limits", "coin-limits:trials=%1$d"),
            Map.entry("sample-size", "sample-complexity"),
            Map.entry("finite-class", "union-bound:trials=%2$d"),
            Map.entry("thresholds", "uniform-convergence:trials=%2$d"),
            Map.entry("excess-risk", "excess-risk:trials=%2$d"),
            Map.entry(STOPPING, "sgd-stop:trials=%3$d"));

    @Override
    public List<Claim> claims() {
        return CLAIMS;
    }

    @Override
    public List<Section> exhibits(Evidence evidence, String command) {
        return ConcentrationFigures.sections(evidence, command);
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List.of(
                "Theorems need no experiment to hold: a claim that failed here would show a mistake in this program.",
                "Each seed draws the coin's p from [0.1, 0.5] and the true threshold from [0.2, 0.8]: what is said of"
                        + " looseness is said of these.",
                "Nothing here uses data that anybody collected, so the data that may be chosen for a study do not"
                        + " count.");
    }
}
