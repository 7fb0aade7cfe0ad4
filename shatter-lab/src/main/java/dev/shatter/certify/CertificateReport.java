package dev.shatter.certify;

import dev.shatter.bound.Certificate;
import dev.shatter.bound.ExpectationBound;
import dev.shatter.bound.LossKind;
import dev.shatter.bound.Predictor;
import dev.shatter.corrupt.LabelNoise;
import dev.shatter.measure.Need;
import dev.shatter.measure.Subject;
import dev.shatter.proof.Contradiction;
import dev.shatter.proof.Premises;
import dev.shatter.proof.Proof;
import dev.shatter.report.Block;
import dev.shatter.report.Cell;
import dev.shatter.report.Figure;
import dev.shatter.report.NumberText;
import dev.shatter.report.Picture;
import dev.shatter.report.Report;
import dev.shatter.report.Section;
import dev.shatter.report.Table;
import dev.shatter.report.Table.Column;
import dev.shatter.report.chart.Certificates;
import dev.shatter.report.chart.ReferenceLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The certificates of one network as a report: all on one axis with the measured risk, and what each assumes. */
public final class CertificateReport {
    private CertificateReport() {}

    /**
     * The report.
     *
     * @param model the network in words
     * @param best the smallest certificate of this network, paid for; empty if there is none
     * @param sources ids of the runs behind it, may be empty
     * @param command what makes all of it again
     * @param colophon version, machine, date
     */
    public static Report of(
            Premises premises,
            String model,
            double delta,
            List<Certifiers.Result> results,
            Optional<Certificate> best,
            List<ExpectationBound> inExpectation,
            List<String> sources,
            String command,
            String colophon) {
        Subject subject = premises.subject();
        List<Section> sections = new ArrayList<>();
        List<Contradiction> contradictions = Certifiers.contradictions(results);
        if (!contradictions.isEmpty()) {
            List<Block> alarm = new ArrayList<>();
            alarm.add(new Block.Paragraph(Certifiers.ALARM));
            contradictions.forEach(
                    c -> alarm.add(new Block.Paragraph("`" + c.certificate() + "` is " + c.sentence() + ".")));
            sections.add(new Section("Contradicted", alarm));
        }
        sections.add(Section.of(
                "Certificates and the measured risk",
                figure(subject, delta, results, best, sources, command),
                table(results, best)));
        sections.add(new Section("What each assumes", assumptions(results, best)));
        if (!inExpectation.isEmpty()) {
            sections.add(new Section("In expectation only: no certificates", expectations(inExpectation)));
        }
        List<Block> refusals = results.stream()
                .filter(r -> r.proofs().isEmpty())
                .map(r -> (Block) new Block.Paragraph("`" + r.name() + "`: " + r.reason() + "."))
                .toList();
        if (!refusals.isEmpty()) {
            sections.add(new Section("What does not apply", refusals));
        }
        return new Report(
                "Certificates of " + model,
                (contradictions.isEmpty() ? "" : "The test error contradicts " + contradictions.size() + " of these. ")
                        + lead(subject, best),
                sections,
                List.of(command),
                sources.stream().map(id -> new Report.Source(id, model)).toList(),
                caveats(premises),
                colophon);
    }

    private static String lead(Subject subject, Optional<Certificate> best) {
        return best.map(CertificateReport::lead).orElse("No certificate of this network itself applies. ")
                + (hasTest(subject)
                        ? "Measured on the test set: " + NumberText.significant(test(subject), 3) + "."
                        : "");
    }

    private static String lead(Certificate best) {
        return "With probability "
                + NumberText.significant(1 - best.confidence().delta(), 4)
                + " the risk of this network is at most " + NumberText.significant(best.value(), 3)
                + (best.vacuous() ? ", which says nothing" : best.trivial() ? ", which is no better than a guess" : "")
                + " (`" + best.theorem() + "`, from " + best.scope().n() + " "
                + best.scope().points().words() + "; the choice among all is paid for). ";
    }

    private static boolean hasTest(Subject subject) {
        return subject.missing(java.util.Set.of(Need.TEST)).isEmpty();
    }

    private static double test(Subject subject) {
        return (double) subject.testOutputs().errors() / subject.testOutputs().count();
    }

    private static Figure figure(
            Subject subject,
            double delta,
            List<Certifiers.Result> results,
            Optional<Certificate> best,
            List<String> sources,
            String command) {
        List<Certificates.Bound> bounds = new ArrayList<>();
        int useful = 0;
        for (Certifiers.Result result : results) {
            for (Proof proof : result.proofs()) {
                Certificate c = proof.certificate();
                bounds.add(new Certificates.Bound(label(result.name(), c), c.value()));
                useful += c.trivial() ? 0 : 1;
            }
        }
        int proved = bounds.size();
        best.ifPresent(c -> bounds.add(new Certificates.Bound("best of these, paid for", c.value())));
        double chance = 1 - 1.0 / subject.classes();
        List<ReferenceLine> measured = new ArrayList<>();
        if (hasTest(subject)) {
            LabelNoise noise = subject.noise();
            measured.add(ReferenceLine.upright(test(subject), noise.corrupts() ? "test, true labels" : "test error")
                    .solid());
            if (noise.corrupts()) {
                measured.add(ReferenceLine.upright(
                                noise.leastRisk(test(subject)),
                                noise.exact() ? "corrupted labels" : "corrupted labels, at least")
                        .solid());
            }
        }
        String confidence = NumberText.significant(1 - delta, 4);
        return new Figure(
                "certificates",
                "Certificates",
                Picture.of(Certificates.chart("risk, at confidence " + confidence, chance, bounds, measured)),
                new Figure.Caption(
                        useful + " of " + proved + " certificates lie under the risk of a guess.",
                        "Upper bounds on a risk, each by itself with probability " + confidence
                                + "; hatched beyond the risk of a guess, where a bound is trivial, and from 1 on vacuous. In"
                                + " brackets: whose risk and which loss, where it is not the 0-1 risk of this network.",
                        sample(subject)),
                new Figure.Reading(
                        "It shows what can be proved about the risk from these points, and how far each proof is from"
                                + " the measured value.",
                        "A bound's length is not the network's quality: bounds of a whole architecture cannot tell"
                                + " true from random labels."),
                "Level bars of upper bounds on the risk from 0 to 1, with lines at the measured test error and at"
                        + " chance.",
                command,
                sources);
    }

    private static String sample(Subject subject) {
        List<String> parts = new ArrayList<>();
        if (subject.missing(java.util.Set.of(Need.TRAIN)).isEmpty()) {
            parts.add(subject.n() + " training examples");
        }
        if (hasTest(subject)) {
            parts.add(subject.testOutputs().count() + " test examples");
        }
        return String.join(", ", parts);
    }

    private static String label(String name, Certificate c) {
        List<String> differs = new ArrayList<>();
        if (c.scope().predictor() != Predictor.DETERMINISTIC) {
            differs.add(c.scope().predictor().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        if (c.scope().loss() != LossKind.ZERO_ONE) {
            differs.add(c.scope().loss().words());
        }
        return differs.isEmpty() ? name : name + " (" + String.join(", ", differs) + ")";
    }

    private static Table table(List<Certifiers.Result> results, Optional<Certificate> best) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Certifiers.Result result : results) {
            result.proofs()
                    .forEach(proof -> rows.add(row(result.name(), proof.certificate(), result.contradicts(proof))));
        }
        best.ifPresent(c -> rows.add(row("best of these", c, false)));
        return new Table(
                "certificates-table",
                "Certificates",
                List.of(
                        Column.words("certificate"),
                        Column.numbers("risk at most", ""),
                        Column.words("verdict"),
                        Column.words("of"),
                        Column.words("loss"),
                        Column.numbers("points", ""),
                        Column.words("measured on"),
                        Column.numbers("delta", ""),
                        Column.words("price")),
                rows,
                "Raw values, not clipped. Vacuous: at least 1. Trivial: at least the risk of a guess. Price: what is used in"
                        + " place of the network at hand.");
    }

    private static List<Cell> row(String name, Certificate c, boolean contradicted) {
        return List.of(
                Cell.words(name),
                Double.isInfinite(c.value()) ? Cell.words("∞") : Cell.number(c.value(), 4),
                Cell.words(
                        contradicted
                                ? "contradicted"
                                : c.vacuous() ? "vacuous" : c.trivial() ? "trivial" : "says something"),
                Cell.words(c.scope().predictor().words()),
                Cell.words(c.scope().loss().words()),
                Cell.count(c.scope().n()),
                Cell.words(c.scope().points().words()),
                Cell.number(c.confidence().delta(), 3),
                Cell.words(c.price()));
    }

    private static List<Block> assumptions(List<Certifiers.Result> results, Optional<Certificate> best) {
        List<Block> blocks = new ArrayList<>();
        for (Certifiers.Result result : results) {
            result.proofs().forEach(proof -> blocks.add(assumptions(result.name(), proof.certificate())));
        }
        best.ifPresent(c -> blocks.add(assumptions("best of these", c)));
        return blocks;
    }

    private static Block assumptions(String name, Certificate c) {
        String shares = String.join(
                "; ",
                c.confidence().shares().stream()
                        .map(share -> share.event() + " " + NumberText.significant(share.delta(), 3))
                        .toList());
        return new Block.Paragraph("`" + name + "`: " + String.join("; ", c.assumptions()) + ". Delta is spent on: "
                + shares + ". Source: " + c.source() + ".");
    }

    private static List<Block> expectations(List<ExpectationBound> bounds) {
        return bounds.stream()
                .map(b -> (Block) new Block.Paragraph("`" + b.theorem() + "`: " + b.quantity() + " <= "
                        + NumberText.significant(b.value(), 4) + (b.vacuous() ? ", vacuous" : "")
                        + ". On average over samples and trainings; it says nothing about this network. Assumes: "
                        + String.join("; ", b.assumptions()) + ". Source: " + b.source() + "."))
                .toList();
    }

    private static List<String> caveats(Premises premises) {
        Subject subject = premises.subject();
        List<String> caveats = new ArrayList<>();
        premises.findings().forEach(finding -> caveats.add("Examples: " + finding + "."));
        caveats.add("Certificates hold each by itself: for a choice among them only the last one is paid for.");
        caveats.add("Bounds by uniform convergence over all networks of an architecture cannot distinguish true from"
                + " random labels; where even the tightest such bound is vacuous see Nagarajan and Kolter 2019,"
                + " arXiv:1902.04742.");
        if (subject.hasCorruptedLabels()) {
            caveats.add(Certifiers.CORRUPTED);
        }
        return caveats;
    }
}
