package dev.shatter.study.depth;

import dev.shatter.report.Figure;
import dev.shatter.report.NumberText;
import dev.shatter.report.Section;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.Style;
import dev.shatter.stats.LinearFit;
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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * What bounds from norms say of depth. At equal norms of all layers they grow as powers of the depth, or not at all; but the
 * norms of trained networks are not kept equal, and the product of them grows exponentially, in the depth-free form too.
 * The test error does not.
 */
public final class DepthRates implements Study {
    private static final String TERMS = "equal-norms";
    private static final String TRAINED = "trained";
    static final String FROBENIUS = "log-prod-of-fro";
    static final String DEPTH_FREE = "log-depth-free";
    static final String COMPLEXITY = "spectral-complexity";

    /** A tenth of a nat a layer: a factor of three over ten layers. */
    private static final double GROWTH = 0.1;

    private static final List<Claim> CLAIMS = List.of(
            ComputedClaims.claim(
                    "bartlett-grows-as-three-halves",
                    "At spectral norms of 1 the complexity of Bartlett, Foster and Telgarsky grows as the depth to the"
                            + " power 3/2.",
                    "Bartlett, Foster and Telgarsky 2017, equation 1.2",
                    "slope of ln term on ln depth",
                    Range.ANY,
                    TERMS,
                    "bartlettExponent",
                    new Criterion.Within(1.5, 0.05),
                    "layers drawn alike differ by chance"),
            ComputedClaims.claim(
                    "neyshabur-grows-likewise",
                    "That of Neyshabur, Bhojanapalli and Srebro likewise, but for a logarithm.",
                    "Neyshabur, Bhojanapalli and Srebro 2018, theorem 1: L sqrt(h ln(L h)) times a root of L terms",
                    "slope of ln term on ln depth",
                    Range.ANY,
                    TERMS,
                    "neyshaburExponent",
                    new Criterion.Within(1.5, 0.15),
                    "the logarithm adds up to 0.12 at these sizes"),
            ComputedClaims.claim(
                    "golowich-grows-as-a-root",
                    "At Frobenius norms of 1 that of Golowich, Rakhlin and Shamir grows as the root of the depth.",
                    "Golowich, Rakhlin and Shamir 2018, theorem 1",
                    "slope of ln term on ln depth",
                    Range.ANY,
                    TERMS,
                    "golowichExponent",
                    new Criterion.Within(0.5, 0.15),
                    "the 1 in 1 + sqrt(2 L ln 2) takes 0.12 from it at depths of 1 to 64"),
            ComputedClaims.claim(
                    "depth-free-stops-growing",
                    "Its depth-free form stops growing where the depth reaches the root of n.",
                    "Golowich, Rakhlin and Shamir 2018, corollary 1, constants left out",
                    "growth from there to the largest depth, relative",
                    Range.RELATIVE,
                    TERMS,
                    "depthFreeGrowth",
                    new Criterion.Below(0.01),
                    "0 is the form"),
            ComputedClaims.claim(
                    "equal-spectral-norms-are-not-equal-frobenius-norms",
                    "Equal norms of one kind are not equal norms of the other: at spectral norms of 1 the Frobenius"
                            + " product grows exponentially.",
                    "||W||_F <= sqrt(rank) ||W||_2",
                    "nats a layer of Golowich et al.'s term at spectral norms of 1",
                    Range.ANY,
                    TERMS,
                    "golowichNatsALayer",
                    new Criterion.Above(1),
                    "ln(sqrt(h)/2) = 1.39 is predicted for Gaussian layers of 64 units"),
            trained(
                    "trained-products-grow",
                    "On trained networks the product of Frobenius norms grows exponentially with depth.",
                    "why 'size-independent' is said under a cap on the product (Golowich et al. 2018, section 1)",
                    "slope of ln prod ||W_i||_F on the number of layers",
                    Range.ANY,
                    u -> slope(u, run -> 0.5 * run.measured(FROBENIUS)),
                    new Criterion.Above(GROWTH),
                    "0.1 nats a layer"),
            trained(
                    "depth-free-is-not-free-of-depth",
                    "So does the depth-free form.",
                    "the rate presumes bounded products",
                    "slope of ln (prod ||W_i||_F min(n^(-1/4), sqrt(L/n))) on the number of layers",
                    Range.ANY,
                    u -> slope(u, run -> run.measured(DEPTH_FREE)),
                    new Criterion.Above(GROWTH),
                    "0.1 nats a layer"),
            trained(
                    "spectral-complexity-grows",
                    "So does spectral complexity.",
                    "a product of spectral norms",
                    "slope of ln spectral complexity on the number of layers",
                    Range.ANY,
                    u -> slope(u, run -> Math.log(run.measured(COMPLEXITY))),
                    new Criterion.Above(GROWTH),
                    "0.1 nats a layer"),
            trained(
                    "error-does-not",
                    "The test error does not.",
                    "deep networks generalise",
                    "test error at the largest depth minus at the smallest",
                    Range.DIFFERENCE,
                    DepthRates::harm,
                    new Criterion.Below(0.05),
                    "five points"));

    private static Claim trained(
            String name,
            String text,
            String published,
            String statistic,
            Range range,
            ToDoubleFunction<Evidence> value,
            Criterion criterion,
            String justification) {
        return ComputedClaims.claim(name, text, published, statistic, range, TRAINED, value, criterion, justification);
    }

    private static final int EPOCHS = 200;

    @Override
    public String name() {
        return "depth-rates";
    }

    @Override
    public String summary() {
        return "bounds from norms against depth, at equal norms and on trained networks";
    }

    @Override
    public String source() {
        return "Bartlett et al. 2017, arXiv:1706.08498; Neyshabur et al. 2018, arXiv:1707.09564; Golowich et al. 2018,"
                + " arXiv:1712.06541";
    }

    @Override
    public Header header() {
        return new Header(
                "Bounds from norms against depth",
                "Bartlett, Foster and Telgarsky 2017; Neyshabur, Bhojanapalli and Srebro 2018; Golowich, Rakhlin and"
                        + " Shamir 2018",
                "At equal norms of all layers the bounds grow as the depth to the power 3/2, as its root, or not at"
                        + " all. The norms of trained networks do not keep equal: their product grows exponentially with"
                        + " depth, and every one of these bounds with it, while the test error stays where it is.",
                "smoke: seconds; laptop: minutes; paper: an hour, on 2 cores",
                "See docs/studies/depth-rates.md.");
    }

    @Override
    public List<Trial> trials(Settings settings) {
        Scale scale = settings.scale();
        int seeds = scale == Scale.SMOKE ? 2 : 10;
        Design design = new Design(settings, common(settings));
        design.compute(
                TERMS, "gaussian", "layers", "depth-terms:width=" + (scale == Scale.PAPER ? 256 : 64), seeds, Map.of());
        for (int layers : depths(scale)) {
            String net = "mlp:" + (scale == Scale.SMOKE ? 32 : 128) + "x" + layers;
            design.add(
                    TRAINED,
                    String.valueOf(layers),
                    "perceptron",
                    seeds,
                    Map.of("net", net),
                    FROBENIUS,
                    DEPTH_FREE,
                    COMPLEXITY);
        }
        return design.trials();
    }

    private static List<Integer> depths(Scale scale) {
        return switch (scale) {
            case SMOKE -> List.of(1, 2, 3, 4, 5);
            case LAPTOP -> List.of(1, 2, 3, 4, 6);
            case PAPER -> List.of(1, 2, 3, 4, 6, 8, 10);
        };
    }

    private static Map<String, Object> common(Settings settings) {
        boolean smoke = settings.scale() == Scale.SMOKE;
        boolean paper = settings.scale() == Scale.PAPER;
        Map<String, Object> fields = new TreeMap<>();
        fields.put("data", settings.dataOr(paper ? "mnist" : "fashion-mnist-12k"));
        fields.put("subset", smoke ? 60 : paper ? 10_000 : 500);
        fields.put("test-subset", smoke ? 100 : paper ? 10_000 : 1000);
        fields.put("scaling", "whiten");
        fields.put("optimizer", "sgd");
        fields.put("momentum", 0.9);
        fields.put("weight-decay", 0.0);
        fields.put("schedule", "constant");
        fields.put("lr", 0.01);
        fields.put("batch", smoke ? 20 : 50);
        fields.put("epochs", EPOCHS);
        fields.put("until", "train-accuracy:1.0,hold=2");
        return fields;
    }

    @Override
    public List<Claim> claims() {
        return CLAIMS;
    }

    private static double slope(Evidence unit, ToDoubleFunction<Evidence> quantity) {
        List<String> depths = unit.conditions();
        double[] x = depths.stream().mapToDouble(Double::parseDouble).toArray();
        double[] y = depths.stream()
                .mapToDouble(depth -> quantity.applyAsDouble(unit.condition(depth)))
                .toArray();
        return LinearFit.of(x, y, Criterion.LEVEL).slope().estimate();
    }

    private static double harm(Evidence unit) {
        List<String> depths = unit.conditions();
        return unit.condition(depths.get(0)).result("testAccuracy")
                - unit.condition(depths.get(depths.size() - 1)).result("testAccuracy");
    }

    @Override
    public List<Section> exhibits(Evidence evidence, String command) {
        return List.of(
                ComputedClaims.section("At equal norms", evidence.part(TERMS), e -> terms(e, command)),
                ComputedClaims.section("On trained networks", evidence.part(TRAINED), e -> trained(e, command)));
    }

    private static Figure terms(Evidence e, String command) {
        Panel panel = Panel.of(
                Axis.log("layers", ""),
                Axis.log("complexity term", ""),
                ComputedClaims.line("Neyshabur et al., spectral norms 1", Style.neutral(1), e, "depth", "neyshabur"),
                ComputedClaims.line("Bartlett et al., spectral norms 1", Style.neutral(0), e, "depth", "bartlett"),
                ComputedClaims.line("Golowich et al., Frobenius norms 1", Style.neutral(2), e, "depth", "golowich"),
                ComputedClaims.line("its depth-free form", Style.neutral(3), e, "depth", "depthFree"));
        return ComputedClaims.figure(
                "terms",
                "Complexity terms against depth at equal norms",
                Chart.of(panel),
                new ComputedClaims.Words(
                        Findings.of(
                                "The terms grow as the depth to the powers %.2f, %.2f and %.2f, and the depth-free one"
                                        + " stops.",
                                ComputedClaims.mean(e, "bartlettExponent"),
                                ComputedClaims.mean(e, "neyshaburExponent"),
                                ComputedClaims.mean(e, "golowichExponent")),
                        "Gaussian layers of equal width, all scaled to the norm named; constants, margins and the"
                                + " sample size left out. " + ComputedClaims.BAND,
                        "It shows what each bound takes for depth itself.",
                        "It does not show which bound is smaller: their constants and norms differ.",
                        "Two steep lines, one half as steep, one that becomes level."),
                e,
                command);
    }

    private static Figure trained(Evidence e, String command) {
        double[] at = e.conditions().stream().mapToDouble(Double::parseDouble).toArray();
        Panel logs = Panel.of(
                        Axis.linear("hidden layers", ""),
                        Axis.linear("logarithm", "nats"),
                        OverSeeds.means("depth-free form", Style.neutral(0), at, each(e, DEPTH_FREE, v -> v)),
                        OverSeeds.means(
                                "product of Frobenius norms", Style.neutral(1), at, each(e, FROBENIUS, v -> v / 2)),
                        OverSeeds.means("spectral complexity", Style.neutral(2), at, each(e, COMPLEXITY, Math::log)))
                .titled("complexity");
        Panel error = Panel.of(
                        Axis.linear("hidden layers", ""),
                        Axis.linear("test error", "%").withZero(),
                        OverSeeds.line(
                                "",
                                Style.trueLabels(),
                                at,
                                e.conditions().stream()
                                        .map(depth -> OverSeeds.percent(
                                                Arrays.stream(e.condition(depth).results("testAccuracy"))
                                                        .map(a -> 1 - a)
                                                        .toArray()))
                                        .toList()))
                .titled("test error");
        return ComputedClaims.figure(
                "trained",
                "Complexity and test error of trained networks against depth",
                Chart.multiples(2, List.of(logs, error)).free(),
                new ComputedClaims.Words(
                        growth(e),
                        "Perceptrons trained to fit every label, twice in a row; mean over seeds, whiskers: 95 %"
                                + " interval.",
                        "It shows that a rate at bounded norms says little of networks whose norms are not bounded.",
                        "It does not show that depth does no harm elsewhere, or that no bound could see it.",
                        "Three lines against depth on a logarithmic scale; beside them the test error."),
                e,
                command);
    }

    /** From the shallowest to the deepest: factors of the complexities, points of the test error. */
    private static String growth(Evidence e) {
        int last = e.conditions().size() - 1;
        List<String> factors = new ArrayList<>();
        for (List<double[]> logs :
                List.of(each(e, DEPTH_FREE, v -> v), each(e, FROBENIUS, v -> v / 2), each(e, COMPLEXITY, Math::log))) {
            double[] from = logs.get(0);
            double[] to = logs.get(last);
            if (from.length > 0 && to.length > 0) {
                factors.add(NumberText.significant(Math.exp(mean(to) - mean(from)), 2));
            }
        }
        double[] before = e.condition(e.conditions().get(0)).results("testAccuracy");
        double[] after = e.condition(e.conditions().get(last)).results("testAccuracy");
        return factors.isEmpty() || before.length == 0 || after.length == 0
                ? Findings.NOT_ENOUGH
                : String.format(
                        Locale.ROOT,
                        "From %s to %s hidden layers complexities change by factors of %s, the test error by %s points.",
                        e.conditions().get(0),
                        e.conditions().get(last),
                        String.join(", ", factors),
                        NumberText.fixed(100 * (mean(before) - mean(after)), 1));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static List<double[]> each(Evidence e, String measure, DoubleUnaryOperator scale) {
        return e.conditions().stream()
                .map(depth -> Arrays.stream(e.condition(depth).measuredAll(measure))
                        .map(scale)
                        .toArray())
                .toList();
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List.of(
                "The depth-free form's constants, logarithms and its condition on Schatten norms are not settled here:"
                        + " it is a measure, no bound.",
                "Layers at equal norms are Gaussian; matrices of low rank would have smaller ratios of norms.");
    }
}
