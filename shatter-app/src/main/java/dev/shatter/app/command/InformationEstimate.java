package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.TextTable;
import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.data.store.VariableFiles;
import dev.shatter.information.Estimate;
import dev.shatter.information.Estimators;
import dev.shatter.information.Observations;
import dev.shatter.information.Quantity;
import dev.shatter.information.Unit;
import dev.shatter.information.Variables;
import dev.shatter.report.NumberText;
import dev.shatter.stats.Interval;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An estimate from a sample in files. */
@Command(
        name = "estimate",
        description = "estimate information, a divergence or an entropy from a sample",
        footer = {
            "",
            "With FILE, --x, --y and --z name its columns, joined by +; without, they name files: a table "
                    + "with a header (.csv, .tsv) or a NumPy array (.npy), whole. A column with a cell that is no number holds "
                    + "categories. The floor is the mean of the same estimator on a sample in which there is nothing to find: y "
                    + "shuffled, within equal z if z is given.",
            "Example: shatter information estimate table.csv --x width --y kind --estimator mixed"
        })
final class InformationEstimate implements Runnable {
    /** Beyond so many observations the floor is of few shuffles unless asked for more: it hardly moves there. */
    private static final int LARGE = 20_000;

    private static final int SHUFFLES = 20;
    private static final int SHUFFLES_OF_LARGE = 5;

    /** Coordinates beyond which an estimate of a large sample takes so long that one shuffle must do. */
    private static final int MANY = 4;

    @Mixin
    private Output output;

    @Mixin
    private ThreadsOption threads;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "the table or array that holds all columns")
    private @Nullable Path file;

    @Option(names = "--x", paramLabel = "FILE|COLUMNS", required = true, description = "the first variable")
    private String x;

    @Option(names = "--y", paramLabel = "FILE|COLUMNS", description = "the second; of a divergence, the other sample")
    private @Nullable String y;

    @Option(names = "--z", paramLabel = "FILE|COLUMNS", description = "what is given, for I(X;Y|Z)")
    private @Nullable String z;

    @Option(
            names = "--estimator",
            paramLabel = "REF",
            defaultValue = "ksg1",
            description = "see 'information list' (default: ${DEFAULT-VALUE})")
    private String estimator;

    @Option(
            names = "--categorical",
            split = "\\+",
            paramLabel = "COLUMN",
            description = "columns of numbers that are categories, joined by +")
    private Set<String> categories = Set.of();

    @Option(names = "--bits", description = "bits in place of nats")
    private boolean bits;

    @Option(
            names = "--shuffles",
            paramLabel = "N",
            description =
                    "for the floor and its p-value (default: 20; beyond 20,000 observations 5, with more than 4 coordinates 1)")
    private @Nullable Integer shuffles;

    @Option(
            names = "--level",
            paramLabel = "P",
            defaultValue = "0.95",
            converter = Probability.class,
            description = "of the interval (default: ${DEFAULT-VALUE})")
    private double level;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of shuffles and groups (default: ${DEFAULT-VALUE})")
    private long seed;

    @Override
    public void run() {
        Variant reference = Estimators.CATALOGUE.parse(estimator);
        Quantity quantity = Estimators.CATALOGUE.get(reference).quantity();
        if ((y == null) != (quantity == Quantity.ENTROPY)) {
            throw BadInput.in(
                    "--y",
                    y == null ? "is missing" : "is one variable too many for an entropy",
                    y == null ? "name the second variable" : "leave it out");
        }
        if (shuffles != null && (shuffles < 0 || shuffles > 1_000_000)) {
            throw BadInput.in("--shuffles", shuffles + " is out of range", "give 0 to 1,000,000");
        }
        Variables first = read(x);
        Variables second = y == null ? Variables.none(first.count()) : read(y);
        Variables given = z == null ? Variables.none(first.count()) : read(z);
        Estimate.Look look = new Estimate.Look(
                bits ? Unit.BITS : Unit.NATS, shuffles != null ? shuffles : shuffles(first, second), level, seed);
        Observations sample = new Observations(first, second, given);
        print(output.console(), within(() -> Estimate.of(reference, sample, look)));
    }

    private static int shuffles(Variables x, Variables y) {
        if (Math.max(x.count(), y.count()) <= LARGE) {
            return SHUFFLES;
        }
        return x.dimension() + y.dimension() > MANY ? 1 : SHUFFLES_OF_LARGE;
    }

    private Variables read(String text) {
        return file == null
                ? VariableFiles.read(Path.of(text), List.of(), categories)
                : VariableFiles.read(file, List.of(text.split("\\+", -1)), categories);
    }

    /** On as many threads as are asked for: parallel streams stay in the pool that begins them. */
    private Estimate within(Supplier<Estimate> work) {
        if (threads.count().isEmpty()) {
            return work.get();
        }
        ForkJoinPool pool = new ForkJoinPool(threads.count().getAsInt());
        try {
            return pool.submit(work::get).join();
        } finally {
            pool.shutdown();
        }
    }

    private static void print(Console console, Estimate found) {
        Interval interval = found.interval();
        Estimate.Floor floor = found.floor();
        console.line(number(found.value()) + " " + found.unit().word() + "  " + found.quantity() + " by "
                + found.estimator());
        TextTable table = TextTable.of(" ", "  ");
        table.row(
                NumberText.significant(100 * interval.level(), 3) + " % interval",
                number(interval.low()) + " to " + number(interval.high()) + " (" + interval.method()
                        + "; the bias is not in it)");
        table.row(
                "floor",
                floor == null
                        ? "none"
                        : number(floor.mean())
                                + (Double.isNaN(floor.deviation()) ? "" : ", deviation " + number(floor.deviation()))
                                + ", of " + floor.shuffles() + " shuffles; p = "
                                + NumberText.significant(floor.pValue(), 2));
        table.row(
                "observations",
                NumberText.count(found.n()) + (found.m() > 0 ? " and " + NumberText.count(found.m()) : "")
                        + ", coordinates " + found.dimension());
        table.row("bias", found.bias());
        table.row("beware", found.pitfall());
        table.row("source", found.source());
        console.table(table);
        console.json(found);
    }

    private static String number(double value) {
        return NumberText.significant(value, 4);
    }
}
