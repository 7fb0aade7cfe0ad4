package dev.shatter.study.concentration;

import dev.shatter.report.Block;
import dev.shatter.report.Section;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.ReferenceLine;
import dev.shatter.report.chart.Style;
import dev.shatter.study.Evidence;
import dev.shatter.study.exhibit.ComputedClaims;
import dev.shatter.study.exhibit.Findings;
import java.util.List;
import java.util.Locale;

/** The pictures of the study: each a part's table. */
final class ConcentrationFigures {
    private ConcentrationFigures() {}

    static List<Section> sections(Evidence evidence, String command) {
        return List.of(
                ComputedClaims.section("The coin", evidence.part("coin"), e -> tail(e, command)),
                ComputedClaims.section("Confidence limits", evidence.part("limits"), e -> limits(e, command)),
                ComputedClaims.section("How many are enough", evidence.part("sample-size"), e -> sizes(e, command)),
                ComputedClaims.section("A finite class", evidence.part("finite-class"), e -> union(e, command)),
                ComputedClaims.section("An infinite class", evidence.part("thresholds"), e -> uniform(e, command)),
                ComputedClaims.section("Excess risk", evidence.part("excess-risk"), e -> excess(e, command)),
                ComputedClaims.section("When to stop", evidence.part("stopping"), e -> stop(e, command)));
    }

    private static Block stop(Evidence e, String command) {
        Panel panel = Panel.of(
                        Axis.log("passes over the sample", ""),
                        Axis.log("above the least possible", "squared loss"),
                        ComputedClaims.line("excess risk", Style.trueLabels(), e, "passes", "excess"),
                        ComputedClaims.line("predicted", Style.neutral(1), e, "passes", "predicted"),
                        ComputedClaims.line("training error", Style.neutral(2), e, "passes", "training"))
                .with(
                        ReferenceLine.level(ComputedClaims.mean(e, "statistical", 0), "statistical error"),
                        ReferenceLine.upright(20, "predicted stop"));
        return ComputedClaims.figure(
                "stopping",
                "Excess risk against steps of SGD",
                Chart.of(panel),
                new ComputedClaims.Words(
                        Findings.of(
                                "After the predicted stop the risk falls by a factor of %.2f, the training error by"
                                        + " %.0f.",
                                ComputedClaims.mean(e, "stopOverEnd"), ComputedClaims.mean(e, "trainingGoesOn")),
                        "Least squares, averaged SGD with constant steps on a sample drawn with replacement; predicted:"
                                + " sigma^2 d (1/n + 2/t). " + ComputedClaims.BAND,
                        "It shows that optimising beyond the statistical error moves the training error and not the"
                                + " risk.",
                        "It does not show that networks stop here: their training is not convex, and their best stop"
                                + " is no formula.",
                        "A falling curve that levels off at a dashed line where a second one goes on falling."),
                e,
                command);
    }

    private static Block tail(Evidence all, String command) {
        Evidence e = ComputedClaims.first(all);
        Panel panel = Panel.of(
                Axis.linear("epsilon", "").withZero(),
                Axis.log("P(mean - p ≥ epsilon)", "").range(1e-6, 1),
                ComputedClaims.line("exact", Style.trueLabels(), e, "epsilon", "exact"),
                ComputedClaims.points("simulated", Style.neutral(0), e, "epsilon", "simulated"),
                ComputedClaims.line("Chernoff", Style.neutral(1), e, "epsilon", "chernoff"),
                ComputedClaims.line("Bernstein", Style.neutral(3), e, "epsilon", "bernstein"),
                ComputedClaims.line("Hoeffding", Style.neutral(2), e, "epsilon", "hoeffding"),
                ComputedClaims.line("Chebyshev", Style.neutral(4), e, "epsilon", "chebyshev"));
        return ComputedClaims.figure(
                "coin",
                "A coin's tail and its inequalities",
                Chart.of(panel),
                new ComputedClaims.Words(
                        Findings.of(
                                "The exact tail reaches at most %.2f of the least of the inequalities.",
                                ComputedClaims.mean(all, "exactOverBound")),
                        String.format(
                                Locale.ROOT,
                                "100 tosses of a coin with p = %.3f (the first seed's); exact from the binomial law,"
                                        + " simulated by repetition; Chebyshev is two-sided.",
                                e.run().result("p")),
                        "It shows how much each inequality gives away at each distance.",
                        "It does not show that a looser inequality is worse: Hoeffding's needs no variance,"
                                + " Chebyshev's no bounded values.",
                        "The exact tail falling fastest, below the curves of four inequalities."),
                all,
                command);
    }

    private static Block limits(Evidence e, String command) {
        Panel width = Panel.of(
                        Axis.log("tosses", ""),
                        Axis.log("mean limit - p", ""),
                        ComputedClaims.line("Hoeffding", Style.neutral(2), e, "n", "hoeffding"),
                        ComputedClaims.line("Bernstein", Style.neutral(3), e, "n", "bernstein"),
                        ComputedClaims.line("empirical Bernstein", Style.neutral(1), e, "n", "empiricalBernstein"),
                        ComputedClaims.line("Clopper-Pearson", Style.trueLabels(), e, "n", "clopperPearson"))
                .titled("how far above p");
        Panel missed = Panel.of(
                        Axis.log("tosses", ""),
                        Axis.linear("limit below p", "").withZero(),
                        ComputedClaims.line("Hoeffding", Style.neutral(2), e, "n", "hoeffdingMissed"),
                        ComputedClaims.line("Bernstein", Style.neutral(3), e, "n", "bernsteinMissed"),
                        ComputedClaims.line(
                                "empirical Bernstein", Style.neutral(1), e, "n", "empiricalBernsteinMissed"),
                        ComputedClaims.line("Clopper-Pearson", Style.trueLabels(), e, "n", "clopperPearsonMissed"))
                .titled("how often missed")
                .with(ReferenceLine.level(ComputedClaims.mean(e, "delta"), "allowed"));
        return ComputedClaims.figure(
                "limits",
                "Upper confidence limits of a coin's p",
                new Chart(List.of(width, missed), 2, Chart.WIDTH, 320, false),
                new ComputedClaims.Words(
                        Findings.of(
                                "Clopper and Pearson's interval uses %.1f of the 5 %% it may miss.",
                                100 * ComputedClaims.mean(e, "clopperPearsonMissed")),
                        ComputedClaims.BAND + " Every seed has a coin of its own.",
                        "It shows what knowing the law of the errors is worth in examples.",
                        "It does not cover losses other than 0 and 1, where Clopper and Pearson's limit is not"
                                + " defined.",
                        "Four curves falling with n, and four rates of misses below the line of five percent."),
                e,
                command);
    }

    private static Block sizes(Evidence e, String command) {
        Panel panel = Panel.of(
                Axis.log("epsilon", ""),
                Axis.log("tosses", ""),
                ComputedClaims.line("Hoeffding", Style.neutral(2), e, "epsilon", "bound"),
                ComputedClaims.line("needed", Style.trueLabels(), e, "epsilon", "needed"));
        return ComputedClaims.figure(
                "sample-complexity",
                "Tosses asked for and needed",
                Chart.of(panel),
                new ComputedClaims.Words(
                        Findings.of(
                                "Hoeffding asks for %.2f times as many tosses as are needed.",
                                ComputedClaims.mean(e, "boundOverNeeded")),
                        "For |mean - p| < epsilon with probability 0.95; needed: exact, from the binomial law. "
                                + ComputedClaims.BAND,
                        "It shows that the rate 1/epsilon^2 is the coin's own; only the constant is loose.",
                        "It does not speak of more than one hypothesis fixed beforehand.",
                        "Two parallel lines falling with epsilon, Hoeffding's above."),
                e,
                command);
    }

    private static Block union(Evidence e, String command) {
        Panel panel = Panel.of(
                Axis.log("hypotheses", ""),
                Axis.linear("worst |risk - empirical risk|", "").withZero(),
                ComputedClaims.line("union bound", Style.neutral(2), e, "size", "bound"),
                ComputedClaims.line("independent errors", Style.trueLabels(), e, "size", "independent"),
                ComputedClaims.line("shared errors", Style.neutral(1), e, "size", "shared"));
        return ComputedClaims.figure(
                "finite-class",
                "The union bound over a finite class",
                Chart.of(panel),
                new ComputedClaims.Words(
                        Findings.of(
                                "For independent errors the bound is nearly met (%.2f of it); for shared ones the worst"
                                        + " does not grow at all.",
                                ComputedClaims.mean(e, "quantileOverBound")),
                        "95 % quantile of the maximum over the class, n = 100, risk 1/2. " + ComputedClaims.BAND,
                        "It shows that the price of ln |H| is real only where hypotheses differ.",
                        "It does not say which of the two cases a network is.",
                        "A rising bound, a rising curve just below it, and a level one."),
                e,
                command);
    }

    private static Block uniform(Evidence e, String command) {
        Panel panel = Panel.of(
                Axis.log("examples", ""),
                Axis.log("sup |risk - empirical risk|", ""),
                ComputedClaims.line("Vapnik", Style.neutral(2), e, "n", "vapnik"),
                ComputedClaims.line("95 % quantile", Style.trueLabels(), e, "n", "quantile"),
                ComputedClaims.line("mean", Style.neutral(1), e, "n", "mean"),
                ComputedClaims.line("one fixed beforehand", Style.neutral(4), e, "n", "single"));
        return ComputedClaims.figure(
                "uniform-convergence",
                "Uniform convergence over all thresholds",
                Chart.of(panel),
                new ComputedClaims.Words(
                        Findings.of(
                                "The supremum falls as n to the power %.2f and reaches at most %.2f of the bound.",
                                ComputedClaims.mean(e, "slope"), ComputedClaims.mean(e, "quantileOverBound")),
                        "Labels 1[x ≥ theta] with a fifth flipped; the supremum over all thresholds is computed"
                                + " exactly in every sample. "
                                + ComputedClaims.BAND,
                        "It shows that an infinite class can deviate hardly more than one hypothesis.",
                        "It does not show that deep networks behave so: their classes are too rich for it.",
                        "Four falling lines of about the same slope; Vapnik's is the highest."),
                e,
                command);
    }

    private static Block excess(Evidence e, String command) {
        Panel panel = Panel.of(
                Axis.log("cells", ""),
                Axis.linear("excess risk", "").withZero(),
                ComputedClaims.line("all three", Style.neutral(0), e, "cells", "total"),
                ComputedClaims.line("approximation", Style.neutral(1), e, "cells", "approximation"),
                ComputedClaims.line("estimation", Style.trueLabels(), e, "cells", "estimation"),
                ComputedClaims.line("optimisation", Style.neutral(2), e, "cells", "optimisation"));
        return ComputedClaims.figure(
                "excess-risk",
                "The three parts of the excess risk",
                Chart.of(panel),
                new ComputedClaims.Words(
                        Findings.of(
                                "The smallest class loses %.2f and the largest %.2f to the best of them; estimation is"
                                        + " at most %.2f of twice the deviation.",
                                ComputedClaims.mean(e, "coarseLoss"),
                                ComputedClaims.mean(e, "fineLoss"),
                                ComputedClaims.mean(e, "estimationOverBound")),
                        "Histogram classifiers on 500 points of a task with Bayes risk "
                                + String.format(Locale.ROOT, "%.3f", ComputedClaims.mean(e, "bayes"))
                                + "; the optimiser looks at three quarters of the cells. "
                                + ComputedClaims.BAND,
                        "It shows the trade of a small class's approximation for a large one's estimation error.",
                        "It does not carry over to networks as it stands: their estimation error need not grow with"
                                + " size.",
                        "Approximation error falling and estimation error rising with the number of cells."),
                e,
                command);
    }
}
