package dev.shatter.study.approximation;

import dev.shatter.report.Figure;
import dev.shatter.report.Section;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.ReferenceLine;
import dev.shatter.report.chart.Style;
import dev.shatter.stats.Interval;
import dev.shatter.study.Claim;
import dev.shatter.study.Criterion;
import dev.shatter.study.Design;
import dev.shatter.study.Evidence;
import dev.shatter.study.Header;
import dev.shatter.study.OverSeeds;
import dev.shatter.study.Range;
import dev.shatter.study.Scale;
import dev.shatter.study.Settings;
import dev.shatter.study.Study;
import dev.shatter.study.Trial;
import dev.shatter.study.exhibit.ComputedClaims;
import dev.shatter.study.exhibit.Findings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a ReLU network of a given width can be, whatever its depth and weights: on R^n with m outputs, width max(n + 1, m)
 * is needed and enough. Networks are written down, not trained, so nothing depends on whether training succeeds.
 */
public final class Approximation implements Study {
    private static final String PARK = "Park, Yun, Lee and Shin 2021, theorem 1";

    private static final String BARRON = "Barron 1993, theorem 1";

    private static final String RATES = "rates";

    private static final List<Claim> CLAIMS = List.of(
            ComputedClaims.claim(
                    "width-one-stops-short",
                    "Width 1 computes monotone functions only, whose least error for the indicator of [a, b] is (b - a)"
                            + " min(a/b, (1 - b)/(1 - a)).",
                    PARK + ": n = m = 1 needs width 2",
                    "least error of a monotone function on a grid over that formula",
                    Range.NON_NEGATIVE,
                    "line",
                    "monotoneOverClosedForm",
                    new Criterion.Within(1, 0.02),
                    "the grid's spacing"),
            ComputedClaims.claim(
                    "width-two-goes-below",
                    "A network of width 2 goes below what width 1 can reach on [1/3, 2/3].",
                    PARK,
                    "its squared error, its slope drawn by the seed",
                    Range.NON_NEGATIVE,
                    "line",
                    "widthTwo",
                    new Criterion.Below(1 / 6.0),
                    "1/6 is the least error of a monotone function there"),
            ComputedClaims.claim(
                    "width-two-as-near-as-wished",
                    "Its error is two thirds of its slope's length, so it reaches every precision.",
                    "by construction: 2 epsilon/3",
                    "squared error over 2 epsilon/3",
                    Range.NON_NEGATIVE,
                    "line",
                    "widthTwoOverClosedForm",
                    new Criterion.Within(1, 0.03),
                    "the grid's spacing over the slope's length"),
            ComputedClaims.claim(
                    "error-polynomial-in-width",
                    "For x^2 one hidden layer errs as its width to the power -2.",
                    "piecewise linear interpolation",
                    "slope of log2 error on log2 width",
                    Range.ANY,
                    "depth",
                    "widthExponent",
                    new Criterion.Within(-2, 0.05),
                    "rounding of a maximum over random points"),
            ComputedClaims.claim(
                    "error-exponential-in-depth",
                    "Each further layer of three units divides the error by four.",
                    "Yarotsky 2017, proposition 2",
                    "slope of log2 error on depth",
                    Range.ANY,
                    "depth",
                    "bitsPerLayer",
                    new Criterion.Within(-2, 0.05),
                    "as for width"),
            ComputedClaims.claim(
                    "narrow-networks-have-no-islands",
                    "On the plane networks of width 1 or 2 have no bounded island at any level.",
                    "Johnson 2019, theorem 1",
                    "share of random networks with an island, the larger of widths 1 and 2",
                    Range.SHARE,
                    "plane",
                    "atMostTwo",
                    new Criterion.Below(0.001),
                    "0 is the theorem"),
            ComputedClaims.claim(
                    "width-three-has-islands",
                    "Networks of width 3 can have them.",
                    PARK + ": n = 2, m = 1 needs width 3",
                    "share of random networks of width 3 with an island minus that of narrower ones",
                    Range.DIFFERENCE,
                    "plane",
                    u -> u.result("three") - u.result("atMostTwo"),
                    new Criterion.Above(0),
                    "one network suffices"),
            ComputedClaims.claim(
                    "a-disc-by-width-three",
                    "A network of width 3 matches the indicator of a disc.",
                    PARK,
                    "squared error of the network of 32 sides over that of the best constant",
                    Range.NON_NEGATIVE,
                    "plane",
                    "errorOverConstant",
                    new Criterion.Below(0.2),
                    "a fifth: the slope at the edge has a width of 4 % of the radius"),
            ComputedClaims.claim(
                    "the-disc-is-where-it-should-be",
                    "Its error is at most the area between disc and the foot of its slope.",
                    "by construction: M (r + epsilon)^2 tan(pi/M) - pi r^2",
                    "squared error over that area, the largest over numbers of sides",
                    Range.NON_NEGATIVE,
                    "plane",
                    "errorOverBound",
                    new Criterion.Below(1),
                    "1 is the construction's claim"),
            ComputedClaims.claim(
                    "barron-rate-in-every-dimension",
                    "For a function of finite first Fourier moment the squared error falls as one over the width, in"
                            + " 2, 10 and 50 dimensions alike.",
                    BARRON,
                    "largest |slope of ln squared error on ln width + 1| over the three dimensions",
                    Range.NON_NEGATIVE,
                    RATES,
                    "slopeOff",
                    new Criterion.Below(0.25),
                    "a quarter: a rate of 2/d would be 0.2 in ten dimensions and 0.04 in fifty"),
            ComputedClaims.claim(
                    "barron-bound-holds",
                    "It lies below Barron's bound.",
                    BARRON,
                    "squared error over (2 r C_f)^2/width, the largest over widths and dimensions",
                    Range.NON_NEGATIVE,
                    RATES,
                    "errorOverBound",
                    new Criterion.Below(1),
                    "1 is the theorem, whose expectation every draw only comes near"),
            ComputedClaims.claim(
                    "tables-know-the-dimension",
                    "A table of values at as many points knows the dimension: in fifty it hardly improves.",
                    "the rate -2/d of functions that are merely smooth (Barron 1993, section 1)",
                    "slope of ln squared error on ln entries in 50 dimensions",
                    Range.ANY,
                    RATES,
                    "tableSlope",
                    new Criterion.Above(-0.25),
                    "a quarter of the network's rate; -0.04 is predicted"));

    @Override
    public String name() {
        return "approximation";
    }

    @Override
    public String summary() {
        return "width max(n + 1, m) is needed and enough; error against width and depth";
    }

    @Override
    public String source() {
        return "Park, Yun, Lee and Shin 2021, arXiv:2006.08859; Johnson 2019, arXiv:1810.00393; Yarotsky 2017,"
                + " arXiv:1610.01145; Barron 1993";
    }

    @Override
    public Header header() {
        return new Header(
                "Minimum width for universal approximation",
                "Park, Yun, Lee and Shin, ICLR 2021, arXiv:2006.08859; Johnson 2019; Yarotsky 2017",
                "ReLU networks of width max(n + 1, m) come as near as wished to every function in L^p, narrower ones do"
                        + " not: width 1 is monotone on the line, width 2 has no islands on the plane. Beyond that"
                        + " width, depth buys precision exponentially and width only polynomially.",
                "smoke: seconds; laptop: a minute; paper: minutes, on 2 cores",
                "See docs/studies/approximation.md.");
    }

    @Override
    public List<Trial> trials(Settings settings) {
        Scale scale = settings.scale();
        int seeds = scale == Scale.SMOKE ? 4 : scale == Scale.LAPTOP ? 12 : 20;
        int size = scale == Scale.SMOKE ? 1 : scale == Scale.LAPTOP ? 5 : 25;
        Design design = new Design(settings, Map.of());
        design.compute("line", "bump", "line", "width-one:grid=" + 6000 * size, seeds, Map.of());
        int steps = scale == Scale.SMOKE ? 5 : scale == Scale.LAPTOP ? 7 : 9;
        design.compute(
                "depth",
                "parabola",
                "parabola",
                "width-and-depth:steps=" + steps + ",points=" + 20_000 * size,
                seeds,
                Map.of());
        int nets = scale == Scale.SMOKE ? 200 : scale == Scale.LAPTOP ? 500 : 2000;
        int grid = scale == Scale.SMOKE ? 41 : scale == Scale.LAPTOP ? 81 : 121;
        design.compute(
                "plane",
                "islands",
                "plane",
                "islands:nets=" + nets + ",grid=" + grid + ",points=" + 20_000 * size,
                seeds,
                Map.of());
        int doublings = scale == Scale.SMOKE ? 5 : scale == Scale.LAPTOP ? 7 : 9;
        design.compute(
                RATES,
                "sampled",
                "fourier sum",
                "barron-rate:doublings=" + doublings + (scale == Scale.SMOKE ? ",points=200,draws=40" : ",points=400"),
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
        return List.of(
                ComputedClaims.section("On the line: width 1 and 2", evidence.part("line"), e -> bump(e, command)),
                ComputedClaims.section("On the plane: width 2 and 3", evidence.part("plane"), e -> islands(e, command)),
                ComputedClaims.section("Width against depth", evidence.part("depth"), e -> depth(e, command)),
                ComputedClaims.section("Width in many dimensions", evidence.part(RATES), e -> rates(e, command)));
    }

    private static Figure rates(Evidence e, String command) {
        List<Panel> panels = new ArrayList<>();
        for (int d : List.of(2, 10, 50)) {
            panels.add(Panel.of(
                            Axis.log("width", ""),
                            Axis.log("squared error", ""),
                            ComputedClaims.line("network", Style.trueLabels(), e, "width", "network" + d),
                            ComputedClaims.line("Barron's bound", Style.neutral(1), e, "width", "bound" + d),
                            ComputedClaims.line("table", Style.neutral(2), e, "width", "table" + d))
                    .titled(d + " dimensions"));
        }
        return ComputedClaims.figure(
                "barron-rate",
                "Squared error against width in 2, 10 and 50 dimensions",
                Chart.multiples(3, panels),
                new ComputedClaims.Words(
                        Findings.of(
                                "Networks improve as one over their width in every dimension (exponents within %.2f of"
                                        + " -1), tables as its power of %.2f in fifty.",
                                ComputedClaims.mean(e, "slopeOff"), ComputedClaims.mean(e, "tableSlope")),
                        "f is a mean of eight cosines along random directions, first Fourier moment 1; the network's"
                                + " steps are drawn as in the proof, the table has the value at the nearest of as many"
                                + " random points. "
                                + ComputedClaims.BAND,
                        "It shows a rate that does not know the dimension.",
                        "It does not show that few units are enough: the constant grows with the ball, and at"
                                + " small widths a table of as many values is better.",
                        "Falling lines of one slope in three panels, and a third line that flattens from panel to"
                                + " panel."),
                e,
                command);
    }

    private static Figure bump(Evidence e, String command) {
        Evidence one = ComputedClaims.first(e);
        Panel panel = Panel.of(
                Axis.linear("x", ""),
                Axis.linear("f(x)", "").withZero(),
                ComputedClaims.line("bump", Style.neutral(2), one, "x", "target"),
                ComputedClaims.line("best monotone", Style.randomLabels(), one, "x", "monotone"),
                ComputedClaims.line("width 2", Style.trueLabels(), one, "x", "network"));
        return ComputedClaims.figure(
                "bump",
                "A bump, by width 1 and width 2",
                Chart.of(panel),
                new ComputedClaims.Words(
                        Findings.of(
                                "Nothing monotone has a smaller squared error than %.4f; width 2 has 2/3 of its slope's"
                                        + " length, here 0.033.",
                                ComputedClaims.mean(e, "sixth")),
                        "The best monotone fit by pooling adjacent violators, exact on its grid; the network of width 2"
                                + " and four hidden layers is written down, its slopes 0.05 long.",
                        "It shows what a function of one unit a layer cannot do, whatever its depth.",
                        "It does not show what training would find.",
                        "A box; a staircase of one step through it; a curve that follows the box with slanted sides."),
                e,
                command);
    }

    private static Figure islands(Evidence e, String command) {
        List<String> widths = List.of("width 1", "width 2", "width 3", "width 4");
        List<Interval> shares = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int row = i;
            shares.add(OverSeeds.percent(e.runs().stream()
                    .mapToDouble(run -> run.trace().column("share")[row])
                    .toArray()));
        }
        Mark.Line means = OverSeeds.line("", Style.trueLabels(), new double[] {0, 1, 2, 3}, shares);
        Panel bars = Panel.of(
                        Axis.categories("", widths),
                        Axis.linear("networks with islands", "%").withZero(),
                        Mark.Bars.of("", Style.trueLabels(), means.y()))
                .titled("random networks");
        Panel disc = Panel.of(
                        Axis.log("sides", ""),
                        Axis.log("squared error", ""),
                        ComputedClaims.line("width 3", Style.trueLabels(), e, "sides", "error"),
                        ComputedClaims.line("at most", Style.neutral(1), e, "sides", "bound"))
                .titled("a disc by width 3")
                .with(ReferenceLine.level(Math.PI / 4 * (1 - Math.PI / 16), "best constant"));
        double[] average = Arrays.stream(means.y()).map(v -> v / 100).toArray();
        return ComputedClaims.figure(
                "islands",
                "Islands need width 3",
                new Chart(List.of(bars, disc), 2, Chart.WIDTH, 320, false),
                new ComputedClaims.Words(
                        Findings.of(
                                "%.1f %% of the random networks of width 1 or 2 have a bounded island on the grid (0"
                                        + " is the theorem), %.0f %% of width 3 and %.0f %% of width 4; a network of width"
                                        + " 3 errs by %.3f of the best constant.",
                                50 * (average[0] + average[1]),
                                100 * average[2],
                                100 * average[3],
                                ComputedClaims.mean(e, "errorOverConstant")),
                        "Random weights, four hidden layers; islands of {f > c} and {f < c} at five levels on a grid."
                                + " The disc: one side of a polygon a layer, integrated over [-1, 1]^2 by random points.",
                        "It shows the step from what no network of width 2 can be to what one of width 3 is.",
                        "It does not show a share that means anything by itself: it depends on how weights are drawn,"
                                + " and a grid misses islands smaller, and ways out narrower, than its cells.",
                        "Bars: none, none, some, more. Beside them an error that falls with the number of sides."),
                e,
                command);
    }

    private static Figure depth(Evidence e, String command) {
        Panel panel = Panel.of(
                Axis.log("weights and biases", ""),
                Axis.log("largest error", ""),
                ComputedClaims.line("deeper, width 3", Style.trueLabels(), e, "deepWeights", "deep"),
                ComputedClaims.line("wider, one hidden layer", Style.neutral(1), e, "wideWeights", "wide"));
        return ComputedClaims.figure(
                "width-and-depth",
                "x^2 by width and by depth",
                Chart.of(panel),
                new ComputedClaims.Words(
                        Findings.of(
                                "Doubling the width multiplies the error by 2^%.2f; one more layer of three units does"
                                        + " the same (2^%.2f).",
                                ComputedClaims.mean(e, "widthExponent"), ComputedClaims.mean(e, "bitsPerLayer")),
                        "Widths 2, 4, 8, … in one hidden layer; depths 1, 2, 3, … of width 3; largest error at random"
                                + " points of [0, 1]. Bands from the smallest to the largest of the seeds.",
                        "It shows that with the same number of weights depth reaches a precision that width does not.",
                        "It does not show this for every function: x^2 is one that halves itself well.",
                        "Two falling lines over the number of weights, the deep network's ever steeper."),
                e,
                command);
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List.of(
                "Density (for every function and every precision) cannot be shown by examples; what is shown is what"
                        + " narrow networks cannot be, and that one wider can.",
                "Networks are written down: failure of training is not failure of approximation, and success of"
                        + " approximation is none of training.",
                "No data are used, so the data that may be chosen for a study do not count.");
    }
}
