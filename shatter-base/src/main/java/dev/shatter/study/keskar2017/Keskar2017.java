package dev.shatter.study.keskar2017;

import dev.shatter.report.Block;
import dev.shatter.report.Section;
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
 * Small batches end flat, large ones sharp, and the large ones generalise worse. The same networks from the same initial
 * weights are trained with Adam to the same training loss, in batches of a growing share of the training set; sharpness is
 * that of the paper (Metric 2.1), beside the Hessian's largest eigenvalue and the sharpness that does not depend on scale.
 */
public final class Keskar2017 implements Study {
    static final String PART = "batch";
    static final String BOX = "keskar-sharpness";
    static final String SUBSPACE = "keskar-sharpness-subspace";
    static final String CURVATURE = "hessian-top";
    static final String ADAPTIVE = "adaptive-sharpness";
    static final String SMALL = "small";
    static final String LARGE = "large";

    private static final List<Claim> CLAIMS = List.of(
            sharper(
                    "large-batches-end-sharper",
                    "Minima found with large batches are sharper in a small box around them.",
                    "2 to 20 times, in the full space (table 3)",
                    BOX),
            sharper(
                    "also-in-a-subspace",
                    "Also in a random subspace of 100 dimensions.",
                    "the same, smaller values (table 4)",
                    SUBSPACE),
            sharper(
                    "curvature-agrees",
                    "The largest eigenvalue of the Hessian agrees.",
                    "few large eigenvalues, said and not shown (section 2.2)",
                    CURVATURE),
            sharper(
                    "sharpness-free-of-scale-agrees",
                    "So does a sharpness that no rescaling of weights can change.",
                    "not in the paper: Dinh et al. 2017 came after it",
                    ADAPTIVE),
            new Claim(
                    "large-batches-generalise-worse",
                    "Large batches give the lower test accuracy.",
                    "up to 5 points (table 2)",
                    "test accuracy with small batches - with large ones",
                    Range.DIFFERENCE,
                    e -> e.part(PART)
                            .perSeed(u -> u.condition(SMALL).result("testAccuracy")
                                    - u.condition(LARGE).result("testAccuracy")),
                    new Criterion.Above(0),
                    "0 is no difference"),
            new Claim(
                    "both-fit",
                    "Both fit the training labels: it is no failure of optimisation.",
                    "99 % and more in all six (table 2)",
                    "training accuracy with large batches",
                    Range.SHARE,
                    e -> e.part(PART).perSeed(u -> u.condition(LARGE).result("trainAccuracy")),
                    new Criterion.Above(0.99),
                    "the paper's networks reach 99 %"));

    private static Claim sharper(String name, String text, String published, String measure) {
        return new Claim(
                name,
                text,
                published,
                "ln(" + measure + " with large batches / with small ones)",
                Range.ANY,
                e -> e.part(PART)
                        .perSeed(u -> Math.log(u.condition(LARGE).measured(measure)
                                / u.condition(SMALL).measured(measure))),
                new Criterion.Above(0),
                "0 is the same sharpness");
    }

    @Override
    public String name() {
        return "keskar2017";
    }

    @Override
    public String summary() {
        return "small batches end flat and large ones sharp, which generalise worse";
    }

    @Override
    public String source() {
        return "Keskar, Mudigere, Nocedal, Smelyanskiy, Tang 2017, arXiv:1609.04836";
    }

    @Override
    public Header header() {
        return new Header(
                "On large-batch training for deep learning: generalization gap and sharp minima",
                "Keskar, Mudigere, Nocedal, Smelyanskiy and Tang, ICLR 2017, arXiv:1609.04836",
                "Networks trained in large batches fit as well as those trained in small ones, end where the loss rises"
                        + " faster, and do worse on new data.",
                "smoke: seconds; laptop: see docs/studies/keskar2017.md; paper: a day on 2 cores",
                "See docs/studies/keskar2017.md.");
    }

    @Override
    public List<Trial> trials(Settings settings) {
        boolean smoke = settings.scale() == Scale.SMOKE;
        Design design = new Design(settings, common(settings));
        int[] batches = batches(settings.scale());
        for (String network : networks(settings.scale())) {
            for (int i = 0; i < batches.length; i++) {
                design.add(
                        PART,
                        i == 0 ? SMALL : i == batches.length - 1 ? LARGE : "batch-" + batches[i],
                        network,
                        smoke ? 2 : 8,
                        Map.of("batch", batches[i]),
                        BOX,
                        SUBSPACE,
                        CURVATURE,
                        ADAPTIVE);
            }
        }
        return design.trials();
    }

    private static List<String> networks(Scale scale) {
        return switch (scale) {
            case SMOKE -> List.of("mlp:16", "mlp:16x2");
            case LAPTOP -> List.of("mlp:128", "mlp:128x2");
            case PAPER -> List.of("mlp:512x5,bn=true", "alexnet-small");
        };
    }

    /** From small to large; the largest is a tenth of the training set or more, as in the paper. */
    static int[] batches(Scale scale) {
        return switch (scale) {
            case SMOKE -> new int[] {10, 50, 100};
            case LAPTOP -> new int[] {16, 64, 256, 1000};
            case PAPER -> new int[] {256, 1024, 5000};
        };
    }

    private static Map<String, Object> common(Settings settings) {
        Map<String, Object> fields = new TreeMap<>();
        Scale scale = settings.scale();
        fields.put("data", settings.dataOr(scale == Scale.PAPER ? "cifar10" : "fashion-mnist-12k"));
        fields.put("subset", scale == Scale.SMOKE ? 100 : scale == Scale.LAPTOP ? 2000 : 0);
        fields.put("test-subset", scale == Scale.SMOKE ? 100 : scale == Scale.LAPTOP ? 2000 : 0);
        fields.put("optimizer", "adam");
        fields.put("lr", 0.001);
        fields.put("schedule", "constant");
        fields.put("until", "train-loss:0.01");
        fields.put("epochs", scale == Scale.SMOKE ? 400 : scale == Scale.LAPTOP ? 1500 : 200);
        return fields;
    }

    @Override
    public List<Claim> claims() {
        return CLAIMS;
    }

    @Override
    public List<Section> exhibits(Evidence evidence, String command) {
        List<Block> blocks = new ArrayList<>();
        if (evidence.part(PART).measuredAll(BOX).length > 0) {
            blocks.add(BatchFigure.of(evidence.part(PART), command));
            blocks.add(BatchFigure.table(evidence.part(PART)));
        }
        return List.of(new Section("Sharpness against the batch", blocks));
    }

    @Override
    public List<String> caveats(Settings settings) {
        List<String> caveats = new ArrayList<>(List.of(
                "Every network stops at a training loss of 0.01 nats, so that what differs is where it stopped and not how far it"
                        + " got; the paper trained for a fixed time, which leaves large batches at larger losses.",
                "One learning rate for all batches, as in the paper; raised with the batch, the difference mostly goes (Goyal et"
                        + " al. 2017, Hoffer et al. 2017).",
                "Sharpness is a lower estimate of the maximum, by projected ascent."));
        if (settings.scale() != Scale.PAPER) {
            caveats.add("Perceptrons on a subset of a small data set stand in for the paper's six networks.");
        }
        return caveats;
    }
}
