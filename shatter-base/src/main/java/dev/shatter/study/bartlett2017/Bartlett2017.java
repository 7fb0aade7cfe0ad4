package dev.shatter.study.bartlett2017;

import dev.shatter.report.Block;
import dev.shatter.report.Section;
import dev.shatter.stats.KendallTau;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Margins, properly normalised, know the difference. A network fits true and random labels alike; divided by its spectral
 * complexity, its margins on random labels are far smaller: the theorem's quantity sees what the training error does not.
 * The bound itself stays far above 1.
 *
 * <p>Every network is trained to zero training error on labels of growing corruption. The normalised margin of an example
 * is m_i n / (R_A ‖X‖), R_A = ∏‖A_i‖₂ (Σ (‖A_iᵀ‖_{2,1}/‖A_i‖₂)^{2/3})^{3/2}.
 */
public final class Bartlett2017 implements Study {
    static final String MARGINS = "margins";
    static final String NORMALISED = "margins-over-spectral-complexity";
    static final String COMPLEXITY = "spectral-complexity";
    static final String BOUND = "certify-spectral";

    /** Of the bound, among the numbers stored with it. */
    static final String COMPLEXITY_TERM = "fittedComplexity";

    /** Probability that a label is replaced by a uniform class. */
    static final List<Double> CORRUPTION = List.of(0.0, 0.5, 1.0);

    /** The median of a distribution of margins, among its stored quantiles. */
    static final String MEDIAN = "q050";

    /** A bound beyond every double counts as this: ranks and signs are what claims read. */
    private static final double LARGEST = 1e300;

    private static final List<Claim> CLAIMS = List.of(
            new Claim(
                    "random-labels-lie-left",
                    "Spectrally normalised margins are larger on true labels than on random ones.",
                    "the distribution of random labels lies to the left (CIFAR-10, AlexNet)",
                    "ln(median normalised margin on true labels / on random labels)",
                    Range.ANY,
                    e -> e.part("labels").perSeed(u -> logRatio(u, NORMALISED)),
                    new Criterion.Above(0),
                    "0 is the same median"),
            new Claim(
                    "normalisation-separates",
                    "It is the normalisation that sets them apart: raw margins do so less, or the other way round.",
                    "margins without normalisation do not tell the two apart",
                    "the same minus ln(median raw margin on true labels / on random labels)",
                    Range.ANY,
                    e -> e.part("labels").perSeed(u -> logRatio(u, NORMALISED) - logRatio(u, MARGINS)),
                    new Criterion.Above(0),
                    "0 means that the normaliser is the same for both"),
            new Claim(
                    "complexity-grows-with-noise",
                    "The more labels are random, the larger is the spectral complexity of the network that fits them.",
                    "harder problems take networks of larger Lipschitz constant",
                    "Kendall's tau between corruption and spectral complexity, over three levels",
                    Range.DIFFERENCE,
                    e -> e.part("labels").perSeed(Bartlett2017::growth),
                    new Criterion.Above(0.5),
                    "of three levels, tau is 1/3 if one of three pairs is out of order and 1 if none is"),
            new Claim(
                    "bound-stays-vacuous",
                    "The bound on the risk itself stays vacuous, on true labels too.",
                    "the paper claims a correlation, and no number below 1",
                    "log10 of the bound's complexity term at the largest margin that is fitted (ramp loss within 0.05"
                            + " of the training error), on true labels",
                    Range.ANY,
                    e -> e.part("labels")
                            .condition("corrupt-0.0")
                            .perSeed(u -> Math.log10(Math.min(LARGEST, u.detail(BOUND, COMPLEXITY_TERM)))),
                    new Criterion.Above(0),
                    "0 is a term of 1; the certificate itself takes a margin beyond every output, where it is the same"
                            + " whatever the network"));

    @Override
    public String name() {
        return "bartlett2017";
    }

    @Override
    public String summary() {
        return "normalised margins tell true from random labels; the bound they come from is vacuous";
    }

    @Override
    public String source() {
        return "Bartlett, Foster, Telgarsky 2017, arXiv:1706.08498";
    }

    @Override
    public Header header() {
        return new Header(
                "Spectrally-normalized margin bounds for neural networks",
                "Bartlett, Foster and Telgarsky, NIPS 2017, arXiv:1706.08498",
                "A margin bound whose complexity is a product of spectral norms, corrected for the distance of each"
                        + " layer from a reference. Margins divided by that complexity separate true from random labels,"
                        + " which training error cannot.",
                "smoke: seconds; laptop: a minute on 2 cores; paper: a day on 2 cores",
                "At laptop scale, with three sets of seeds, all 4 claims hold: docs/studies/bartlett2017.md. The paper"
                        + " scale was not run.");
    }

    @Override
    public List<Trial> trials(Settings settings) {
        Design design = new Design(settings, common(settings));
        for (String network : networks(settings.scale())) {
            int seeds = settings.scale() == Scale.LAPTOP ? 8 : 1;
            for (double p : CORRUPTION) {
                String labels = p == 0 ? "true" : p == 1 ? "random" : "corrupt:" + p;
                design.add(
                        "labels",
                        "corrupt-" + p,
                        network,
                        seeds,
                        Map.of("labels", labels),
                        MARGINS,
                        NORMALISED,
                        COMPLEXITY,
                        BOUND);
            }
        }
        return design.trials();
    }

    private static List<String> networks(Scale scale) {
        return switch (scale) {
            case SMOKE -> List.of("mlp:32", "mlp:64");
            case LAPTOP -> List.of("mlp:256", "mlp:256x2");
            case PAPER -> List.of("mlp:512", "alexnet-small");
        };
    }

    /** No regulariser, the same stop for all labels: every training label fitted, twice in a row. */
    private static Map<String, Object> common(Settings settings) {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("pixels", "true");
        fields.put("scaling", "whiten");
        fields.put("optimizer", "sgd");
        fields.put("momentum", 0.9);
        fields.put("weight-decay", 0.0);
        fields.put("lr", 0.01);
        fields.put("until", "train-accuracy:1.0,hold=2");
        if (settings.scale() == Scale.PAPER) {
            fields.put("data", settings.dataOr("cifar10"));
            fields.put("crop", 28);
            fields.put("batch", 128);
            fields.put("schedule", "exponential:0.95");
            fields.put("epochs", 100);
        } else {
            boolean smoke = settings.scale() == Scale.SMOKE;
            fields.put("data", settings.dataOr("fashion-mnist-12k"));
            fields.put("subset", smoke ? 60 : 1000);
            fields.put("test-subset", smoke ? 100 : 1000);
            fields.put("batch", smoke ? 20 : 50);
            fields.put("schedule", "constant");
            fields.put("epochs", smoke ? 60 : 150);
        }
        return fields;
    }

    @Override
    public List<Claim> claims() {
        return CLAIMS;
    }

    @Override
    public List<Section> exhibits(Evidence evidence, String command) {
        List<Block> blocks = new ArrayList<>();
        Evidence labels = evidence.part("labels");
        if (labels.measuredAll(NORMALISED).length > 0) {
            blocks.add(MarginFigure.of(labels, command));
            blocks.add(MarginFigure.table(labels));
        }
        return List.of(new Section("Margins", blocks));
    }

    @Override
    public List<String> caveats(Settings settings) {
        List<String> caveats = new ArrayList<>(List.of(
                "References M_i are 0, and the (2,1) norm is the theorem's; the paper's figures use the l1 norm.",
                "A distribution is known by ten quantiles of the training margins; examples that are not fitted are in"
                        + " it.",
                "Convolutions enter the measures as reshaped kernels; the certificate speaks of dense networks only."));
        if (settings.scale() != Scale.PAPER) {
            caveats.add("Perceptrons on a subset of a small data set stand in for AlexNet on CIFAR-10.");
        }
        return caveats;
    }

    private static double logRatio(Evidence unit, String margins) {
        return Math.log(median(unit, 0.0, margins)) - Math.log(median(unit, 1.0, margins));
    }

    private static double median(Evidence unit, double p, String margins) {
        double median = quantile(unit.condition("corrupt-" + p), margins, MEDIAN);
        if (!(median > 0)) {
            throw new Evidence.Missing("fewer than half of the labels were fitted");
        }
        return median;
    }

    static double quantile(Evidence run, String margins, String quantile) {
        return run.measurement(margins).details().getOrDefault(quantile, Double.NaN);
    }

    private static double growth(Evidence unit) {
        double[] level = CORRUPTION.stream().mapToDouble(p -> p).toArray();
        double[] complexity = CORRUPTION.stream()
                .mapToDouble(p -> unit.condition("corrupt-" + p).measured(COMPLEXITY))
                .toArray();
        return KendallTau.of(level, complexity).a();
    }
}
