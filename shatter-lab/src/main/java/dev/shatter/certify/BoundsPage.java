package dev.shatter.certify;

import dev.shatter.bound.Bounds;
import dev.shatter.bound.Predictor;
import dev.shatter.bound.Theorem;
import dev.shatter.measure.Cost;
import dev.shatter.proof.Certifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The reference page {@code docs/bounds.md}, from the catalogue of theorems and that of certifiers. */
public final class BoundsPage {
    private BoundsPage() {}

    /** The page as Markdown. */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
            # Bounds

            Generated from the catalogue; do not edit. A certificate names the predictor, the loss, the points, delta and
            what it was spent on, and every assumption. Values are raw: 1 or more is vacuous, 1 - 1/K or more is trivial.
            Bounds in expectation are never certificates for one trained network.

            `shatter certify ID` proves these of a trained network, or of networks made from it:

            """);
        for (Certifier certifier : Certifiers.CATALOGUE.entries()) {
            page.append("- `").append(certifier.name()).append("`: ").append(certifier.summary());
            Predictor predictor = certifier.predictor();
            page.append(" (").append(predictor.words());
            page.append(predictor == Predictor.DETERMINISTIC ? "" : "; price: " + predictor.price())
                    .append(")\n");
        }
        page.append("""

            Those that train take minutes and run only with `--only`. Their options are written behind the name:
            `shatter certify ID --only dziugaite-roy,epochs=100`.

            """);
        for (Certifier certifier : Certifiers.CATALOGUE.entries()) {
            if (certifier.cost() == Cost.TRAINING) {
                page.append("- `").append(certifier.name()).append("`\n");
                certifier
                        .parameters()
                        .forEach(p -> page.append("  - ").append(p.describe()).append('\n'));
            }
        }
        page.append("""

            What a theorem assumes of its examples is looked at before it is applied:

            - Inputs that equal another of the sample, byte for byte, or a training example where the points are held out, are no
              independent draws. Pictures are never equal by chance: one of each is kept, and n falls. Of tables it cannot be
              known: refused. Draws of a formula are independent, equal or not.
            - Inputs prepared with the training examples make the class of networks depend on them: no certificate from training
              points. Each theorem names the clause.
            - Training labels of which an exact share was changed (`--labels exact:P`) are exchangeable, not independent: no certificate from
              training points.
            - Classes in fixed numbers are said: examples are independent within each class only. For 0-1 losses bounds of
              Chernoff's form stay valid for the risk under these shares (Hoeffding 1956).
            - Where the initial network is the centre of a prior, it must not fit its training points better than others: refused
              where exact intervals at level 0.001 exclude it.

            A certificate below the exact lower limit of a comparable test error, at level 0.001, is contradicted: one of its
            assumptions is false, but for bad luck of probability delta + 0.001 at most. `certify` says so, names no best, lists it
            under `contradictions` and ends with exit code 3. On labels drawn by lot with probability p no risk is below
            p (1 - 1/K), which needs no test example. In general the risk under noisy labels is 1 - (1 - R) k - R h for a classifier of risk R under
            true ones, where k is the probability that a label is kept and h that it becomes the class wrongly predicted: what is known of the two
            bounds it for noise of any kind.

            Ties count as errors, here and in all measures.

            """);
        page.append(examples());
        page.append("\n"
                + "Bounds for all networks of an architecture cannot tell true from random labels, and there are"
                + " cases in which\n"
                + "no bound by uniform convergence says anything (Nagarajan and Kolter 2019,"
                + " arXiv:1902.04742).\n\n");
        for (Theorem theorem : Bounds.CATALOGUE.entries()) {
            page.append("## ").append(theorem.name()).append("\n\n");
            page.append(Character.toUpperCase(theorem.summary().charAt(0)))
                    .append(theorem.summary().substring(1))
                    .append(".\n\n");
            line(page, "Holds", theorem.guarantee().words());
            line(page, "Formula", "`" + theorem.formula() + "`");
            line(page, "Reading", theorem.reading());
            theorem.assumptions().forEach(clause -> line(page, "Assumes", clause));
            theorem.pitfalls().forEach(warning -> line(page, "Pitfall", warning));
            line(page, "Source", theorem.source());
            page.append('\n');
        }
        return page.toString().stripTrailing() + "\n";
    }

    /** Commands with what they gave when they were tried. */
    private static String examples() {
        try (InputStream in = BoundsPage.class.getResourceAsStream("examples.md")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void line(StringBuilder page, String label, String text) {
        if (!text.isEmpty()) {
            page.append("- ").append(label).append(": ").append(text).append('\n');
        }
    }
}
