package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.ExitCodes;
import dev.shatter.app.PlainFormat;
import dev.shatter.app.ProgressLine;
import dev.shatter.app.TextTable;
import dev.shatter.bound.Certificate;
import dev.shatter.bound.Confidence;
import dev.shatter.bound.ExpectationBound;
import dev.shatter.bound.LossKind;
import dev.shatter.certify.CertificateReport;
import dev.shatter.certify.Certifiers;
import dev.shatter.core.BadInput;
import dev.shatter.core.ShellLine;
import dev.shatter.core.Variant;
import dev.shatter.experiment.Subjects;
import dev.shatter.proof.Contradiction;
import dev.shatter.proof.Proof;
import dev.shatter.run.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proves what can be proved about a trained network's risk, or that of networks made from it. */
@Command(
        name = "certify",
        description = "prove upper bounds on a trained network's risk, each with its assumptions",
        footer = {
            "",
            "Each certificate holds with probability 1 - delta by itself. The last line chooses the "
                    + "smallest for this very network and pays for the choice. Two-sided uniform convergence cannot "
                    + "tell true from random labels: bounds of the whole architecture are vacuous for networks that "
                    + "can fit anything. A certificate that the test error contradicts ends the command with exit "
                    + "code 3: an assumption is false.",
            "Example: shatter certify 1f3a --delta 0.05"
        })
final class CertifyCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Mixin
    private SubjectOptions options;

    @Option(
            names = "--delta",
            paramLabel = "P",
            defaultValue = "0.05",
            converter = Probability.class,
            description = "failure probability, between 0 and 1 (default: 0.05)")
    private double delta;

    @Option(
            names = "--only",
            paramLabel = "NAME[,OPTION=VALUE],...",
            description = "these certificates (default: all but those that train)")
    private @Nullable String only;

    @Override
    public Integer call() {
        Console console = output.console();
        if (!(delta > 0 && delta < 1)) {
            throw BadInput.in("--delta", delta + " is not between 0 and 1", "give 0.05 for instance");
        }
        List<Variant> variants = only == null ? Certifiers.usual() : Certifiers.CATALOGUE.parseAll(only);
        @Nullable Run run = options.run();
        try (Subjects opened = options.open(run)) {
            console.note("certifying; each certificate by itself with probability 1 - " + delta);
            opened.remarks().forEach(console::note);
            List<Certifiers.Result> results = prove(console, opened, variants);
            Optional<Certificate> best = Certifiers.best(opened.premises(), results, delta);
            List<ExpectationBound> inExpectation = Certifiers.inExpectation(opened.subject());
            show(console, results, best);
            opened.premises().findings().forEach(finding -> console.line(sentence(finding)));
            alarm(console, results);
            for (ExpectationBound bound : inExpectation) {
                console.line("In expectation only, no certificate (" + bound.theorem() + "): " + bound.quantity()
                        + " <= " + PlainFormat.of("%.4g", bound.value())
                        + (bound.vacuous() ? ", vacuous." : "."));
            }
            if (opened.subject().hasCorruptedLabels()) {
                console.line(Certifiers.CORRUPTED);
            }
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("model", run == null ? options.model() : run.id());
            best.ifPresent(certificate -> json.put("best", certificate));
            json.put("certificates", proofs(results).map(Proof::certificate).toList());
            json.put("evidence", proofs(results).map(Proof::evidence).toList());
            json.put("inExpectation", inExpectation);
            json.put("notApplicable", refusals(results));
            json.put("examples", opened.premises().findings());
            json.put("contradictions", Certifiers.contradictions(results));
            options.report(
                    console,
                    target -> CertificateReport.of(
                            opened.premises(),
                            options.words(run),
                            delta,
                            results,
                            best,
                            inExpectation,
                            options.sources(run),
                            again(target),
                            ReportCommand.colophon()));
            console.json(json);
            return Certifiers.contradictions(results).isEmpty() ? ExitCodes.OK : ExitCodes.CONTRADICTED;
        }
    }

    private String again(Path target) {
        List<String> words = new ArrayList<>(List.of("shatter", "certify"));
        words.addAll(options.again());
        words.addAll(List.of("--delta", String.valueOf(delta)));
        if (only != null) {
            words.addAll(List.of("--only", only));
        }
        words.addAll(List.of("-o", target.toString()));
        return ShellLine.of(words);
    }

    /** Says aloud where measured errors speak against a certificate. */
    private static void alarm(Console console, List<Certifiers.Result> results) {
        List<Contradiction> contradictions = Certifiers.contradictions(results);
        if (!contradictions.isEmpty()) {
            console.line("");
            console.line(Certifiers.ALARM);
            contradictions.forEach(found -> console.line(found.certificate() + " is " + found.sentence() + "."));
        }
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    private List<Certifiers.Result> prove(Console console, Subjects opened, List<Variant> variants) {
        try (Steps steps = new Steps(console)) {
            return Certifiers.all(opened.premises(), variants, delta, steps::at);
        }
    }

    /** A progress line for each step, so that its time left is its own. */
    private static final class Steps implements AutoCloseable {
        private final Console console;
        private String name = "";
        private @Nullable ProgressLine progress;

        Steps(Console console) {
            this.console = console;
        }

        void at(String what, long done, long total) {
            ProgressLine current = progress;
            if (current == null || !what.equals(name)) {
                close();
                name = what;
                current = console.progress(what);
                progress = current;
            }
            if (total > 0) {
                current.at((double) done / total, done + "/" + total);
            }
        }

        @Override
        public void close() {
            if (progress != null) {
                progress.close();
            }
        }
    }

    private static Stream<Proof> proofs(List<Certifiers.Result> results) {
        return results.stream().flatMap(result -> result.proofs().stream());
    }

    private static Map<String, String> refusals(List<Certifiers.Result> results) {
        Map<String, String> reasons = new LinkedHashMap<>();
        results.stream().filter(r -> r.proofs().isEmpty()).forEach(r -> reasons.put(r.name(), r.reason()));
        return reasons;
    }

    private static void show(Console console, List<Certifiers.Result> results, Optional<Certificate> best) {
        TextTable table = TextTable.of("certificate", "risk <=", "", "of", "measured on", "delta", "price");
        for (Certifiers.Result result : results) {
            result.proofs().forEach(proof -> row(table, result.name(), proof.certificate(), result.contradicts(proof)));
        }
        best.ifPresent(certificate -> row(table, "best of these for this network", certificate, false));
        console.table(table);
        refusals(results).forEach((name, reason) -> console.line(name + ": " + reason));
        for (Certifiers.Result result : results) {
            for (Proof proof : result.proofs()) {
                if (!proof.evidence().isEmpty()) {
                    explain(console, result.variant().text(), proof);
                }
            }
        }
        best.ifPresent(certificate -> {
            console.line("");
            console.line("The best (" + certificate.theorem() + ")" + terms(certificate));
        });
    }

    private static void explain(Console console, String name, Proof proof) {
        console.line("");
        String from = proof.evidence().entrySet().stream()
                .map(entry -> entry.getKey() + " " + PlainFormat.of("%.6g", entry.getValue()))
                .collect(Collectors.joining(", "));
        console.line(name + ", " + proof.certificate().scope().loss().words() + ": " + from + ". It"
                + terms(proof.certificate()));
    }

    private static String terms(Certificate certificate) {
        return " assumes: " + String.join("; ", certificate.assumptions()) + ". It spends delta on: "
                + certificate.confidence().shares().stream()
                        .map(CertifyCommand::share)
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private static String share(Confidence.Share share) {
        return share.event() + " " + PlainFormat.of("%.3g", share.delta());
    }

    private static void row(TextTable table, String name, Certificate c, boolean contradicted) {
        table.row(
                name,
                Double.isInfinite(c.value()) ? "inf" : PlainFormat.of("%.4g", c.value()),
                contradicted ? "contradicted" : c.vacuous() ? "vacuous" : c.trivial() ? "trivial" : "",
                c.scope().loss() == LossKind.ZERO_ONE
                        ? c.scope().predictor().words()
                        : c.scope().predictor().words() + ", "
                                + c.scope().loss().words(),
                c.scope().n() + " " + c.scope().points().words(),
                PlainFormat.of("%.3g", c.confidence().delta()),
                c.price());
    }
}
