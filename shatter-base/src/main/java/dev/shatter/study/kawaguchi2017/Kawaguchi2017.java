package dev.shatter.study.kawaguchi2017;

import dev.shatter.bound.ValidationSet;
import dev.shatter.report.Figure;
import dev.shatter.report.NumberText;
import dev.shatter.report.Section;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Neither small norms nor flat minima nor few weights are needed to generalise: linear models that memorise noise generalise
 * on real labels with norms as large as one likes. What can be said holds for the network at hand and its data: a bound from
 * validation points that ignores what the network is, and a regulariser, DARC, of the outputs and not of the weights.
 */
public final class Kawaguchi2017 implements Study {
    private static final String LINEAR = "linear";
    private static final String DARC = "darc";
    private static final String VALIDATION = "validation";
    static final String SIZE = "darc";

    /** How many networks may have been tried on the validation points: more than anybody trains. */
    private static final double LOG_CANDIDATES = Math.log(1e9);

    private static final double DELTA = 0.05;

    /** The paper tries these and two larger and smaller ones, and takes the best by validation. */
    private static final List<Double> PRICES = List.of(0.01, 0.1);

    private static final int EPOCHS = 100;

    private static final List<Claim> CLAIMS = List.of(
            ComputedClaims.claim(
                    "linear-models-memorise-too",
                    "A linear model with more weights than examples fits random labels.",
                    "theorem 1 (i)",
                    "largest |w x - y| over the random labels",
                    Range.NON_NEGATIVE,
                    LINEAR,
                    "randomResidual",
                    new Criterion.Below(1e-8),
                    "rounding"),
            ComputedClaims.claim(
                    "norms-say-nothing",
                    "Its weights can be as large as one likes.",
                    "theorem 1 (iii): arbitrarily large parameter norms",
                    "norm of the large weights over that of the small ones",
                    Range.NON_NEGATIVE,
                    LINEAR,
                    "normRatio",
                    new Criterion.Above(1e5),
                    "a factor of a million was asked for"),
            ComputedClaims.claim(
                    "predictions-stay",
                    "And neither its training nor its test predictions change.",
                    "theorem 1 (ii): arbitrarily small training and test errors",
                    "largest distance of any prediction from its target over the largest target",
                    Range.NON_NEGATIVE,
                    LINEAR,
                    "predictionChange",
                    new Criterion.Below(1e-6),
                    "a millionth: rounding times the factor of the norms"),
            ComputedClaims.claim(
                    "validation-bound-says-something",
                    "A bound from validation points is far below chance on true labels, after a choice among a billion"
                            + " networks.",
                    "non-vacuous regardless of model complexity (section 4.1)",
                    "R_val + 2 ln(|F|/delta)/(3 m) + sqrt(ln(|F|/delta)/(2 m)), |F| = 10^9, delta = 0.05, over chance",
                    Range.NON_NEGATIVE,
                    VALIDATION,
                    u -> overChance(u.condition("true-labels")),
                    new Criterion.Below(1),
                    "1 is the bound that a guess has for nothing"),
            ComputedClaims.claim(
                    "and-nothing-on-random-labels",
                    "On random labels it lies above chance, as a true bound must.",
                    "the labels of the validation points are seen, not those of the training points alone",
                    "the same on random labels, minus 1",
                    Range.ANY,
                    VALIDATION,
                    u -> overChance(u.condition("random-labels")) - 1,
                    new Criterion.Above(0),
                    "0 is chance"),
            ComputedClaims.claim(
                    "darc-lowers-what-it-names",
                    "DARC makes the outputs smaller.",
                    "the penalty is max_k (1/m) sum |f_k| (section 6)",
                    "ln of that quantity on the training points: without DARC minus with it, at the larger price",
                    Range.ANY,
                    DARC,
                    u -> Math.log(u.condition("none").measured(SIZE))
                            - Math.log(u.condition("darc-0.1").measured(SIZE)),
                    new Criterion.Above(0),
                    "0 is no effect"),
            ComputedClaims.claim(
                    "darc-keeps-the-fit",
                    "The training labels are fitted all the same.",
                    "training error is not reported; the test error is lower (table 3)",
                    "training accuracy with DARC at the larger price",
                    Range.SHARE,
                    DARC,
                    u -> u.condition("darc-0.1").result("trainAccuracy"),
                    new Criterion.Above(0.99),
                    "as where random labels are said to be fitted"),
            ComputedClaims.claim(
                    "darc-helps",
                    "It lowers the test error.",
                    "MNIST and CIFAR-10: the test error falls by some hundredths of itself (table 3)",
                    "test accuracy with DARC, mean over two prices, minus without it",
                    Range.DIFFERENCE,
                    DARC,
                    Kawaguchi2017::gain,
                    new Criterion.Above(0),
                    "any gain is help; the mean over prices needs no choice by the test set"));

    @Override
    public String name() {
        return "kawaguchi2017";
    }

    @Override
    public String summary() {
        return "norms do not decide generalisation; validation bounds; DARC as a regulariser";
    }

    @Override
    public String source() {
        return "Kawaguchi, Kaelbling, Bengio 2017, arXiv:1710.05468";
    }

    @Override
    public Header header() {
        return new Header(
                "Generalization in deep learning",
                "Kawaguchi, Kaelbling and Bengio 2017, arXiv:1710.05468",
                "Large capacity, large norms and sharp minima do not keep a model from generalising: linear models"
                        + " show it. What bounds the risk of the network at hand is data that it was not made from,"
                        + " whatever the network is; and what may be regularised is its outputs on the sample.",
                "smoke: seconds; laptop: minutes; paper: hours, on 2 cores",
                "See docs/studies/kawaguchi2017.md.");
    }

    @Override
    public List<Trial> trials(Settings settings) {
        Scale scale = settings.scale();
        int seeds = scale == Scale.SMOKE ? 2 : 10;
        Design design = new Design(settings, common(settings));
        design.compute(LINEAR, "gaussian", "linear model", "free-norms", seeds, Map.of());
        for (String network : networks(scale)) {
            design.add(VALIDATION, "true-labels", network, seeds, Map.of(), SIZE);
            design.add(VALIDATION, "random-labels", network, seeds, Map.of("labels", "random"));
            design.add(DARC, "none", network, seeds, Map.of(), SIZE);
            for (double price : PRICES) {
                design.add(DARC, "darc-" + price, network, seeds, Map.of("loss", "darc:" + price), SIZE);
            }
        }
        return design.trials();
    }

    private static List<String> networks(Scale scale) {
        return switch (scale) {
            case SMOKE -> List.of("mlp:64", "mlp:32");
            case LAPTOP -> List.of("mlp:512", "cnn:16-32");
            case PAPER -> List.of("mlp:512", "cnn:32-64");
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

    private static double bound(double accuracy, double points) {
        return ValidationSet.risk(1 - accuracy, points, LOG_CANDIDATES, DELTA);
    }

    private static double overChance(Evidence run) {
        double chance = 1 - 1 / run.result("classes");
        return bound(run.result("testAccuracy"), run.result("testExamples")) / chance;
    }

    private static double gain(Evidence unit) {
        double with = PRICES.stream()
                .mapToDouble(price -> unit.condition("darc-" + price).result("testAccuracy"))
                .average()
                .orElseThrow();
        return with - unit.condition("none").result("testAccuracy");
    }

    @Override
    public List<Section> exhibits(Evidence evidence, String command) {
        return List.of(
                ComputedClaims.section(
                        "A bound from validation points", evidence.part(VALIDATION), e -> bounds(e, command)),
                ComputedClaims.section("DARC", evidence.part(DARC), e -> darc(e, command)));
    }

    private static Figure bounds(Evidence e, String command) {
        List<Interval> bounds = new ArrayList<>();
        List<Interval> errors = new ArrayList<>();
        for (String condition : e.conditions()) {
            double[] accuracy = e.condition(condition).results("testAccuracy");
            double[] points = e.condition(condition).results("testExamples");
            double[] own = new double[accuracy.length];
            Arrays.setAll(own, i -> bound(accuracy[i], points[i]));
            bounds.add(OverSeeds.mean(own));
            errors.add(OverSeeds.mean(Arrays.stream(accuracy).map(a -> 1 - a).toArray()));
        }
        Panel panel = Panel.of(
                        Axis.categories(
                                "",
                                e.conditions().stream()
                                        .map(c -> c.replace('-', ' '))
                                        .toList()),
                        Axis.linear("risk", "").range(0, 1),
                        OverSeeds.bars("validation error", Style.neutral(2), errors),
                        OverSeeds.bars("bound", Style.neutral(0), bounds))
                .with(ReferenceLine.level(1 - 1 / ComputedClaims.mean(e, "classes"), "chance"));
        return ComputedClaims.figure(
                "validation-bound",
                "A bound from validation points, after a choice among a billion networks",
                Chart.of(panel),
                new ComputedClaims.Words(
                        Findings.of(
                                "The bound is %.2f on true and %.2f on random labels.",
                                bounds.get(0).estimate(),
                                bounds.get(bounds.size() - 1).estimate()),
                        "Mean over networks and seeds with 95 % intervals; delta = 0.05, variance at most 1/4.",
                        "It shows that a bound need not know weights or capacity to be of use.",
                        "It does not explain why the network generalises: it only measures that it does.",
                        "Pairs of bars: low ones for true labels, for random labels both near or above chance."),
                e,
                command);
    }

    private static Figure darc(Evidence e, String command) {
        List<String> conditions = e.conditions();
        List<String> names = conditions.stream()
                .map(c -> c.equals("none") ? "none" : "price " + c.substring("darc-".length()))
                .toList();
        Panel size = Panel.of(
                        Axis.categories("", names),
                        Axis.linear("largest mean |f|", "logits").withZero(),
                        OverSeeds.bars(
                                "",
                                Style.neutral(2),
                                conditions.stream()
                                        .map(c -> OverSeeds.mean(e.condition(c).measuredAll(SIZE)))
                                        .toList()))
                .titled("what is regularised");
        Panel error = Panel.of(
                        Axis.categories("", names),
                        Axis.linear("test error", "%").withZero(),
                        OverSeeds.bars(
                                "",
                                Style.neutral(2),
                                conditions.stream()
                                        .map(c -> OverSeeds.percent(
                                                Arrays.stream(e.condition(c).results("testAccuracy"))
                                                        .map(a -> 1 - a)
                                                        .toArray()))
                                        .toList()))
                .titled("test error");
        return ComputedClaims.figure(
                "darc",
                "Networks with and without DARC",
                Chart.multiples(2, List.of(size, error)).free(),
                new ComputedClaims.Words(
                        effect(e),
                        "Mean over networks and seeds with 95 % intervals; all trained until every label is fitted"
                                + " twice in a row.",
                        "It shows whether a penalty on outputs changes what is learned.",
                        "It does not show the best price: none was chosen.",
                        "Bars of output sizes at each price; bars of test errors."),
                e,
                command);
    }

    /** What the highest price does to outputs and test error. */
    private static String effect(Evidence e) {
        List<String> conditions = e.conditions();
        Evidence none = e.condition(conditions.get(0));
        Evidence dear = e.condition(conditions.get(conditions.size() - 1));
        double size = OverSeeds.mean(dear.measuredAll(SIZE)).estimate()
                / OverSeeds.mean(none.measuredAll(SIZE)).estimate();
        double gain = 100 * (ComputedClaims.mean(dear, "testAccuracy") - ComputedClaims.mean(none, "testAccuracy"));
        return conditions.size() < 2 || Double.isNaN(size) || Double.isNaN(gain)
                ? Findings.NOT_ENOUGH
                : String.format(
                        Locale.ROOT,
                        "At the highest price outputs are %s times as large, and the test error changes by %s points.",
                        NumberText.significant(size, 2),
                        NumberText.fixed(-gain, 1));
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List.of(
                "The test points serve as validation points, of which the networks have seen nothing.",
                "The paper trains larger networks on whole data sets, with augmentation, and chooses the price by"
                        + " validation.",
                "Of its data-dependent bounds the one from validation points is here; that for two-phase training is"
                        + " not.");
    }
}
