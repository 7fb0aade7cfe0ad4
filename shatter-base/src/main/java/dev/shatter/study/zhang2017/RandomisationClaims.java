package dev.shatter.study.zhang2017;

import dev.shatter.run.Run;
import dev.shatter.stats.KendallTau;
import dev.shatter.study.Claim;
import dev.shatter.study.Criterion;
import dev.shatter.study.Evidence;
import dev.shatter.study.Range;
import dev.shatter.study.exhibit.Trained;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Section 2 of the paper: what happens when labels or pixels are replaced by noise. */
final class RandomisationClaims {
    /** Labels count as fitted from this training accuracy on: table 1's smallest value is 99.34 %. */
    static final double FITTED = 0.99;

    /** Fewer levels of corruption than this make no trend. */
    private static final int LEVELS = 3;

    static final List<Claim> ALL = List.of(
            new Claim(
                    "fits-random-labels",
                    "Networks easily fit random labels.",
                    "99.34 to 100 % training accuracy on random labels for five networks (table 1)",
                    "training accuracy at the end, on random labels",
                    Range.SHARE,
                    e -> e.part("inputs").condition("random-labels").perSeed(u -> u.result("trainAccuracy")),
                    new Criterion.Above(FITTED),
                    "the smallest published value, rounded down"),
            new Claim(
                    "fits-noise-pixels",
                    "They fit shuffled pixels, random pixels and Gaussian noise in place of images as well.",
                    "training loss goes to zero in all three (figure 1a)",
                    "smallest of the three training accuracies at the end",
                    Range.SHARE,
                    e -> e.part("inputs")
                            .perSeed(u -> Stream.of("shuffled-pixels", "random-pixels", "gaussian")
                                    .mapToDouble(c -> u.condition(c).result("trainAccuracy"))
                                    .min()
                                    .orElseThrow()),
                    new Criterion.Above(FITTED),
                    "as for random labels"),
            new Claim(
                    "random-labels-teach-nothing",
                    "A network that has fitted random labels guesses on the test set.",
                    "9.78 to 10.61 % test accuracy, chance 10 % (table 1)",
                    "test accuracy minus 1/K, on random labels",
                    Range.DIFFERENCE,
                    e -> e.part("inputs")
                            .condition("random-labels")
                            .perSeed(u -> u.result("testAccuracy") - 1 / u.result("classes")),
                    new Criterion.Within(0, 0.03),
                    "the expectation is exactly 1/K; on 1,000 test points one run strays by 0.9 points (standard error),"
                            + " more where its guesses are alike within a class"),
            new Claim(
                    "true-labels-teach",
                    "The same networks, trained in the same way on true labels, generalise.",
                    "50.51 to 85.75 % test accuracy without any regulariser (table 1)",
                    "test accuracy on true labels",
                    Range.SHARE,
                    e -> e.part("inputs").condition("true-labels").perSeedOnTestPoints(Evidence::run),
                    new Criterion.BetterThanChance(),
                    "generalising at all means beating the guess; how well is in the table"),
            new Claim(
                    "small-slowdown",
                    "Fitting random labels takes longer than fitting true ones only by a small constant factor.",
                    "a factor below 4 for all networks (read off figure 1b)",
                    "epochs to fit true labels / epochs to fit random labels; 0 if random labels are never fitted",
                    Range.NON_NEGATIVE,
                    e -> e.part("inputs").perSeed(u -> speed(u, "true-labels", "random-labels")),
                    new Criterion.Above(0.1),
                    "a factor of ten is the least that nobody calls small"),
            new Claim(
                    "slower-with-corruption",
                    "The more labels are corrupted, the longer fitting takes.",
                    "relative convergence time rises along each curve of figure 1b",
                    "Kendall's tau between corruption and epochs to fit; a level never fitted counts as slowest",
                    Range.DIFFERENCE,
                    e -> e.part("corruption").perSeed(RandomisationClaims::slowing),
                    new Criterion.Above(0.5),
                    "0.5 means that three pairs of levels in four are in order"),
            new Claim(
                    "noise-pixels-are-easier",
                    "Random pixels and Gaussian inputs are fitted faster than random labels.",
                    "their curves in figure 1a reach zero first",
                    "the slower of the two in epochs to fit / epochs to fit random labels; 0 if those are never fitted",
                    Range.NON_NEGATIVE,
                    e -> e.part("inputs")
                            .perSeed(u -> Math.max(
                                    speed(u, "random-pixels", "random-labels"), speed(u, "gaussian", "random-labels"))),
                    new Criterion.Below(1),
                    "1 is the same time"),
            new Claim(
                    "error-rises-with-corruption",
                    "Among runs that fit every label, test error rises steadily with corruption.",
                    "from the true-label error to 90 % along figure 1c",
                    "Kendall's tau between corruption and test error over the levels fitted to the last example",
                    Range.DIFFERENCE,
                    e -> e.part("corruption").perSeed(RandomisationClaims::erring),
                    new Criterion.Above(0.5),
                    "0.5 means that three pairs of levels in four are in order"));

    private RandomisationClaims() {}

    /** Epochs until the stop rule's accuracy was first reached; infinite if it never was. */
    static double epochsToFit(Run run) {
        double epochs = run.result("epochsToFit");
        return Double.isNaN(epochs) ? Double.POSITIVE_INFINITY : epochs;
    }

    private static double speed(Evidence unit, String quick, String slow) {
        double numerator = epochsToFit(unit.condition(quick).run());
        if (Double.isInfinite(numerator)) {
            throw new Evidence.Missing(quick.replace('-', ' ') + " were not fitted");
        }
        return numerator / epochsToFit(unit.condition(slow).run());
    }

    private static double slowing(Evidence unit) {
        double[] time = new double[ZhangTrials.CORRUPTION.size()];
        double[] level = new double[time.length];
        for (int i = 0; i < time.length; i++) {
            level[i] = ZhangTrials.CORRUPTION.get(i);
            // Ranks decide: any number beyond all epochs will do for a level that was never fitted.
            time[i] = Math.min(
                    1e9, epochsToFit(unit.condition("corrupt-" + level[i]).run()));
        }
        return KendallTau.of(level, time).a();
    }

    private static double erring(Evidence unit) {
        List<Double> levels = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        for (double level : ZhangTrials.CORRUPTION) {
            Run run = unit.condition("corrupt-" + level).run();
            if (new Trained(run).interpolates()) {
                levels.add(level);
                errors.add(1 - run.result("testAccuracy"));
            }
        }
        if (levels.size() < LEVELS) {
            throw new Evidence.Missing(
                    "fewer than " + LEVELS + " levels of corruption were fitted to the last example");
        }
        return KendallTau.of(array(levels), array(errors)).a();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
