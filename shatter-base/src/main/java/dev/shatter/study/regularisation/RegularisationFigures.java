package dev.shatter.study.regularisation;

import dev.shatter.report.Block;
import dev.shatter.report.Section;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.ReferenceLine;
import dev.shatter.report.chart.Style;
import dev.shatter.study.Evidence;
import dev.shatter.study.exhibit.ComputedClaims;
import dev.shatter.study.exhibit.Findings;
import java.util.List;

/** The pictures of the study: each a part's table. */
final class RegularisationFigures {
    private static final int WEIGHTS = 8;
    private static final int PRESENT = 3;

    private RegularisationFigures() {}

    static List<Section> sections(Evidence evidence, String command) {
        return List.of(
                ComputedClaims.section("What descent prefers", evidence.part("descent"), e -> descent(e, command)),
                ComputedClaims.section("Stopping early", evidence.part("early-stopping"), e -> stopping(e, command)),
                ComputedClaims.section("Ridge and lasso", evidence.part("paths"), e -> paths(e, command)),
                ComputedClaims.section("Noise as a penalty", evidence.part("penalties"), e -> penalties(e, command)),
                ComputedClaims.section("Double descent", evidence.part("double-descent"), e -> descents(e, command)));
    }

    private static Block descent(Evidence e, String command) {
        Panel panel = Panel.of(
                Axis.linear("steps", ""),
                Axis.log("distance to where it should end", ""),
                ComputedClaims.line("from zero", Style.trueLabels(), e, "step", "fromZero"),
                ComputedClaims.line("from elsewhere", Style.neutral(1), e, "step", "fromElsewhere"));
        return ComputedClaims.figure(
                "descent",
                "SGD on least squares with 50 weights and 20 points",
                Chart.of(panel),
                new ComputedClaims.Words(
                        Findings.of(
                                "From zero it ends %.1g of the norm from the interpolant of least norm; from elsewhere at"
                                        + " another one, %.2f norms away.",
                                ComputedClaims.mean(e, "fromZero"), ComputedClaims.mean(e, "fromElsewhere")),
                        "One random point a step, step 1/|x|^2. From zero: distance to X+ y; from elsewhere: to X+ y plus"
                                + " the part of the start that no input sees; both over |X+ y|. "
                                + ComputedClaims.BAND,
                        "It shows that the algorithm, not the loss, chooses among the interpolants.",
                        "It does not show that least norm generalises: that depends on the features.",
                        "Two distances falling over the steps along the same slope."),
                e,
                command);
    }

    private static Block stopping(Evidence all, String command) {
        Evidence e = ComputedClaims.first(all);
        Panel panel = Panel.of(
                Axis.log("eigenvalue of X'X", ""),
                Axis.linear("share kept", "").withZero(),
                ComputedClaims.line("1 - (1 - eta l)^t", Style.trueLabels(), e, "eigenvalue", "formula"),
                ComputedClaims.points("steps taken", Style.neutral(0), e, "eigenvalue", "kept"),
                ComputedClaims.line("ridge 1/(eta t)", Style.neutral(1), e, "eigenvalue", "ridge"));
        return ComputedClaims.figure(
                "early-stopping",
                "Thirty steps of descent, direction by direction",
                Chart.of(panel),
                new ComputedClaims.Words(
                        Findings.of(
                                "The steps keep what the formula says to %.0e; one ridge for all directions differs by at"
                                        + " most %.2f.",
                                ComputedClaims.mean(all, "formulaError"), ComputedClaims.mean(all, "distanceToRidge")),
                        "Share of the least-squares coefficient kept along each eigenvector; the first seed's problem.",
                        "It shows that stopping early shrinks small directions, as ridge does.",
                        "It does not show how to choose t: that takes held-out data.",
                        "Two rising curves close to each other, points on the first."),
                all,
                command);
    }

    private static Block paths(Evidence all, String command) {
        Evidence e = ComputedClaims.first(all);
        return ComputedClaims.figure(
                "paths",
                "Eight weights over lambda",
                Chart.multiples(2, List.of(path(e, "ridge"), path(e, "lasso"))).sized(Chart.WIDTH, 340),
                new ComputedClaims.Words(
                        Findings.of(
                                "Ridge shrinks all weights and empties none; lasso empties them one by one, its optimality"
                                        + " conditions met to %.0e.",
                                ComputedClaims.mean(all, "violation")),
                        "40 points, three weights of eight present (blue), noise 0.5; lambda in units of the"
                                + " largest |X'y|; the first seed's problem.",
                        "It shows the two ways of shrinking.",
                        "It does not show which predicts better: that depends on how many weights are present.",
                        "Left, eight curves bending to zero together; right, eight curves that meet zero one after another."),
                all,
                command);
    }

    private static Panel path(Evidence e, String name) {
        Mark[] lines = new Mark[WEIGHTS];
        for (int j = WEIGHTS; j >= 1; j--) {
            boolean present = j <= PRESENT;
            lines[WEIGHTS - j] = ComputedClaims.line(
                    present && j == 1 ? "present" : !present && j == WEIGHTS ? "absent" : "",
                    present ? Style.trueLabels() : Style.neutral(2),
                    e,
                    "lambda",
                    name + j);
        }
        return Panel.of(Axis.log("lambda", ""), Axis.linear("weight", "").withZero(), lines)
                .titled(name);
    }

    private static Block penalties(Evidence all, String command) {
        Evidence e = ComputedClaims.first(all);
        Panel panel = Panel.of(
                Axis.linear("dropout rate, or deviation of the noise", ""),
                Axis.linear("squared error", "").withZero(),
                ComputedClaims.line("dropout, formula", Style.trueLabels(), e, "strength", "dropoutFormula"),
                ComputedClaims.points("simulated", Style.neutral(0), e, "strength", "dropout"),
                ComputedClaims.line("noise, formula", Style.neutral(1), e, "strength", "noiseFormula"),
                ComputedClaims.points("", Style.neutral(0), e, "strength", "noise"));
        return ComputedClaims.figure(
                "penalties",
                "Dropout and noise as penalties",
                Chart.of(panel),
                new ComputedClaims.Words(
                        Findings.of(
                                "Simulated errors are within %.1f %% of the formulas on average; least squares on noisy"
                                        + " copies lies %.3f of its norm from ridge, plain least squares %.2f.",
                                100
                                        * Math.max(
                                                Math.abs(ComputedClaims.mean(all, "dropoutOff")),
                                                Math.abs(ComputedClaims.mean(all, "noiseOff"))),
                                ComputedClaims.mean(all, "augmentedFromRidge"),
                                ComputedClaims.mean(all, "plainFromRidge")),
                        "Mean squared error of fixed weights over draws of the noise, 30 points, 10 weights; the first"
                                + " seed's problem.",
                        "It shows that noise on the inputs of a linear model is a penalty on its weights.",
                        "It does not show that dropout in hidden layers is one.",
                        "Two curves over the strength of the noise, with simulated points on both."),
                all,
                command);
    }

    private static Block descents(Evidence e, String command) {
        Panel panel = Panel.of(
                        Axis.log("features over points", ""),
                        Axis.log("test error", ""),
                        ComputedClaims.line("expected", Style.neutral(1), e, "ratio", "expected"),
                        ComputedClaims.line("simulated", Style.trueLabels(), e, "ratio", "mean"))
                .with(ReferenceLine.upright(1, "p = n"));
        return ComputedClaims.figure(
                "double-descent",
                "Least squares of least norm as features pass points",
                Chart.of(panel),
                new ComputedClaims.Words(
                        Findings.of(
                                "The error at p = n is %.0f times the best before it, and at p = 10 n %.2f of the best"
                                        + " before it.",
                                ComputedClaims.mean(e, "peakOverBest"), ComputedClaims.mean(e, "lastOverBest")),
                        "20 points, the first p of 200 features of equal weight, noise 0.2; the expectation is infinite"
                                + " next to p = n and left out. "
                                + ComputedClaims.BAND,
                        "It shows double descent where it has a closed form.",
                        "It does not show that more features always help: here every feature carries signal.",
                        "An error that rises to a sharp peak at p = n and falls below its earlier minimum."),
                e,
                command);
    }
}
