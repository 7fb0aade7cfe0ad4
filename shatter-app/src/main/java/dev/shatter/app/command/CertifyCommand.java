package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.Table;
import dev.shatter.bound.Certificate;
import dev.shatter.bound.Confidence;
import dev.shatter.bound.ExpectationBound;
import dev.shatter.bound.Loss;
import dev.shatter.core.BadInput;
import dev.shatter.lab.RunSubject;
import dev.shatter.measure.CertificateReport;
import dev.shatter.measure.Certifiers;
import dev.shatter.run.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proves what can be proved in closed form about a trained network's risk. */
@Command(
        name = "certify",
        description = "prove upper bounds on a trained network's risk, each with its assumptions",
        footer = {
            "",
            "Each certificate holds with probability 1 - delta by itself. The last line chooses the smallest for this"
                    + " very",
            "network and pays for the choice. Two-sided uniform convergence cannot tell true from random labels:"
                    + " bounds",
            "of the whole architecture are vacuous for networks that can fit anything.",
            "Example: shatter certify 1f3a --delta 0.05"
        })
final class CertifyCommand implements Runnable {
    @Mixin
    private Output output;

    @Mixin
    private SubjectOptions options;

    @Option(
            names = "--delta",
            paramLabel = "P",
            defaultValue = "0.05",
            description = "failure probability, between 0 and 1 (default: 0.05)")
    private double delta;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "seed of everything drawn (default: 1)")
    private long seed;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "also write a report: a file that ends in .html, or a folder")
    private @Nullable Path target;

    @Override
    public void run() {
        Console console = output.console();
        if (!(delta > 0 && delta < 1)) {
            throw BadInput.in("--delta", delta + " is not between 0 and 1", "give 0.05 for instance");
        }
        @Nullable Run run = options.run();
        try (RunSubject opened = options.open(run)) {
            opened.subject().seed(seed);
            console.note("certifying; each certificate by itself with probability 1 - " + delta);
            List<Certifiers.Result> results = Certifiers.all(opened.subject(), delta);
            Certificate best = Certifiers.best(opened.subject(), results, delta);
            List<ExpectationBound> inExpectation = Certifiers.inExpectation(opened.subject());
            show(console, results, best);
            for (ExpectationBound bound : inExpectation) {
                console.line("In expectation only, no certificate (" + bound.theorem() + "): " + bound.quantity()
                        + " <= " + String.format(Locale.ROOT, "%.4g", bound.value())
                        + (bound.vacuous() ? ", vacuous." : "."));
            }
            if (opened.subject().hasCorruptedLabels()) {
                console.line(
                        "Training labels were corrupted: certificates from training points bound the risk under the"
                                + " same corruption, those from held-out points the risk under true labels; the best is of"
                                + " the former.");
            }
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("model", run == null ? options.model() : run.id());
            json.put("best", best);
            json.put(
                    "certificates",
                    results.stream()
                            .map(Certifiers.Result::certificate)
                            .filter(java.util.Objects::nonNull)
                            .toList());
            json.put("inExpectation", inExpectation);
            json.put("notApplicable", refusals(results));
            if (target != null) {
                ReportCommand.write(
                        CertificateReport.of(
                                opened.subject(),
                                options.words(run),
                                delta,
                                results,
                                best,
                                inExpectation,
                                options.sources(run),
                                "shatter certify " + options.again() + " --delta " + delta + " -o " + target,
                                ReportCommand.colophon()),
                        target);
                console.line(target.toString());
            }
            console.json(json);
        }
    }

    private static Map<String, String> refusals(List<Certifiers.Result> results) {
        Map<String, String> reasons = new LinkedHashMap<>();
        results.stream().filter(r -> r.certificate() == null).forEach(r -> reasons.put(r.name(), r.reason()));
        return reasons;
    }

    private static void show(Console console, List<Certifiers.Result> results, Certificate best) {
        Table table = Table.of("certificate", "risk <=", "", "of", "measured on", "delta");
        List<String> refused = new ArrayList<>();
        for (Certifiers.Result result : results) {
            Certificate c = result.certificate();
            if (c == null) {
                refused.add(result.name() + ": " + result.reason());
            } else {
                row(table, result.name(), c);
            }
        }
        row(table, "best of these for this network", best);
        console.table(table);
        refused.forEach(console::line);
        console.line("");
        console.line("The best (" + best.theorem() + ") assumes: " + String.join("; ", best.assumptions()) + ".");
        console.line("It spends delta on: "
                + String.join(
                        "; ",
                        best.confidence().shares().stream()
                                .map(CertifyCommand::share)
                                .toList())
                + ".");
    }

    private static String share(Confidence.Share share) {
        return share.event() + " " + String.format(Locale.ROOT, "%.3g", share.delta());
    }

    private static void row(Table table, String name, Certificate c) {
        table.row(
                name,
                Double.isInfinite(c.value()) ? "inf" : String.format(Locale.ROOT, "%.4g", c.value()),
                c.vacuous() ? "vacuous" : c.trivial() ? "trivial" : "",
                c.scope().predictor().words()
                        + (c.scope().loss() == Loss.ZERO_ONE
                                ? ""
                                : ", " + c.scope().loss().words()),
                c.scope().n() + " " + c.scope().points().words(),
                String.format(Locale.ROOT, "%.3g", c.confidence().delta()));
    }
}
