package dev.shatter.study.manifold;

import dev.shatter.report.Figure;
import dev.shatter.report.Section;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.Style;
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
import dev.shatter.study.exhibit.Findings;
import java.util.List;
import java.util.Map;

/**
 * The manifold hypothesis: real images lie near a set of far fewer dimensions than they have pixels. Measured as intrinsic
 * dimension on real pixels, on the same pixels shuffled, and on Gaussian ones, at several scales, and on manifolds of known
 * dimension to see what the estimates are worth.
 */
public final class Manifold implements Study {
    private static final String PIXELS = "pixels";

    private static final List<Claim> CLAIMS = List.of(
            ComputedClaims.claim(
                    "estimates-are-right",
                    "On manifolds of up to five dimensions the estimate is right.",
                    "Levina and Bickel 2005; MacKay and Ghahramani 2005",
                    "estimate over true dimension, mean over two spheres, a cube and the Swiss roll",
                    Range.NON_NEGATIVE,
                    "known",
                    "mackayOverTruth",
                    new Criterion.Within(1, 0.1),
                    "a tenth: half a dimension in five"),
            ComputedClaims.claim(
                    "estimates-fall-short-in-high-dimension",
                    "In ten dimensions it is too low already: boundaries come near.",
                    "Facco et al. 2017 see the same",
                    "estimate over true dimension, Gaussian in ten dimensions",
                    Range.NON_NEGATIVE,
                    "known",
                    "tenOverTruth",
                    new Criterion.Below(1),
                    "1 is right"),
            ComputedClaims.claim(
                    "images-have-few-dimensions",
                    "Real images have less than a tenth as many dimensions as pixels.",
                    "the manifold hypothesis; 13 for MNIST by TwoNN (Facco et al. 2017)",
                    "TwoNN dimension of real pixels over their number",
                    Range.NON_NEGATIVE,
                    PIXELS,
                    u -> u.condition("true").result("twoNearest")
                            / u.condition("true").result("pixels"),
                    new Criterion.Below(0.1),
                    "an order of magnitude"),
            ComputedClaims.claim(
                    "noise-has-many",
                    "Gaussian pixels have many times more.",
                    "the estimate is limited by n alone",
                    "dimension of Gaussian pixels over that of real ones (MacKay and Ghahramani's mean)",
                    Range.NON_NEGATIVE,
                    PIXELS,
                    u -> ratio(u, "gaussian", "mackay"),
                    new Criterion.Above(3),
                    "three times: more than any estimate here is wrong by"),
            ComputedClaims.claim(
                    "one-shuffle-changes-nothing",
                    "One permutation of the pixels for all images leaves the dimension as it is.",
                    "distances do not know where pixels stand: convolution's prior is no matter of dimension",
                    "dimension of shuffled over that of real pixels",
                    Range.NON_NEGATIVE,
                    PIXELS,
                    u -> ratio(u, "shuffled", "mackay"),
                    new Criterion.Within(1, 1e-6),
                    "rounding"),
            ComputedClaims.claim(
                    "own-shuffles-destroy-it",
                    "A permutation for each image takes the low dimension away.",
                    "what is left is the histogram of each image's values",
                    "dimension of pixels permuted image by image over that of real ones",
                    Range.NON_NEGATIVE,
                    PIXELS,
                    u -> ratio(u, "random", "mackay"),
                    new Criterion.Above(1.5),
                    "half as much again"),
            ComputedClaims.claim(
                    "the-manifold-is-curved",
                    "Linear dimensions are several times the intrinsic one.",
                    "PCA counts the directions a curved surface bends into",
                    "components for 95 % of the variance over the TwoNN dimension, real pixels",
                    Range.NON_NEGATIVE,
                    PIXELS,
                    u -> u.condition("true").result("components95")
                            / u.condition("true").result("twoNearest"),
                    new Criterion.Above(2),
                    "twice: beyond the bias of TwoNN in ten to twenty dimensions"),
            ComputedClaims.claim(
                    "noise-grows-with-n",
                    "The estimate for Gaussian pixels goes on rising with the number of examples.",
                    "nearest neighbours in d dimensions need exponentially many points",
                    "estimate on the whole sample over that on its smallest part, Gaussian pixels",
                    Range.NON_NEGATIVE,
                    PIXELS,
                    u -> u.condition("gaussian").result("growth"),
                    new Criterion.Above(1.05),
                    "a twentieth: beyond rounding of the scale"));

    @Override
    public String name() {
        return "manifold";
    }

    @Override
    public String summary() {
        return "intrinsic dimension of real, shuffled and Gaussian pixels, over scales";
    }

    @Override
    public String source() {
        return "Levina and Bickel 2005; Facco, d'Errico, Rodriguez and Laio 2017; Fefferman, Mitter and Narayanan 2016";
    }

    @Override
    public Header header() {
        return new Header(
                "The manifold hypothesis",
                "Levina and Bickel 2005; Facco, d'Errico, Rodriguez and Laio 2017",
                "Images of one kind fill a small part of pixel space, of far fewer dimensions than pixels; noise of the"
                        + " same mean and variance does not. Estimates from nearest neighbours speak of one scale, and"
                        + " for high dimensions they are limited by the number of examples.",
                "smoke: seconds; laptop: about 6 minutes on 1 core; paper: hours on 2 cores",
                "See docs/studies/manifold.md.");
    }

    @Override
    public List<Trial> trials(Settings settings) {
        Scale scale = settings.scale();
        int seeds = scale == Scale.SMOKE ? 4 : 10;
        int n = scale == Scale.SMOKE ? 160 : scale == Scale.LAPTOP ? 2000 : 20_000;
        int k = scale == Scale.SMOKE ? 5 : 10;
        int halvings = scale == Scale.SMOKE ? 2 : scale == Scale.LAPTOP ? 3 : 5;
        Design design = new Design(settings, Map.of());
        design.compute(
                "known",
                "manifolds",
                "known",
                "known-manifolds:n=" + (scale == Scale.SMOKE ? 300 : 2000),
                seeds,
                Map.of());
        for (String condition : List.of("true", "shuffled", "random", "gaussian")) {
            design.compute(
                    PIXELS,
                    condition,
                    "images",
                    "intrinsic-dimension:k=" + k + ",halvings=" + halvings,
                    seeds,
                    Map.of(
                            "data",
                            settings.dataOr(scale == Scale.PAPER ? "mnist" : "fashion-mnist-12k"),
                            "subset",
                            n,
                            "test-subset",
                            10,
                            "pixels",
                            condition));
        }
        return design.trials();
    }

    private static double ratio(Evidence unit, String condition, String result) {
        return unit.condition(condition).result(result) / unit.condition("true").result(result);
    }

    @Override
    public List<Claim> claims() {
        return CLAIMS;
    }

    @Override
    public List<Section> exhibits(Evidence evidence, String command) {
        return List.of(
                ComputedClaims.section(
                        "What the estimates are worth", evidence.part("known"), e -> calibration(e, command)),
                ComputedClaims.section("Images", evidence.part(PIXELS), e -> scales(e, command), DimensionTable::of));
    }

    private static Figure calibration(Evidence e, String command) {
        Panel panel = Panel.of(
                Axis.linear("true dimension", "").withZero(),
                Axis.linear("estimate", "").withZero(),
                ComputedClaims.points("TwoNN", Style.neutral(1), e, "dimension", "twoNearest"),
                ComputedClaims.points("MacKay and Ghahramani", Style.trueLabels(), e, "dimension", "mackay"),
                ComputedClaims.points("Levina and Bickel", Style.neutral(2), e, "dimension", "levinaBickel"),
                dev.shatter.report.chart.Mark.Line.of(
                        "right", Style.neutral(4), new double[] {0, 10}, new double[] {0, 10}));
        return ComputedClaims.figure(
                "known-manifolds",
                "Manifolds of known dimension",
                Chart.of(panel),
                new ComputedClaims.Words(
                        Findings.of(
                                "Up to five dimensions the estimate is %.3f of the truth, in ten %.3f.",
                                ComputedClaims.mean(e, "mackayOverTruth"), ComputedClaims.mean(e, "tenOverTruth")),
                        "A sphere and the Swiss roll (2), a cube (3), a sphere (5), a Gaussian (10). Mean over seeds.",
                        "It shows the bias of each estimate where the truth is known.",
                        "It does not cover dimensions in the hundreds: the estimates fall ever shorter there.",
                        "Points along the diagonal, the last ones below it."),
                e,
                command);
    }

    private static Figure scales(Evidence e, String command) {
        Panel mackay = panel(e, "mackay").titled("MacKay and Ghahramani");
        Panel two = panel(e, "twoNearest").titled("TwoNN");
        Evidence real = e.condition("true");
        Evidence noise = e.condition("gaussian");
        return ComputedClaims.figure(
                "scales",
                "Intrinsic dimension over scales",
                Chart.multiples(2, List.of(mackay, two)).sized(Chart.WIDTH, 340),
                new ComputedClaims.Words(
                        Findings.of(
                                "Real images have %.1f dimensions of %.0f pixels at n = %.0f, Gaussian pixels %.0f and"
                                        + " rising.",
                                ComputedClaims.mean(real, "mackay"),
                                ComputedClaims.mean(real, "pixels"),
                                ComputedClaims.mean(real, "n"),
                                ComputedClaims.mean(noise, "mackay")),
                        "Each estimate on the sample, its half, its quarter and so on; fewer points look at a coarser"
                                + " scale. Mean over seeds; bands from the smallest to the largest.",
                        "It shows that low dimension is a property of the images, not of pixels or of their order.",
                        "It does not show a manifold: noise at a finer scale or several pieces of different dimension would"
                                + " look alike.",
                        "A low curve for real pixels, covered by that of shuffled ones; far above, those of permuted and"
                                + " Gaussian pixels."),
                e,
                command);
    }

    private static Panel panel(Evidence e, String column) {
        return Panel.of(
                Axis.log("examples", ""),
                Axis.log("dimension", ""),
                ComputedClaims.line("real", Style.trueLabels(), e.condition("true"), "n", column),
                ComputedClaims.line("shuffled", Style.shuffledPixels(), e.condition("shuffled"), "n", column),
                ComputedClaims.line("permuted singly", Style.randomPixels(), e.condition("random"), "n", column),
                ComputedClaims.line("Gaussian", Style.gaussianPixels(), e.condition("gaussian"), "n", column));
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List.of(
                "Seeds draw different subsets of the same images: intervals leave out what other images would add.",
                "An intrinsic dimension belongs to a scale; pixels are rounded to 256 values, and copies of an image are"
                        + " left out.");
    }
}
