package dev.shatter.study.zhang2017;

import dev.shatter.bound.RandomSigns;
import dev.shatter.report.Block;
import dev.shatter.report.Cell;
import dev.shatter.report.Section;
import dev.shatter.report.Table;
import dev.shatter.report.Table.Column;
import dev.shatter.run.Measurement;
import dev.shatter.run.Measurements;
import dev.shatter.study.Claim;
import dev.shatter.study.Criterion;
import dev.shatter.study.Evidence;
import dev.shatter.study.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Section 2.2 of the paper: what VC dimension, Rademacher complexity and uniform stability say of these runs. All three
 * are about the architecture or the algorithm, not about the labels, so what holds on random labels holds on true ones.
 */
final class Theories {
    /** The certificates of the textbook, each by itself. */
    static final String[] MEASURES = {
        "certify-vc",
        "certify-rademacher",
        "certify-stability",
        "certify-finite-class",
        "certify-golowich",
        "certify-spectral"
    };

    private static final Map<String, String> WHY = why();

    static final List<Claim> CLAIMS = List.of(
            new Claim(
                    "vc-dimension-explains-nothing",
                    "The bound from the VC dimension of the architecture is vacuous.",
                    "the networks have more parameters than the sample has examples (table 1)",
                    "log10 of the VC dimension over the number of examples, on true labels",
                    Range.ANY,
                    e -> e.part("inputs")
                            .condition("true-labels")
                            .only(p -> !p.trial().measures().isEmpty())
                            .perSeed(u -> Math.log10(u.detail("certify-vc", "dimensionPerExample"))),
                    new Criterion.Above(0),
                    "0 is a dimension of n, where the bound is above 1.3; beyond 2 n it leaves its formula's domain"),
            new Claim(
                    "rademacher-complexity-is-full",
                    "The Rademacher complexity of what training can reach is near its largest value.",
                    "fitting random labels puts it near 1, and the bound is trivial (section 2.2)",
                    "(training accuracy on random labels - 1/K) / (1 - 1/K)",
                    Range.DIFFERENCE,
                    e -> e.part("inputs")
                            .condition("random-labels")
                            .perSeed(u -> RandomSigns.memorisationIndex(
                                    u.result("trainAccuracy"), (int) Math.round(u.result("classes")))),
                    new Criterion.Above(0.9),
                    "at 0.9 the bound on a risk of K = 10 classes, 2 Rad, is no better than guessing"),
            new Claim(
                    "training-is-not-stable",
                    "Uniform stability of the training algorithm cannot explain generalisation: it does not know the"
                            + " labels.",
                    "a property of the algorithm alone cannot tell true from random labels (section 2.2)",
                    "gap on random labels, (1 - 1/K) - training error: a lower estimate of beta under replacement of"
                            + " one example, since |E[R - Rhat]| <= beta",
                    Range.DIFFERENCE,
                    e -> e.part("inputs")
                            .condition("random-labels")
                            .perSeed(u -> u.result("trainAccuracy") - 1 / u.result("classes")),
                    new Criterion.Above(0.5),
                    "the bound is Rhat + beta + (2 n beta + 1) sqrt(ln(1/delta)/(2n)): at beta = 1/2 its last term"
                            + " alone is above 1"));

    private Theories() {}

    static Section section(Evidence evidence) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph("Bounds of the classical theories on runs with true and with random labels, each"
                + " by itself at probability 0.95. A bound that holds for the whole architecture holds on random"
                + " labels too, where the risk is 1 - 1/K: it has to be vacuous wherever those are fitted."));
        Evidence own = evidence.part("inputs").only(p -> !p.trial().measures().isEmpty());
        if (!own.runs().isEmpty()) {
            blocks.add(table(own));
        }
        return new Section("What the theories say", blocks);
    }

    private static Table table(Evidence evidence) {
        List<List<Cell>> rows = new ArrayList<>();
        for (String name : MEASURES) {
            rows.add(List.of(
                    Cell.words(name.substring("certify-".length())),
                    range(evidence.condition("true-labels"), name),
                    range(evidence.condition("random-labels"), name),
                    Cell.words(reason(evidence, name))));
        }
        return new Table(
                "theories",
                "Certified risk of the fully connected networks",
                List.of(
                        Column.words("certificate"),
                        Column.numbers("true labels", ""),
                        Column.numbers("random labels", ""),
                        Column.words("why")),
                rows,
                "Smallest over networks and seeds; above 1 it is vacuous; a dash where the theorem does not apply.");
    }

    private static Cell range(Evidence evidence, String name) {
        double[] values = evidence.measuredAll(name);
        return values.length == 0
                ? Cell.none()
                : Cell.number(java.util.Arrays.stream(values).min().orElseThrow(), 3);
    }

    private static String reason(Evidence evidence, String name) {
        TreeSet<String> skipped = new TreeSet<>();
        evidence.runs().stream()
                .flatMap(run -> Measurements.find(run, name).stream())
                .filter(m -> !m.measured())
                .map(Measurement::note)
                .forEach(skipped::add);
        return skipped.isEmpty() ? WHY.getOrDefault(name, "") : String.join("; ", skipped);
    }

    private static Map<String, String> why() {
        Map<String, String> why = new LinkedHashMap<>();
        why.put("certify-vc", "the dimension grows with the number of weights, and that is above n");
        why.put("certify-finite-class", "32 bits a weight are far more than n examples");
        why.put("certify-golowich", "a product of norms over a margin, and the norms grow to fit noise");
        why.put("certify-spectral", "likewise, with spectral norms");
        return why;
    }
}
