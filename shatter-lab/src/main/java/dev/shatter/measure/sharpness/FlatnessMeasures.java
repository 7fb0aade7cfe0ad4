package dev.shatter.measure.sharpness;

import dev.shatter.core.Parameter;
import dev.shatter.measure.Cost;
import dev.shatter.measure.Line;
import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;
import dev.shatter.measure.NoteNumber;
import dev.shatter.measure.Reading;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.measure.WeightLayer;
import dev.shatter.measure.Weights;
import dev.shatter.run.Measurement.Status;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * PAC-Bayes and sharpness measures of Jiang et al. 2020 and Dziugaite et al. 2020, from the largest noise σ and
 * the largest worst-case perturbation α that a network's training error tolerates. Lengths are of weights without biases, noise is on all parameters of the folded network.
 */
public final class FlatnessMeasures {
    private static final String SOURCE = "Jiang et al. 2020, arXiv:1912.02178; Dziugaite et al. 2020, arXiv:2010.11924";
    private static final double E = Searches.EPSILON;

    /** δ inside the magnitude-aware sharpness; the papers leave it open. */
    private static final double DELTA = 0.05;

    private static final Parameter DRAWS = Parameter.integer(
            "draws", (long) Searches.DRAWS, Searches.FIRST, 10_000, "draws of the noise at each scale, at most");

    private static final Need[] INIT = {Need.TRAIN, Need.INITIAL};
    private static final Need[] DATA = {Need.TRAIN};

    private FlatnessMeasures() {}

    public static List<Measure> all() {
        List<Measure> all = new ArrayList<>();
        Function<Searches, Bisection> sigma = Searches::sigma;
        Function<Searches, Bisection> sigmaMag = Searches::sigmaMagnitude;
        Function<Searches, Bisection> alpha = Searches::alpha;
        Function<Searches, Bisection> alphaMag = Searches::alphaMagnitude;
        all.add(search(
                        "sigma",
                        "largest noise that the training error tolerates: standard deviation",
                        "largest sigma with E err(w + N(0, sigma^2)) - err(w) <= 0.1",
                        sigma,
                        false)
                .options((s, o) -> reading(s, Searches.of(s).sigma(o.integer("draws")), false, x -> x), DRAWS)
                .pitfall("noise with standard deviation sigma: released code of one paper draws sigma^2"));
        all.add(search(
                        "sigma-mag",
                        "largest noise that the training error tolerates, relative to the weights' size",
                        "largest sigma' with E err(w + N(0, sigma'^2 w^2 + 1e-6)) - err(w) <= 0.1",
                        sigmaMag,
                        false)
                .options(
                        (s, o) -> reading(s, Searches.of(s).sigmaMagnitude(o.integer("draws")), false, x -> x), DRAWS));
        all.add(search(
                "alpha",
                "largest worst-case perturbation that the training error tolerates",
                "largest alpha with max_{|u| <= alpha} err(w + u) - err(w) <= 0.1",
                alpha,
                true));
        all.add(search(
                "alpha-mag",
                "largest worst-case perturbation that the training error tolerates, relative to the weights' size",
                "largest alpha' with max_{|u| <= alpha' |w| + 1e-3} err(w + u) - err(w) <= 0.1",
                alphaMag,
                true));

        all.add(line(
                "pacbayes-init",
                "PAC-Bayes with the distance from initialisation",
                "||w - w0||^2 / (4 sigma^2) + ln(n/sigma) + 10",
                sigma,
                INIT,
                (s, x) -> lengthOf(s, true) / (4 * x * x) + tail(s, x)));
        all.add(line(
                "pacbayes-orig",
                "PAC-Bayes with the distance from the origin",
                "||w||^2 / (4 sigma^2) + ln(n/sigma) + 10",
                sigma,
                DATA,
                (s, x) -> lengthOf(s, false) / (4 * x * x) + tail(s, x)));
        all.add(line(
                "pacbayes-flatness",
                "inverse squared noise that the training error tolerates",
                "1 / sigma^2",
                sigma,
                DATA,
                (s, x) -> 1 / (x * x)));
        all.add(line(
                "pacbayes-mag-init",
                "magnitude-aware PAC-Bayes from initialisation",
                "(1/4) sum ln((e^2 + (sigma'^2 + 1) ||w-w0||^2/om) / (e^2 + sigma'^2 (w_i-w0_i)^2)) + ln(n/sigma') +"
                        + " 10, e = 1e-3",
                sigmaMag,
                INIT,
                (s, x) -> magnitude(s, x * x + 1, x, true) + tail(s, x)));
        all.add(line(
                "pacbayes-mag-orig",
                "magnitude-aware PAC-Bayes from the origin",
                "as pacbayes-mag-init with ||w||^2 in the numerator; the denominator keeps (w_i-w0_i)^2, as in"
                        + " released code",
                sigmaMag,
                INIT,
                (s, x) -> magnitude(s, x * x + 1, x, false) + tail(s, x)));
        all.add(line(
                "pacbayes-mag-flatness",
                "inverse squared relative noise",
                "1 / sigma'^2",
                sigmaMag,
                DATA,
                (s, x) -> 1 / (x * x)));
        all.add(line(
                "sharpness-init",
                "sharpness with the distance from initialisation",
                "||w - w0||^2 ln(2 om) / (4 alpha^2) + ln(n/alpha) + 10",
                alpha,
                INIT,
                (s, x) -> lengthOf(s, true) * Math.log(2 * count(s)) / (4 * x * x) + tail(s, x)));
        all.add(line(
                "sharpness-orig",
                "sharpness with the distance from the origin",
                "||w||^2 ln(2 om) / (4 alpha^2) + ln(n/alpha) + 10",
                alpha,
                DATA,
                (s, x) -> lengthOf(s, false) * Math.log(2 * count(s)) / (4 * x * x) + tail(s, x)));
        all.add(line(
                "sharpness-flatness",
                "inverse squared worst perturbation",
                "1 / alpha^2",
                alpha,
                DATA,
                (s, x) -> 1 / (x * x)));
        all.add(line(
                "sharpness-mag-init",
                "magnitude-aware sharpness from initialisation",
                "(1/4) sum ln((e^2 + (alpha'^2 + 4 ln(2 om/0.05)) ||w-w0||^2/om) / (e^2 + alpha'^2 (w_i-w0_i)^2)) +"
                        + " ln(n/alpha') + 10",
                alphaMag,
                INIT,
                (s, x) -> magnitude(s, x * x + spread(s), x, true) + tail(s, x)));
        all.add(line(
                "sharpness-mag-orig",
                "magnitude-aware sharpness from the origin",
                "as sharpness-mag-init with ||w||^2 in the numerator",
                alphaMag,
                INIT,
                (s, x) -> magnitude(s, x * x + spread(s), x, false) + tail(s, x)));
        all.add(line(
                "sharpness-mag-flatness",
                "inverse squared relative worst perturbation",
                "1 / alpha'^2",
                alphaMag,
                DATA,
                (s, x) -> 1 / (x * x)));
        return all;
    }

    @FunctionalInterface
    private interface OfScale {
        double at(Subject subject, double scale);
    }

    private static Line search(
            String name, String summary, String formula, Function<Searches, Bisection> search, boolean worst) {
        return Line.of(name, summary, formula, name.endsWith("mag") ? "1" : "weight", s -> {
                    Bisection found = search.apply(Searches.of(s));
                    return reading(s, found, worst, x -> x);
                })
                .costs(Cost.SEARCH)
                .reads(Weights.FOLDED)
                .needs(DATA)
                .reading("small at sharp minima")
                .from(SOURCE);
    }

    private static Line line(
            String name,
            String summary,
            String formula,
            Function<Searches, Bisection> search,
            Need[] needs,
            OfScale value) {
        boolean worst = name.startsWith("sharpness");
        return Line.of(name, summary, formula, name.contains("mag") ? "1" : "nats", s -> {
                    Bisection found = search.apply(Searches.of(s));
                    return reading(s, found, worst, x -> value.at(s, x));
                })
                .costs(Cost.SEARCH)
                .reads(Weights.FOLDED)
                .needs(needs)
                .scale(Measure.Scale.ROOT)
                .pitfall(
                        name.contains("mag")
                                ? "partly invariant to rescaling"
                                : "not invariant to rescaling (Dinh et al. 2017, arXiv:1703.04933)")
                .from(SOURCE);
    }

    private static Reading reading(Subject subject, Bisection found, boolean worst, DoubleUnaryOperator value) {
        if (!found.failure().isEmpty()) {
            throw new Unmeasurable(found.failure());
        }
        double at = value.applyAsDouble(found.value());
        double a = found.low() > 0 ? value.applyAsDouble(found.low()) : Double.NaN;
        double b = value.applyAsDouble(found.high());
        // A worse perturbation may have been missed: the true α is at most the one found, so 1/α² at least.
        Status searched =
                value.applyAsDouble(1) < value.applyAsDouble(2) ? Status.UPPER_ESTIMATE : Status.LOWER_ESTIMATE;
        Status status = !found.met() ? Status.UNCONVERGED : worst ? searched : Status.ESTIMATED;
        int n = (worst
                        ? Searches.of(subject).ascentSample()
                        : Searches.of(subject).noiseSample())
                .count();
        String note = "at scale " + NoteNumber.text(found.value()) + " the error grows by "
                + NoteNumber.text(found.increase())
                + (Double.isNaN(found.standardError()) ? "" : " ± " + NoteNumber.text(found.standardError()))
                + "; low and high bracket the scale";
        return new Reading(
                at,
                status,
                Double.NaN,
                Math.min(a, b),
                Math.max(a, b),
                n,
                note,
                new java.util.TreeMap<>(Map.of("scale", found.value())));
    }

    private static double tail(Subject subject, double scale) {
        return Math.log(subject.n() / scale) + 10;
    }

    private static double count(Subject subject) {
        return subject.layers().stream().mapToDouble(WeightLayer::count).sum();
    }

    private static double spread(Subject subject) {
        return 4 * Math.log(2 * count(subject) / DELTA);
    }

    private static double lengthOf(Subject subject, boolean fromInitial) {
        double sum = 0;
        for (WeightLayer layer : subject.layers()) {
            sum += fromInitial ? layer.distanceSquared() : layer.frobeniusSquared();
        }
        return sum;
    }

    private static double magnitude(Subject subject, double factor, double scale, boolean fromInitial) {
        try (StepScope scope = StepScope.open()) {
            return magnitude(Tensors.doubles(subject.weightChange()), factor, scale, lengthOf(subject, fromInitial));
        }
    }

    /** (1/4) Σ ln((ε² + factor · length/om) / (ε² + scale² change_i²)): half the KL divergence for factor = scale² + 1. */
    public static double magnitude(double[] change, double factor, double scale, double length) {
        double numerator = E * E + factor * length / change.length;
        double sum = 0;
        for (double c : change) {
            sum += Math.log(numerator / (E * E + scale * scale * c * c));
        }
        return sum / 4;
    }
}
