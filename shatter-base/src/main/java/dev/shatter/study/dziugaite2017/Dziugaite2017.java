package dev.shatter.study.dziugaite2017;

import dev.shatter.report.Block;
import dev.shatter.report.Figure;
import dev.shatter.report.Picture;
import dev.shatter.report.Section;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.ReferenceLine;
import dev.shatter.report.chart.Style;
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
import dev.shatter.study.exhibit.Findings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A bound that is not vacuous, for networks with far more weights than examples: noise is added to the weights as far as the
 * training error allows, and the divergence from the initial weights is what counts. Wider networks have more weights, but
 * hardly a larger bound; on random labels it rises above chance, as it must.
 */
public final class Dziugaite2017 implements Study {
    static final String BOUND = "certify-dziugaite-roy";
    static final String COUNTING = "certify-vc";

    private static final String NETWORK = "one-layer perceptron";

    private static final List<Claim> CLAIMS = List.of(
            new Claim(
                    "bound-is-not-vacuous",
                    "On true labels the bound lies below chance at every width.",
                    "0.161 to 0.223 on binary MNIST for one to three layers of 300 to 1200 units (table 1)",
                    "largest certified risk of the stochastic network over widths, at delta 0.05",
                    Range.NON_NEGATIVE,
                    e -> e.part("width").perSeed(u -> worst(u, "true-labels")),
                    new Criterion.Below(0.5),
                    "of two classes a guess errs in half of the cases"),
            new Claim(
                    "random-labels-are-seen",
                    "On random labels it lies above chance at every width.",
                    "1.352 for one layer of 600 units on random labels (table 1)",
                    "smallest certified risk over widths",
                    Range.NON_NEGATIVE,
                    e -> e.part("width").perSeed(u -> best(u, "random-labels")),
                    new Criterion.Above(0.5),
                    "the risk there is exactly 1/2, so a bound below it would be false"),
            new Claim(
                    "bound-hardly-grows-with-width",
                    "Eight times as many units hardly raise it.",
                    "0.161 at 600 units, 0.179 at 1200 (table 1)",
                    "certified risk at the largest width over that at the smallest, on true labels",
                    Range.NON_NEGATIVE,
                    e -> e.part("width").perSeed(u -> growth(u, "true-labels", BOUND)),
                    new Criterion.Below(1.5),
                    "as much as 0.179/0.161 for each of three doublings would be 1.37"),
            new Claim(
                    "nor-on-random-labels",
                    "Nor do they on random labels.",
                    "not reported against width",
                    "the same on random labels",
                    Range.NON_NEGATIVE,
                    e -> e.part("width").perSeed(u -> growth(u, "random-labels", BOUND)),
                    new Criterion.Below(1.5),
                    "as on true labels"),
            new Claim(
                    "counting-grows-with-width",
                    "A bound that counts weights grows.",
                    "26 million as the VC dimension of the network of 600 units (table 1)",
                    "certified risk from the VC dimension at the largest width over that at the smallest",
                    Range.NON_NEGATIVE,
                    e -> e.part("width").perSeed(u -> growth(u, "true-labels", COUNTING)),
                    new Criterion.Above(1.5),
                    "the root of eight times the weights is 2.8"));

    @Override
    public String name() {
        return "dziugaite2017";
    }

    @Override
    public String summary() {
        return "a nonvacuous bound for stochastic networks hardly grows with width";
    }

    @Override
    public String source() {
        return "Dziugaite, Roy 2017, arXiv:1703.11008";
    }

    @Override
    public Header header() {
        return new Header(
                "Computing nonvacuous generalization bounds for deep (stochastic) neural networks with many more"
                        + " parameters than training data",
                "Dziugaite and Roy, UAI 2017, arXiv:1703.11008",
                "Around a trained network a Gaussian over weights is optimised for a PAC-Bayes bound. It certifies a"
                        + " risk far below chance with many more weights than examples, and says so only where the labels"
                        + " mean something.",
                "smoke: seconds; laptop: see docs/studies/dziugaite2017.md; paper: hours on 2 cores",
                "See docs/studies/dziugaite2017.md.");
    }

    @Override
    public List<Trial> trials(Settings settings) {
        Scale scale = settings.scale();
        Design design = new Design(settings, common(settings));
        int seeds = scale == Scale.SMOKE ? 2 : scale == Scale.LAPTOP ? 8 : 3;
        for (int width : widths(scale)) {
            for (String labels : List.of("true", "random")) {
                design.add(
                        "width",
                        labels + "-labels-" + width,
                        NETWORK,
                        seeds,
                        Map.of("net", "mlp:" + width, "labels", labels),
                        BOUND,
                        COUNTING);
            }
        }
        return design.trials();
    }

    private static List<Integer> widths(Scale scale) {
        return scale == Scale.SMOKE ? List.of(8, 24, 64) : List.of(150, 300, 600, 1200);
    }

    private static Map<String, Object> common(Settings settings) {
        Map<String, Object> fields = new TreeMap<>();
        boolean smoke = settings.scale() == Scale.SMOKE;
        boolean paper = settings.scale() == Scale.PAPER;
        String source = settings.dataOr(paper ? "mnist" : "fashion-mnist-12k");
        fields.put("data", settings.data().isEmpty() ? "merged:" + source + ",into=0x5-1x5" : source);
        fields.put("subset", smoke ? 200 : paper ? 0 : 2000);
        fields.put("test-subset", smoke ? 100 : paper ? 0 : 2000);
        fields.put("optimizer", "sgd");
        fields.put("momentum", 0.9);
        fields.put("weight-decay", 0.0);
        fields.put("schedule", "constant");
        fields.put("lr", 0.01);
        fields.put("batch", smoke ? 20 : 100);
        fields.put("epochs", smoke ? 10 : paper ? 20 : 40);
        return fields;
    }

    @Override
    public List<Claim> claims() {
        return CLAIMS;
    }

    @Override
    public List<Section> exhibits(Evidence evidence, String command) {
        List<Block> blocks = new ArrayList<>();
        if (evidence.measuredAll(BOUND).length > 0) {
            blocks.add(figure(evidence, command));
        }
        return List.of(new Section("The bound against width", blocks));
    }

    private static Figure figure(Evidence evidence, String command) {
        Panel panel = Panel.of(
                        Axis.log("hidden units", ""),
                        Axis.linear("certified risk", "").withZero(),
                        line(evidence, "true", "true labels", Style.trueLabels()),
                        line(evidence, "random", "random labels", Style.randomLabels()))
                .with(ReferenceLine.level(0.5, "chance"));
        double[] yes = own(evidence, "true").measuredAll(BOUND);
        double[] no = own(evidence, "random").measuredAll(BOUND);
        return new Figure(
                "bound-against-width",
                "Certified risk of stochastic networks against width",
                Picture.of(Chart.of(panel)),
                new Figure.Caption(
                        Findings.of(
                                "Over all widths the bound is %s on true and %s on random labels.",
                                between(yes), between(no)),
                        "PAC-Bayes certificate at delta 0.05 of the Gaussian around each trained network; mean over"
                                + " seeds, whiskers: 95 % interval of the mean.",
                        evidence.runs().size() + " runs, " + evidence.units().size() + " seeds."),
                new Figure.Reading(
                        "It shows that the bound sees what was learned and not how many weights there are.",
                        "It does not show why: the divergence stays small because noise in most weights costs"
                                + " nothing."),
                "Two nearly level lines over the number of hidden units, one below and one above the chance level.",
                command,
                evidence.ids());
    }

    private static String between(double[] values) {
        return values.length == 0
                ? "not known"
                : String.format(
                        Locale.ROOT,
                        "%.2f to %.2f",
                        Arrays.stream(values).min().orElseThrow(),
                        Arrays.stream(values).max().orElseThrow());
    }

    private static Mark line(Evidence evidence, String labels, String name, Style style) {
        Evidence own = own(evidence, labels);
        List<String> conditions = own.conditions();
        return OverSeeds.means(
                name,
                style,
                conditions.stream().mapToDouble(Dziugaite2017::width).toArray(),
                conditions.stream()
                        .map(condition -> own.condition(condition).measuredAll(BOUND))
                        .toList());
    }

    private static Evidence own(Evidence evidence, String labels) {
        return evidence.only(piece -> piece.trial().condition().startsWith(labels));
    }

    private static double width(String condition) {
        return Double.parseDouble(condition.substring(condition.lastIndexOf('-') + 1));
    }

    private static double[] bounds(Evidence unit, String labels, String measure) {
        List<String> conditions =
                unit.conditions().stream().filter(c -> c.startsWith(labels)).toList();
        return conditions.stream()
                .mapToDouble(condition -> unit.condition(condition).measured(measure))
                .toArray();
    }

    private static double worst(Evidence unit, String labels) {
        return Arrays.stream(bounds(unit, labels, BOUND)).max().orElseThrow();
    }

    private static double best(Evidence unit, String labels) {
        return Arrays.stream(bounds(unit, labels, BOUND)).min().orElseThrow();
    }

    private static double growth(Evidence unit, String labels, String measure) {
        double[] bounds = bounds(unit, labels, measure);
        return bounds[bounds.length - 1] / bounds[0];
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List.of(
                "The certificate is of a stochastic network, which draws its weights anew for each input, not of the"
                        + " trained one.",
                "The paper trains with labels of -1 and 1 and optimises the bound by RMSprop for longer.",
                "Classes 0 to 4 against 5 to 9, as in the paper; on Fashion-MNIST these are arbitrary sets of"
                        + " garments.");
    }
}
