package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.PlainFormat;
import dev.shatter.app.TextTable;
import dev.shatter.bayes.LaplaceEvidence;
import dev.shatter.bayes.LaplaceEvidence.Structure;
import dev.shatter.core.BadInput;
import dev.shatter.curvature.Estimate;
import dev.shatter.curvature.LossSurface;
import dev.shatter.curvature.Selection;
import dev.shatter.experiment.Subjects;
import dev.shatter.measure.Subject;
import dev.shatter.run.Run;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The evidence for a trained network, by Laplace's approximation. */
@Command(
        name = "bayes",
        description = "Laplace's approximation of a trained network's evidence, Occam factor, effective parameters",
        footer = {
            "",
            "The posterior is approximated by a Gaussian at the trained weights: curvature of the Gauss-Newton matrix over "
                    + "the training examples, prior N(0, I/precision). Formed up to 2,000 parameters, beyond by "
                    + "stochastic Lanczos quadrature, with its standard error. The null model gives every class the "
                    + "same probability: a positive log ratio says that the labels speak for the network. In nats. "
                    + "Evidences of networks on the same examples compare by subtraction.",
            "Example: shatter bayes 1f3a --block dense2"
        })
final class BayesCommand implements Runnable {
    @Mixin
    private Output output;

    @Mixin
    private SubjectOptions options;

    @Option(
            names = "--structure",
            paramLabel = "full|diagonal",
            defaultValue = "full",
            description = "what is kept of the matrix (default: full)")
    private String structure;

    @Option(
            names = "--prior-precision",
            paramLabel = "L",
            description = "precision of the Gaussian prior (default: the one of the largest evidence)")
    private @Nullable Double precision;

    @Option(
            names = "--block",
            split = ",",
            paramLabel = "NAME",
            description = "posterior over these layers or tensors alone, the others held: the last layer, for instance")
    private List<String> blocks = List.of();

    @Override
    public void run() {
        Structure kept = kept();
        Console console = output.console();
        @Nullable Run run = options.run();
        try (Subjects opened = options.open(run);
                LossSurface surface = surface(opened.subject())) {
            opened.remarks().forEach(console::note);
            Selection selection = blocks.isEmpty()
                    ? Selection.all(surface.network().architecture())
                    : Selection.of(surface.network().architecture(), blocks);
            LaplaceEvidence found = LaplaceEvidence.of(
                    surface.at(selection),
                    kept,
                    precision == null ? OptionalDouble.empty() : OptionalDouble.of(precision),
                    options.seed());
            int classes = opened.subject().classes();
            show(console, found, classes);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("model", run == null ? options.model() : run.id());
            json.put("structure", structure);
            json.put("n", found.examples());
            json.put("parameters", found.parameters());
            json.put("priorPrecision", found.precision());
            json.put("misfit", found.misfit());
            json.put("logOccamFactor", found.logOccamFactor());
            json.put("effectiveParameters", found.effective());
            json.put("logEvidence", found.logEvidence());
            json.put("standardError", found.halfLogRatio().standardError());
            json.put("logRatioToNull", found.logRatioToNull(classes));
            json.put("remarks", opened.remarks());
            console.json(json);
        }
    }

    private Structure kept() {
        return Arrays.stream(Structure.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(structure))
                .findFirst()
                .orElseThrow(
                        () -> BadInput.in("--structure", "'" + structure + "' is not known", "give full or diagonal"));
    }

    private static LossSurface surface(Subject subject) {
        return LossSurface.of(
                subject.network(), subject.loss(), subject.trainBatches(), 0, subject.seed(), Optional.empty());
    }

    private static void show(Console console, LaplaceEvidence found, int classes) {
        double error = found.halfLogRatio().standardError();
        TextTable table = TextTable.of("what", "value", "±", "unit");
        row(table, "misfit n L", found.misfit(), 0, "nats");
        row(table, "prior precision", found.precision(), 0, "1 / weight^2");
        row(table, "log Occam factor", found.logOccamFactor(), error, "nats");
        Estimate effective = found.effective();
        row(table, "effective parameters", effective.value(), effective.standardError(), "of " + found.parameters());
        row(table, "log evidence", found.logEvidence(), error, "nats");
        row(table, "log ratio to the null model", found.logRatioToNull(classes), error, "nats");
        console.table(table);
    }

    private static void row(TextTable table, String what, double value, double error, String unit) {
        table.row(what, PlainFormat.of("%.6g", value), error == 0 ? "" : PlainFormat.of("%.2g", error), unit);
    }
}
