package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.PlainFormat;
import dev.shatter.app.ProgressLine;
import dev.shatter.app.TextTable;
import dev.shatter.core.Home;
import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.data.Dataset;
import dev.shatter.data.Subset;
import dev.shatter.data.store.DataStore;
import dev.shatter.kernel.FeatureMaps;
import dev.shatter.kernel.KernelFit;
import dev.shatter.kernel.KernelRegression;
import dev.shatter.kernel.Kernels;
import dev.shatter.kernel.Solvers;
import dev.shatter.kernel.Targets;
import dev.shatter.torch.Natives;
import dev.shatter.torch.Threads;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Kernel regression, exact where that is asked for. */
@Command(
        name = "kernel",
        description = "fit whole data sets exactly with kernels",
        subcommands = KernelCommand.Fit.class)
final class KernelCommand implements Runnable {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec command;

    /** Without a subcommand: the help. */
    @Override
    public void run() {
        command.commandLine().usage(command.commandLine().getOut());
    }

    @Command(
            name = "fit",
            description = "solve (K + ridge I) A = Y for all training points and predict",
            footer = {
                "",
                "With ridge 0 the solution interpolates: it is the function of smallest norm that fits every label.",
                "Example: shatter kernel fit --data fashion-mnist-12k --kernel gaussian,gamma=0.02 --n 5000"
            })
    static final class Fit implements Runnable {
        @Mixin
        private Output output;

        @Mixin
        private ThreadsOption threads;

        @Option(names = "--data", required = true, paramLabel = "REF", description = "data set, see 'data list'")
        private String data;

        @Option(
                names = "--kernel",
                paramLabel = "K",
                defaultValue = "gaussian",
                description = "gaussian,gamma=G, laplacian,gamma=G, polynomial:DEGREE, arc-cosine (default: gaussian)")
        private String kernel;

        @Option(
                names = "--features",
                paramLabel = "F",
                defaultValue = "pixels",
                description = "pixels, gabor or random-conv:FILTERS (default: pixels)")
        private String features;

        @Option(
                names = "--solver",
                paramLabel = "S",
                defaultValue = "direct",
                description = "direct, or nystrom:RANK for more points than memory holds (default: direct)")
        private String solver;

        @Option(
                names = "--ridge",
                paramLabel = "L",
                defaultValue = "0",
                description = "added to the diagonal; 0 fits exactly (default: 0)")
        private double ridge;

        @Option(names = "--n", paramLabel = "N", description = "training points, stratified (default: all)")
        private @Nullable Integer n;

        @Option(names = "--test-n", paramLabel = "N", description = "test points, stratified (default: all)")
        private @Nullable Integer tests;

        @Option(
                names = "--labels",
                paramLabel = "L",
                defaultValue = "true",
                description = "corruption of the training labels, as of 'train' (default: true)")
        private String labels;

        @Option(
                names = "--targets",
                paramLabel = "T",
                defaultValue = "one-hot",
                description = "one-hot (1 and 0) or signs (1 and -1) (default: one-hot)")
        private String targets;

        @Option(
                names = "--tolerance",
                paramLabel = "X",
                defaultValue = "1e-6",
                description = "relative residual, in double precision, at which to stop (default: 1e-6)")
        private double tolerance;

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "1",
                description = "of the subset, the labels and random features (default: 1)")
        private long seed;

        @Override
        public void run() {
            Console console = output.console();
            KernelRegression regression = new KernelRegression(
                    Kernels.CATALOGUE.parse(kernel),
                    FeatureMaps.parse(features),
                    Solvers.parse(solver),
                    ridge,
                    Targets.parse(targets),
                    tolerance);
            Dataset prepared = prepare();
            Natives.load();
            threads.count().ifPresent(Threads::use);
            KernelFit fit;
            try (ProgressLine progress = console.progress("kernel fit")) {
                fit = regression.fit(
                        prepared, (what, done, total) -> progress.at(total == 0 ? 0 : (double) done / total, what));
            }
            show(console, regression, fit);
            console.json(json(regression, fit));
        }

        private Dataset prepare() {
            Dataset whole = new DataStore(Home.path()).open(data);
            Dataset taken = n == null && tests == null
                    ? whole
                    : Subset.of(
                            whole,
                            n == null ? whole.train().count() : n,
                            tests == null ? whole.test().count() : tests,
                            seed);
            return LabelCorruptions.apply(taken, LabelCorruptions.CATALOGUE.parse(labels), seed);
        }

        private static void show(Console console, KernelRegression regression, KernelFit fit) {
            TextTable table = TextTable.of("result", "value");
            table.row("kernel", Kernels.CATALOGUE.brief(regression.kernel()));
            table.row("training points", fit.n() + (fit.merged() > 0 ? ", " + fit.merged() + " copies left out" : ""));
            table.row("features", fit.dimensions());
            table.row("train error", percent(fit.trainError()));
            table.row("test error", percent(fit.testError()));
            table.row("relative residual", PlainFormat.of("%.2g", fit.relativeResidual()));
            table.row("norm", PlainFormat.of("%.4g", Math.sqrt(fit.squaredNorm())));
            table.row("condition, about", PlainFormat.of("%.1g", fit.condition()));
            table.row("steps", fit.steps());
            table.row("peak memory", PlainFormat.of("%.2f GiB", fit.peakBytes() / (double) (1 << 30)));
            table.row("time", PlainFormat.of("%.1f s", fit.seconds()));
            console.table(table);
            if (!fit.reached()) {
                console.line(PlainFormat.of(
                        "The residual stops at %.2g, above the tolerance: the fp32 factor of a matrix this badly "
                                + "conditioned corrects no further.",
                        fit.relativeResidual()));
            }
        }

        private static Map<String, Object> json(KernelRegression regression, KernelFit fit) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("kernel", regression.kernel());
            json.put("features", regression.features());
            json.put("solver", regression.solver());
            json.put("ridge", regression.ridge());
            json.put("targets", regression.targets().text());
            json.put("n", fit.n());
            json.put("merged", fit.merged());
            json.put("tests", fit.tests());
            json.put("dimensions", fit.dimensions());
            json.put("trainError", fit.trainError());
            json.put("testError", fit.testError());
            json.put("relativeResidual", fit.relativeResidual());
            json.put("reached", fit.reached());
            json.put("squaredNorm", fit.squaredNorm());
            json.put("condition", fit.condition());
            json.put("steps", fit.steps());
            json.put("peakBytes", fit.peakBytes());
            json.put("seconds", fit.seconds());
            json.put("phases", fit.phases());
            return json;
        }

        private static String percent(double fraction) {
            return PlainFormat.of("%.2f %%", 100 * fraction);
        }
    }
}
