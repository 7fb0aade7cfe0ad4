package dev.shatter.study.exhibit;

import dev.shatter.core.Variant;
import dev.shatter.report.chart.Style;
import dev.shatter.run.Run;
import dev.shatter.spec.Spec;
import dev.shatter.stats.Interval;
import dev.shatter.stats.ProportionInterval;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A training run as figures see it.
 *
 * @param run the run, of kind "train"
 * @param setting in what it differs from the runs beside it; empty for nothing
 */
public record Trained(Run run, String setting) {
    /** Level of every interval in these exhibits. */
    public static final double LEVEL = 0.95;

    /** Where on the ramp from true to random labels those stand that were changed in a way of their own. */
    private static final double PARTLY = 0.5;

    /** Its kind's name. */
    public static final String KIND = "train";

    public Trained {
        if (!run.spec().kind().equals(KIND)) {
            throw new IllegalArgumentException("not a training run: " + run.id());
        }
    }

    /** A run by itself. */
    public Trained(Run run) {
        this(run, "");
    }

    /** Runs that stand beside each other. */
    public static List<Trained> of(List<Run> runs) {
        List<String> settings = Setting.of(runs);
        return IntStream.range(0, runs.size())
                .mapToObj(i -> new Trained(runs.get(i), settings.get(i)))
                .toList();
    }

    private Spec spec() {
        return run.spec();
    }

    /** Whether it saw a part of the training examples only. */
    public boolean onSubset() {
        return spec().whole("subset") > 0;
    }

    public Variant data() {
        return spec().variant(Spec.DATA);
    }

    public Variant pixels() {
        return spec().variant("pixels");
    }

    /** The network in a few words, with what sets it apart from the same one trained otherwise: {@code mlp:512x3, lr 0.1}. */
    public String network() {
        return setting.isEmpty() ? brief(run) : brief(run) + ", " + setting;
    }

    /** The network alone, as it is typed where that is short: {@code mlp:512x3}. */
    static String brief(Run run) {
        Variant network = run.spec().variant("net");
        Object hidden =
                network.options().getOrDefault("hidden", network.options().get("channels"));
        Object bn = network.options().get("bn");
        String sizes = hidden instanceof List<?> list ? ":" + Variant.sizes(list) : "";
        boolean inception = network.name().startsWith("inception");
        boolean with = !inception && Boolean.TRUE.equals(bn);
        boolean without = inception && Boolean.FALSE.equals(bn);
        return network.name() + sizes + (with ? " with BN" : "") + (without ? " without BN" : "");
    }

    private Variant labels() {
        return spec().variant("labels");
    }

    /** Probability that a training label was replaced by a uniform class; NaN if labels were changed in another way. */
    public double corruption() {
        return switch (labels().name()) {
            case "true" -> 0;
            case "random" -> 1;
            case "corrupt" -> labels().number("p");
            default -> Double.NaN;
        };
    }

    /** What was done to the data, in a few words. */
    public String treatment() {
        String pixels = pixels().name();
        double p = corruption();
        String labels = Double.isNaN(p)
                ? "labels " + labels().text().replace("p=", "")
                : p == 0
                        ? "true labels"
                        : p == 1 ? "random labels" : String.format(Locale.ROOT, "labels corrupted, P = %s", p);
        if (pixels.equals("true")) {
            return labels;
        }
        return (pixels.equals("gaussian") ? "Gaussian" : pixels) + " pixels" + (p == 0 ? "" : ", " + labels);
    }

    Style style() {
        return switch (pixels().name()) {
            case "shuffled" -> Style.shuffledPixels();
            case "random" -> Style.randomPixels();
            case "gaussian" -> Style.gaussianPixels();
            default -> Style.corrupted(Double.isNaN(corruption()) ? PARTLY : corruption());
        };
    }

    /** What was minimised. */
    String loss() {
        return spec().variant("loss").name();
    }

    public long seed() {
        return spec().whole("seed-init");
    }

    /** Whether every training example is classified as labelled. */
    public boolean interpolates() {
        return run.result("trainAccuracy") == 1;
    }

    /** Test error with its Clopper-Pearson interval over the test examples. */
    public Interval testError() {
        long n = Math.round(run.result("testExamples"));
        long wrong = Math.round((1 - run.result("testAccuracy")) * n);
        return ProportionInterval.clopperPearson(wrong, n, LEVEL);
    }

    public int classes() {
        return (int) Math.round(run.result("classes"));
    }
}
