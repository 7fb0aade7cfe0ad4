package dev.shatter.study.krueger2017;

import dev.shatter.run.Run;
import dev.shatter.stats.LinearFit;
import dev.shatter.study.Claim;
import dev.shatter.study.Criterion;
import dev.shatter.study.Evidence;
import dev.shatter.study.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The five findings of the workshop paper, patterns before noise, and what single examples are to the network. */
final class KruegerClaims {
    /** Finding 1: capacity is enough within so much of the best accuracy. */
    private static final double NEAR = 0.01;

    /** What a regulariser may cost in test accuracy on real data before it counts as hurting. */
    private static final double TOLERABLE = 0.02;

    static final List<Claim> ALL = List.of(
            new Claim(
                    "noise-needs-capacity",
                    "With noise in the labels, more hidden units are needed to come near the best test accuracy.",
                    "the width needed rises with the fraction of random labels on MNIST (finding 1)",
                    "log2 of the smallest width within one point of the best test accuracy: with "
                            + Math.round(100 * KruegerTrials.NOISE) + " % of labels random minus with none",
                    Range.ANY,
                    e -> e.part("capacity").perSeed(u -> log2(needed(u, "noisy-")) - log2(needed(u, "clean-"))),
                    new Criterion.Above(0),
                    "0 is the same width"),
            new Claim(
                    "random-labels-take-longer",
                    "Fitting random labels takes more epochs than fitting real ones.",
                    "time to convergence is longer for randY (finding 2)",
                    "epochs to fit real labels / epochs to fit random labels; 0 if these are never fitted",
                    Range.NON_NEGATIVE,
                    e -> e.part("time").perSeed(u -> epochs(u, "real") / epochsOrNever(u, "noise-labels")),
                    new Criterion.Below(1),
                    "1 is the same time"),
            new Claim(
                    "random-inputs-are-quicker",
                    "Gaussian inputs with their labels are fitted in fewer epochs than real images.",
                    "faster for randX in Krueger et al.; slower for mixtures with noise in Arpit et al.: open",
                    "epochs to fit real images / epochs to fit Gaussian ones; 0 if these are never fitted",
                    Range.NON_NEGATIVE,
                    e -> e.part("time").perSeed(u -> epochs(u, "real") / epochsOrNever(u, "noise-inputs")),
                    new Criterion.Above(1),
                    "1 is the same time"),
            new Claim(
                    "noise-slows-with-sample-size",
                    "A larger sample slows the fitting of noise more than that of real data.",
                    "steeper for noise (finding 3)",
                    "d ln(epochs to fit) / d ln n: for random labels minus for real ones",
                    Range.ANY,
                    e -> e.part("samples").perSeed(u -> slope(u, "noise-") - slope(u, "real-")),
                    new Criterion.Above(0),
                    "0 is the same slope"),
            new Claim(
                    "noise-slows-with-fewer-units",
                    "Fewer hidden units slow the fitting of noise more than that of real data.",
                    "steeper for noise (finding 3)",
                    "-d ln(epochs to fit) / d ln(width): for random labels minus for real ones",
                    Range.ANY,
                    e -> e.part("widths").perSeed(u -> slope(u, "real-") - slope(u, "noise-")),
                    new Criterion.Above(0),
                    "0 is the same slope"),
            new Claim(
                    "real-minima-are-flatter",
                    "Minima of real data are flatter than those of noise in the labels or in the inputs.",
                    "the largest eigenvalue of the Hessian is larger for randX and randY (finding 4)",
                    "ln(largest eigenvalue at the end of training: the smaller of both kinds of noise / real data)",
                    Range.ANY,
                    e -> e.part("curvature")
                            .perSeed(u -> Math.log(Math.min(curvature(u, "noise-labels"), curvature(u, "noise-inputs")))
                                    - Math.log(curvature(u, "real"))),
                    new Criterion.Above(0),
                    "0 is the same curvature"),
            new Claim(
                    "noise-makes-samples-critical",
                    "A network that stored random labels has more critical samples than one that learned real data.",
                    "critical sample ratios are higher for noise (Arpit et al. 2017)",
                    "critical sample ratio in boxes of 3/255 at the end, on test inputs: random labels minus real",
                    Range.DIFFERENCE,
                    e -> e.part("curvature")
                            .perSeed(u -> u.condition("noise-labels").measured(KruegerTrials.CRITICAL)
                                    - u.condition("real").measured(KruegerTrials.CRITICAL)),
                    new Criterion.Above(0),
                    "0 is the same share"),
            new Claim(
                    "critical-samples-grow",
                    "The critical sample ratio rises during training.",
                    "it rises with the epochs for real data and noise (Arpit et al. 2017)",
                    "critical sample ratio at the end minus after one epoch, on random labels",
                    Range.DIFFERENCE,
                    e -> e.only(p -> p.trial().condition().equals("noise-labels"))
                            .perSeed(u -> u.part("curvature").measured(KruegerTrials.CRITICAL)
                                    - u.part("first-epoch").measured(KruegerTrials.CRITICAL)),
                    new Criterion.Above(0),
                    "0 is no change"),
            new Claim(
                    "real-data-has-easy-examples",
                    "In real data some examples are learned at once from whatever start; in noise none is.",
                    "error rates over 100 initialisations spread beyond chance for real data only (Arpit et al. 2017)",
                    "excess variance of the examples' error rates after one epoch: real minus Gaussian inputs",
                    Range.ANY,
                    e -> e.part("first-epoch")
                            .perSeed(u -> u.condition("real").measured(KruegerTrials.EASY)
                                    - u.condition("noise-inputs").measured(KruegerTrials.EASY)),
                    new Criterion.Above(0),
                    "0 is the same spread"),
            new Claim(
                    "real-examples-matter-unequally",
                    "A subset of real examples carries most of the loss's sensitivity; of noise, all matter alike.",
                    "the Gini coefficient of the loss sensitivity is higher for real data (Arpit et al. 2017)",
                    "Gini coefficient after one epoch: real minus Gaussian inputs",
                    Range.DIFFERENCE,
                    e -> e.part("first-epoch")
                            .perSeed(u -> u.condition("real").measured(KruegerTrials.SENSITIVITY)
                                    - u.condition("noise-inputs").measured(KruegerTrials.SENSITIVITY)),
                    new Criterion.Above(0),
                    "0 is the same inequality"),
            new Claim(
                    "patterns-come-first",
                    "With some labels random, test accuracy peaks before the training accuracy is high.",
                    "the best validation accuracy comes before high training accuracy (Arpit et al., figure 7)",
                    "training accuracy after the epoch of the best test accuracy, with "
                            + Math.round(100 * KruegerTrials.MIXTURE) + " % of labels random",
                    Range.SHARE,
                    e -> e.part("patterns").perSeed(KruegerClaims::atThePeak),
                    new Criterion.Below(0.9),
                    "a network that knows all patterns and stores no noise has 64 % with ten classes; 90 % means that"
                            + " most of the noise is stored"),
            new Claim(
                    "dropout-hinders-memory",
                    "Dropout keeps random labels from being fitted at little cost on real data.",
                    "training accuracy on noise falls, validation accuracy on real data does not (finding 5)",
                    "best strength's loss of training accuracy on random labels, among those that cost at most 2 points"
                            + " of test accuracy on real data; 0 if none does",
                    Range.SHARE,
                    e -> e.part("regularisers").perSeed(u -> hindrance(u, "dropout-", KruegerTrials.DROPOUT)),
                    new Criterion.Above(0.05),
                    "five points are more than an accident of when training stops"),
            new Claim(
                    "dropout-beats-weight-decay",
                    "Dropout is better at that than weight decay.",
                    "the flattest curve of the regularisers compared (finding 5)",
                    "the same for dropout minus for weight decay, three strengths of each",
                    Range.DIFFERENCE,
                    e -> e.part("regularisers")
                            .perSeed(u -> hindrance(u, "dropout-", KruegerTrials.DROPOUT)
                                    - hindrance(u, "decay-", KruegerTrials.DECAY)),
                    new Criterion.Above(0),
                    "0 is a draw"));

    private KruegerClaims() {}

    /** The smallest width whose test accuracy is near the best. */
    static double needed(Evidence unit, String prefix) {
        double best = Double.NEGATIVE_INFINITY;
        List<double[]> points = points(unit, prefix, run -> run.result("testAccuracy"));
        for (double[] point : points) {
            best = Math.max(best, point[1]);
        }
        for (double[] point : points) {
            if (point[1] >= best - NEAR) {
                return point[0];
            }
        }
        throw new Evidence.Missing("no width has a test accuracy");
    }

    /** The number in each condition's name after a prefix, with a quantity of its run, in the order of the design. */
    static List<double[]> points(Evidence unit, String prefix, ToDoubleFunction<Run> quantity) {
        List<double[]> points = new ArrayList<>();
        for (String condition : unit.conditions()) {
            if (condition.startsWith(prefix)) {
                double at = Double.parseDouble(condition.substring(prefix.length()));
                points.add(new double[] {
                    at, quantity.applyAsDouble(unit.condition(condition).run())
                });
            }
        }
        return points;
    }

    private static double epochs(Evidence unit, String condition) {
        return unit.condition(condition).result("epochsToFit");
    }

    private static double epochsOrNever(Evidence unit, String condition) {
        double epochs = unit.condition(condition).run().result("epochsToFit");
        return Double.isNaN(epochs) ? Double.POSITIVE_INFINITY : epochs;
    }

    /** Of ln epochs to fit, over ln of what the conditions count. */
    private static double slope(Evidence unit, String prefix) {
        List<double[]> points = points(unit, prefix, run -> run.result("epochsToFit"));
        if (points.stream().anyMatch(point -> Double.isNaN(point[1]))) {
            throw new Evidence.Missing("not every size was fitted");
        }
        double[] x = points.stream().mapToDouble(point -> Math.log(point[0])).toArray();
        double[] y = points.stream().mapToDouble(point -> Math.log(point[1])).toArray();
        return LinearFit.of(x, y, Criterion.LEVEL).slope().estimate();
    }

    private static double curvature(Evidence unit, String condition) {
        double largest = unit.condition(condition).measured(KruegerTrials.CURVATURE);
        if (!(largest > 0)) {
            throw new Evidence.Missing("no direction curves upwards");
        }
        return largest;
    }

    private static double atThePeak(Evidence unit) {
        double[] test = unit.run().trace().column("testAccuracy");
        double[] train = unit.run().trace().column("trainAccuracy");
        int best = 0;
        for (int i = 1; i < test.length; i++) {
            best = test[i] > test[best] ? i : best;
        }
        return train[best];
    }

    private static double hindrance(Evidence unit, String regulariser, List<Double> strengths) {
        double most = 0;
        for (double strength : strengths) {
            String condition = regulariser + strength;
            double cost = unit.condition("real-none").result("testAccuracy")
                    - unit.condition("real-" + condition).result("testAccuracy");
            double loss = unit.condition("noise-none").result("trainAccuracy")
                    - unit.condition("noise-" + condition).result("trainAccuracy");
            most = cost <= TOLERABLE ? Math.max(most, loss) : most;
        }
        return most;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
