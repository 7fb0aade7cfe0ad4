package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.PlainFormat;
import dev.shatter.app.ProgressLine;
import dev.shatter.app.TextTable;
import dev.shatter.core.BadInput;
import dev.shatter.core.ShellLine;
import dev.shatter.curvature.CurvatureFindings;
import dev.shatter.curvature.CurvatureMatrices;
import dev.shatter.curvature.CurvatureQuestions;
import dev.shatter.curvature.CurvatureReport;
import dev.shatter.curvature.Diagonal;
import dev.shatter.curvature.Eigenvalue;
import dev.shatter.curvature.Estimate;
import dev.shatter.curvature.LinearOperator;
import dev.shatter.curvature.LossSurface;
import dev.shatter.curvature.Matrix;
import dev.shatter.curvature.Selection;
import dev.shatter.experiment.Subjects;
import dev.shatter.experiment.train.RunSubject;
import dev.shatter.measure.Subject;
import dev.shatter.run.Run;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Npz;
import dev.shatter.torch.StepScope;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Looks at the curvature of a trained network's loss. */
@Command(
        name = "curvature",
        description = "second derivatives of a trained network's loss: eigenvalues, trace, spectral density",
        footer = {
            "",
            "CurvatureMatrices are never formed, only multiplied with vectors: exactly, averaged over the examples, in "
                    + "evaluation mode, without augmentation. MATRIX is hessian, ggn (generalised Gauss-Newton), "
                    + "fisher (labels drawn from the model), empirical-fisher (given labels) or gradients (their "
                    + "covariance). Every value says its error and the products it took; a product costs two to "
                    + "three gradients. Without a question: --top 5 --trace. The training examples are looked at, "
                    + "with --data test the test examples.",
            "Example: shatter curvature 1f3a --of hessian --top 5 --bottom 2 --density -o report.html"
        })
final class CurvatureCommand implements Runnable {
    private static final int USUAL = 5;

    @Mixin
    private Output output;

    @Mixin
    private SubjectOptions options = SubjectOptions.ofEitherSplit();

    @Option(names = "--of", paramLabel = "MATRIX", defaultValue = "hessian", description = "default: hessian")
    private String of;

    @Option(names = "--top", paramLabel = "K", defaultValue = "0", description = "the K largest eigenvalues")
    private int top;

    @Option(names = "--bottom", paramLabel = "K", defaultValue = "0", description = "the K smallest eigenvalues")
    private int bottom;

    @Option(names = "--trace", description = "trace, by Hutch++")
    private boolean trace;

    @Option(names = "--frobenius", description = "Frobenius norm")
    private boolean frobenius;

    @Option(names = "--density", description = "spectral density, by stochastic Lanczos quadrature")
    private boolean density;

    @Option(
            names = "--inertia",
            description = "numbers of positive, negative and zero eigenvalues (zero: within 1e-6 of the largest)")
    private boolean inertia;

    @Option(names = "--log-det", paramLabel = "S", description = "log-determinant of the matrix + S times the identity")
    private @Nullable Double shift;

    @Option(
            names = "--diagonal",
            paramLabel = "FILE",
            description = "write the diagonal to an .npz file, a tensor a parameter, beside standard errors")
    private @Nullable Path diagonal;

    @Option(names = "--per-layer", description = "eigenvalues and trace of every layer's own block too")
    private boolean perLayer;

    @Option(
            names = "--block",
            split = ",",
            paramLabel = "NAME",
            description = "these layers or tensors alone, several with commas")
    private List<String> blocks = List.of();

    @Option(
            names = "--mask",
            paramLabel = "FILE",
            description = "without the parameters that are 0 in this file (.npz, .safetensors), for instance a pruned"
                    + " network's weights")
    private @Nullable Path mask;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "0",
            description = "so many examples, drawn at random (default: all)")
    private int examples;

    @Option(names = "--precision", paramLabel = "fp32|fp64", description = "default: fp64 below 20,000 parameters")
    private @Nullable String precision;

    @Option(
            names = "--tolerance",
            paramLabel = "E",
            defaultValue = "1e-4",
            description = "relative error of eigenvalues (default: 1e-4)")
    private double tolerance;

    @Option(
            names = "--products",
            paramLabel = "N",
            defaultValue = "400",
            description = "products that a search for eigenvalues, or a diagonal, may take (default: 400)")
    private int products;

    @Option(
            names = "--probes",
            paramLabel = "N",
            defaultValue = "10",
            description = "random vectors of a density; a trace takes 6 products each (default: 10)")
    private int probes;

    @Override
    public void run() {
        Matrix matrix = CurvatureMatrices.CATALOGUE.get(CurvatureMatrices.CATALOGUE.parse(of));
        check();
        Console console = output.console();
        @Nullable Run run = options.run();
        Map<String, HostArray> kept = mask == null ? Map.of() : RunSubject.tensors(mask);
        try (Subjects opened = options.open(run);
                LossSurface surface = surface(opened.subject())) {
            opened.remarks().forEach(console::note);
            Selection all = blocks.isEmpty()
                    ? Selection.all(surface.network().architecture())
                    : Selection.of(surface.network().architecture(), blocks);
            Selection selection = kept.isEmpty() ? all : all.masked(kept);
            Map<String, CurvatureFindings> parts = new LinkedHashMap<>();
            try (ProgressLine progress = console.progress("curvature")) {
                parts.put("all", find(matrix, surface, selection, questions(), progress));
                if (perLayer) {
                    Selection.layers(surface.network().architecture())
                            .keySet()
                            .forEach(layer -> selection
                                    .in(layer)
                                    .ifPresent(own -> parts.put(
                                            layer,
                                            find(
                                                    matrix,
                                                    surface,
                                                    own,
                                                    fitting(own, questions().brief()),
                                                    progress))));
                }
                progress.at(1, "");
            }
            Path target = diagonal;
            if (target != null) {
                write(matrix, surface, selection, target);
            }
            show(console, matrix, surface, parts);
            if (target != null) {
                console.line(target.toString());
            }
            options.report(
                    console,
                    file -> CurvatureReport.of(
                            matrix,
                            options.words(run),
                            scope(surface),
                            parts,
                            options.sources(run),
                            again(file),
                            ReportCommand.colophon()));
            console.json(json(run, matrix, surface, opened.remarks(), parts));
        }
    }

    private void check() {
        for (int k : new int[] {top, bottom}) {
            if (k < 0) {
                throw BadInput.in(top < 0 ? "--top" : "--bottom", k + " is negative", "give a number of eigenvalues");
            }
        }
        if (!(tolerance > 0 && tolerance < 1)) {
            throw BadInput.in("--tolerance", tolerance + " is not between 0 and 1", "give 1e-4 for instance");
        }
        if (products < 1 || products > 1_000_000) {
            throw BadInput.in("--products", products + " is out of range", "give 1 to 1000000");
        }
        if (probes < 2 || probes > 10_000) {
            throw BadInput.in("--probes", probes + " is out of range", "give 2 to 10000");
        }
        if (diagonal != null && !diagonal.toString().endsWith(".npz")) {
            throw BadInput.in(diagonal, "does not end in .npz", "name a file that does");
        }
    }

    private LossSurface surface(Subject subject) {
        return LossSurface.of(
                subject.network(), subject.loss(), options.batches(subject), examples, subject.seed(), precision());
    }

    private Optional<LossSurface.Precision> precision() {
        String word = precision;
        if (word == null) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(LossSurface.Precision.values())
                .filter(format -> words(format).equals(word))
                .findFirst()
                .orElseThrow(() -> BadInput.in("--precision", "'" + word + "' is not known", "give fp32 or fp64")));
    }

    private static String words(LossSurface.Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    private CurvatureQuestions questions() {
        boolean nothing = top == 0 && bottom == 0 && !trace && !frobenius && !density && !inertia && shift == null;
        boolean usual = nothing && diagonal == null;
        return new CurvatureQuestions(
                usual ? USUAL : top,
                bottom,
                trace || usual,
                frobenius,
                density,
                inertia,
                shift == null ? OptionalDouble.empty() : OptionalDouble.of(shift),
                tolerance,
                products,
                probes,
                options.seed());
    }

    /** A small layer has fewer eigenvalues than are asked of the whole. */
    private static CurvatureQuestions fitting(Selection layer, CurvatureQuestions questions) {
        return questions.atMost((int) Math.min(layer.size(), Integer.MAX_VALUE));
    }

    private static CurvatureFindings find(
            Matrix matrix,
            LossSurface surface,
            Selection selection,
            CurvatureQuestions questions,
            ProgressLine progress) {
        try (StepScope scope = StepScope.open()) {
            LinearOperator operator = matrix.at(surface.at(selection));
            int[] count = {0};
            return CurvatureFindings.of(
                    operator.watched(() -> {
                        count[0]++;
                        progress.at(Math.min(0.99, (double) count[0] / questions.most()), count[0] + " products");
                    }),
                    questions);
        }
    }

    private void write(Matrix matrix, LossSurface surface, Selection selection, Path target) {
        try (StepScope scope = StepScope.open()) {
            Diagonal found = Diagonal.of(matrix.at(surface.at(selection)), products, options.seed());
            Npz.write(target, found.arrays(selection));
        }
    }

    private String scope(LossSurface surface) {
        return PlainFormat.of(
                "%,d %s examples, %s, mean loss %.6g",
                surface.examples(),
                options.split().name().toLowerCase(Locale.ROOT),
                words(surface.precision()),
                surface.value());
    }

    private void show(Console console, Matrix matrix, LossSurface surface, Map<String, CurvatureFindings> parts) {
        console.line(matrix.name() + ", " + matrix.formula() + "; " + scope(surface) + ".");
        TextTable table = TextTable.of("part", "parameters", "what", "value", "±", "products", "remarks");
        parts.forEach((part, found) -> {
            for (int i = 0; i < found.top().size(); i++) {
                row(table, part, found, "top " + (i + 1), found.top().get(i));
            }
            for (int i = 0; i < found.bottom().size(); i++) {
                row(table, part, found, "bottom " + (i + 1), found.bottom().get(i));
            }
            found.trace().ifPresent(value -> row(table, part, found, "trace", value, ""));
            found.frobenius().ifPresent(value -> row(table, part, found, "Frobenius norm", value, ""));
            found.logDeterminant()
                    .ifPresent(value -> row(
                            table,
                            part,
                            found,
                            "log-determinant",
                            value.value(),
                            PlainFormat.of("quadrature within %.2g", value.half())));
            found.inertia().ifPresent(value -> {
                String near = PlainFormat.of("tolerance %.2g", value.tolerance());
                row(table, part, found, "positive", value.positive(), near);
                row(table, part, found, "negative", value.negative(), near);
                row(table, part, found, "zero", value.zero(), near);
            });
        });
        console.table(table);
    }

    private static void row(TextTable table, String part, CurvatureFindings found, String what, Eigenvalue value) {
        table.row(
                part,
                found.size(),
                what,
                PlainFormat.of("%.6g", value.value()),
                PlainFormat.of("%.1e", value.error()),
                value.products(),
                value.converged() ? "" : PlainFormat.of("not converged, residual %.1e", value.residual()));
    }

    private static void row(
            TextTable table, String part, CurvatureFindings found, String what, Estimate value, String remark) {
        table.row(
                part,
                found.size(),
                what,
                PlainFormat.of("%.6g", value.value()),
                value.standardError() == 0 ? "" : PlainFormat.of("%.2g", value.standardError()),
                value.products(),
                remark);
    }

    private Map<String, Object> json(
            @Nullable Run run,
            Matrix matrix,
            LossSurface surface,
            List<String> remarks,
            Map<String, CurvatureFindings> parts) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", run == null ? options.model() : run.id());
        json.put("of", matrix.name());
        json.put("data", options.split().name().toLowerCase(Locale.ROOT));
        json.put("n", surface.examples());
        json.put("precision", words(surface.precision()));
        json.put("loss", surface.value());
        json.put("remarks", remarks);
        Map<String, Object> layers = new LinkedHashMap<>();
        parts.forEach((part, found) -> {
            if (part.equals("all")) {
                json.putAll(json(found));
            } else {
                layers.put(part, json(found));
            }
        });
        if (!layers.isEmpty()) {
            json.put("layers", layers);
        }
        return json;
    }

    private static Map<String, Object> json(CurvatureFindings found) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("parameters", found.size());
        json.put("top", found.top());
        json.put("bottom", found.bottom());
        found.trace().ifPresent(value -> json.put("trace", value));
        found.frobenius().ifPresent(value -> json.put("frobenius", value));
        found.logDeterminant().ifPresent(value -> json.put("logDeterminant", value));
        found.inertia().ifPresent(value -> json.put("inertia", value));
        found.density()
                .ifPresent(value -> json.put(
                        "density",
                        value.probes().stream()
                                .map(probe -> Map.of("nodes", probe.ritz(), "weights", probe.weights()))
                                .toList()));
        return json;
    }

    private String again(Path target) {
        List<String> words = new ArrayList<>(List.of("shatter", "curvature"));
        words.addAll(options.again());
        words.addAll(List.of("--of", of));
        numbers(words, "--top", top, 0);
        numbers(words, "--bottom", bottom, 0);
        flag(words, "--trace", trace);
        flag(words, "--frobenius", frobenius);
        flag(words, "--density", density);
        flag(words, "--inertia", inertia);
        flag(words, "--per-layer", perLayer);
        if (shift != null) {
            words.addAll(List.of("--log-det", shift.toString()));
        }
        if (!blocks.isEmpty()) {
            words.addAll(List.of("--block", String.join(",", blocks)));
        }
        if (mask != null) {
            words.addAll(List.of("--mask", mask.toString()));
        }
        if (precision != null) {
            words.addAll(List.of("--precision", precision));
        }
        numbers(words, "--examples", examples, 0);
        numbers(words, "--tolerance", tolerance, 1e-4);
        numbers(words, "--products", products, 400);
        numbers(words, "--probes", probes, 10);
        words.addAll(List.of("-o", target.toString()));
        return ShellLine.of(words);
    }

    private static void flag(List<String> words, String name, boolean set) {
        if (set) {
            words.add(name);
        }
    }

    private static void numbers(List<String> words, String name, Number value, Number usual) {
        if (value.doubleValue() != usual.doubleValue()) {
            words.addAll(List.of(name, value.toString()));
        }
    }
}
