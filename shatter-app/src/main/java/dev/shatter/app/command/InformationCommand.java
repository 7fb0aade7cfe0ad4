package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.TextTable;
import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.information.Bottleneck;
import dev.shatter.information.Capacity;
import dev.shatter.information.CodeLengths;
import dev.shatter.information.CountEstimator;
import dev.shatter.information.Entropy;
import dev.shatter.information.Estimator;
import dev.shatter.information.Estimators;
import dev.shatter.information.Joint;
import dev.shatter.information.RateDistortion;
import dev.shatter.information.Unit;
import dev.shatter.report.NumberText;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Information: of tables of counts, of laws that are known, and of samples. Loads nothing native. */
@Command(
        name = "information",
        description =
                "entropies, divergences, mutual information: of counts, of known laws, and estimated from samples",
        subcommands = InformationEstimate.class,
        footer = {
            "",
            "Tables are typed, rows joined by /, or are CSV files of numbers.",
            "Example: shatter information mutual 8,2/3,7 --estimator miller-madow --bits"
        })
final class InformationCommand implements Runnable {
    /** Slopes of a rate-distortion curve, from one that costs almost nothing to one that keeps almost all. */
    private static final double[] SLOPES = {0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16};

    /** Worth of a nat about y, around where bottlenecks open. */
    private static final double[] BETAS = {1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 6, 10, 20};

    private static final int STARTS = 6;

    @Spec
    private CommandSpec command;

    /** What informations are counted in. */
    static final class In {
        @Option(names = "--bits", description = "bits in place of nats")
        private boolean bits;

        Unit unit() {
            return bits ? Unit.BITS : Unit.NATS;
        }
    }

    /** The estimator that works on counts. */
    static final class Counting {
        @Option(
                names = "--estimator",
                paramLabel = "NAME",
                defaultValue = "plug-in",
                description = "plug-in, miller-madow or grassberger (default: ${DEFAULT-VALUE})")
        private String name;

        CountEstimator estimator() {
            return Estimators.OF_COUNTS.get(name);
        }
    }

    /** Without a subcommand: the help. */
    @Override
    public void run() {
        command.commandLine().usage(command.commandLine().getOut());
    }

    @Command(name = "list", description = "list the estimators, or say everything about one")
    void list(
            @Mixin Output output,
            @Parameters(paramLabel = "NAME", arity = "0..1", description = "the estimator to show") @Nullable
                    String name) {
        CatalogueView.show(output.console(), Estimators.CATALOGUE, name, "estimates", InformationCommand::estimates);
    }

    @Command(name = "entropy", description = "H(X) from how often each value was seen")
    void entropy(
            @Mixin Output output,
            @Mixin In in,
            @Mixin Counting counting,
            @Parameters(paramLabel = "COUNTS", description = "such as 5,3,2, or a CSV file") String text) {
        long[] counts = NumberRows.counts(text, NumberRows.line(text));
        answer(
                output,
                in.unit(),
                counting.estimator().entropy(counts),
                "H(X) by " + counting.name,
                Map.of("n", Arrays.stream(counts).sum()));
    }

    @Command(name = "mutual", description = "I(X;Y) from a table of counts, a row a value of x")
    void mutual(
            @Mixin Output output,
            @Mixin In in,
            @Mixin Counting counting,
            @Parameters(paramLabel = "TABLE", description = "such as 8,2/3,7, or a CSV file") String text) {
        long[][] table = NumberRows.counts(text);
        answer(
                output,
                in.unit(),
                counting.estimator().information(table),
                "I(X;Y) by " + counting.name,
                Map.of("n", Arrays.stream(table).flatMapToLong(Arrays::stream).sum()));
    }

    @Command(name = "conditional", description = "I(X;Y|Z) from a table of counts for each value of z")
    void conditional(
            @Mixin Output output,
            @Mixin In in,
            @Mixin Counting counting,
            @Parameters(paramLabel = "TABLE", arity = "1..*", description = "a table a value of z")
                    List<String> texts) {
        List<long[][]> tables = texts.stream().map(NumberRows::counts).toList();
        long n = tables.stream()
                .flatMap(Arrays::stream)
                .flatMapToLong(Arrays::stream)
                .sum();
        if (n == 0) {
            throw BadInput.in("tables of counts", "hold no count", "give counts, not all of them 0");
        }
        answer(
                output,
                in.unit(),
                counting.estimator().conditional(tables),
                "I(X;Y|Z) by " + counting.name,
                Map.of("n", n));
    }

    @Command(name = "kl", description = "KL(P||Q) of two laws, or of the frequencies of two rows of counts")
    void kl(
            @Mixin Output output,
            @Mixin In in,
            @Parameters(index = "0", paramLabel = "P", description = "such as 0.5,0.25,0.25") String p,
            @Parameters(index = "1", paramLabel = "Q", description = "as many") String q) {
        answer(output, in.unit(), Entropy.relative(law(p), law(q)), "KL(P||Q)", Map.of());
    }

    @Command(
            name = "code",
            description = "bits a symbol of Huffman and arithmetic codes against H; a wrong code costs KL more")
    void code(
            @Mixin Output output,
            @Parameters(paramLabel = "LAW", description = "probabilities or counts, such as 0.5,0.25,0.25") String text,
            @Option(
                            names = "--wrong",
                            paramLabel = "LAW",
                            description = "law that a wrong code believes in (default: uniform)")
                    @Nullable
                    String wrong,
            @Option(
                            names = "--symbols",
                            paramLabel = "N",
                            defaultValue = "10000",
                            description = "symbols drawn and written (default: ${DEFAULT-VALUE})")
                    int symbols,
            @Option(
                            names = "--seed",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "of the symbols (default: ${DEFAULT-VALUE})")
                    long seed) {
        if (symbols < 1 || symbols > 10_000_000) {
            throw BadInput.in("--symbols", symbols + " is out of range", "give 1 to 10,000,000");
        }
        double[] law = law(text);
        double[] other = new double[law.length];
        Arrays.fill(other, 1.0 / law.length);
        CodeLengths lengths =
                CodeLengths.of(law, wrong == null ? other : law(wrong), symbols, Chance.of(seed, "symbols"));
        Console console = output.console();
        console.line(shown(lengths.entropy())
                + " bits a symbol is the entropy; no code of the law can be shorter on average.");
        console.line("");
        console.table(TextTable.of("bits a symbol", "for the law", "for the wrong law")
                .row("Huffman, on average", shown(lengths.huffman()), shown(lengths.wrongHuffman()))
                .row("arithmetic, as written", shown(lengths.arithmetic()), shown(lengths.wrongArithmetic()))
                .row("H, and H + KL", shown(lengths.entropy()), shown(lengths.entropy() + lengths.divergence())));
        console.line("");
        console.line("Huffman's words: " + String.join(" ", lengths.words().subList(0, Math.min(16, law.length))));
        console.json(lengths);
    }

    @Command(name = "capacity", description = "capacity of a channel, a row of output probabilities an input")
    void capacity(
            @Mixin Output output,
            @Mixin In in,
            @Parameters(paramLabel = "CHANNEL", description = "such as 0.9,0.1/0.1,0.9, or a CSV file") String text) {
        Capacity capacity = Capacity.of(NumberRows.of(text));
        answer(
                output,
                in.unit(),
                capacity.nats(),
                "capacity, to " + NumberText.significant(Math.max(capacity.gap(), 1e-12), 1),
                Map.of("input", capacity.input(), "gap", in.unit().of(capacity.gap())));
    }

    @Command(name = "rate-distortion", description = "the least information that keeps a source within a distortion")
    void rateDistortion(
            @Mixin Output output,
            @Mixin In in,
            @Parameters(index = "0", paramLabel = "LAW", description = "probabilities or counts of the source")
                    String text,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "DISTORTION",
                            description = "a row a value of x; 0 if right and 1 if wrong unless given")
                    @Nullable
                    String distortion) {
        double[] law = law(text);
        double[][] table = distortion == null ? hamming(law.length) : NumberRows.of(distortion);
        List<RateDistortion> curve = Arrays.stream(SLOPES)
                .mapToObj(beta -> RateDistortion.of(law, table, beta))
                .toList();
        TextTable shown = TextTable.of("distortion", "rate, " + in.unit().word(), "slope -beta");
        curve.forEach(p -> shown.row(shown(p.distortion()), shown(in.unit().of(p.rate())), shown(-p.beta())));
        show(
                output,
                shown,
                curve.stream()
                        .map(p -> point(
                                in,
                                p.beta(),
                                "distortion",
                                p.distortion(),
                                "rate",
                                in.unit().of(p.rate())))
                        .toList());
    }

    @Command(
            name = "bottleneck",
            description =
                    "the discrete information bottleneck: how much about y a summary of x keeps, against its size")
    void bottleneck(
            @Mixin Output output,
            @Mixin In in,
            @Parameters(paramLabel = "TABLE", description = "counts or probabilities, a row a value of x") String text,
            @Option(names = "--values", paramLabel = "N", description = "values of the summary (default: as x has)")
                    @Nullable
                    Integer values) {
        double[][] table = NumberRows.of(text);
        double sum = Arrays.stream(table).flatMapToDouble(Arrays::stream).sum();
        Joint joint = new Joint(Arrays.stream(table)
                .map(row -> Arrays.stream(row).map(v -> v / sum).toArray())
                .toArray(double[][]::new));
        List<Bottleneck> curve = Arrays.stream(BETAS)
                .mapToObj(beta -> Bottleneck.of(
                        joint, beta, values == null ? table.length : values, STARTS, Chance.of(1, "bottleneck")))
                .toList();
        TextTable shown = TextTable.of("beta", "I(X;T), " + in.unit().word(), "I(T;Y)", "of I(X;Y)");
        double all = joint.information();
        curve.forEach(p -> shown.row(
                shown(p.beta()),
                shown(in.unit().of(p.ofX())),
                shown(in.unit().of(p.ofY())),
                all > 0 ? NumberText.significant(100 * p.ofY() / all, 3) + " %" : "-"));
        show(
                output,
                shown,
                curve.stream()
                        .map(p -> point(
                                in,
                                p.beta(),
                                "ofX",
                                in.unit().of(p.ofX()),
                                "ofY",
                                in.unit().of(p.ofY())))
                        .toList());
    }

    /** One number: for a person with its unit, for a program with what else there is. */
    private static void answer(Output output, Unit unit, double nats, String what, Map<String, Object> more) {
        Console console = output.console();
        console.line(shown(unit.of(nats)) + " " + unit.word() + "  " + what);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("value", unit.of(nats));
        json.put("unit", unit);
        json.put("quantity", what);
        json.putAll(more);
        console.json(json);
    }

    private static void show(Output output, TextTable table, List<Map<String, Object>> points) {
        Console console = output.console();
        console.table(table);
        console.json(points);
    }

    private static Map<String, Object> point(In in, double beta, String first, double a, String second, double b) {
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("beta", beta);
        point.put(first, a);
        point.put(second, b);
        point.put("unit", in.unit());
        return point;
    }

    private static String estimates(Estimator estimator) {
        return switch (estimator.quantity()) {
            case INFORMATION -> estimator.takesCondition() ? "I(X;Y), I(X;Y|Z)" : "I(X;Y)";
            case DIVERGENCE -> "KL(X||Y)";
            case ENTROPY -> "H(X)";
        };
    }

    private static double[][] hamming(int values) {
        double[][] table = new double[values][values];
        for (int x = 0; x < values; x++) {
            int own = x;
            Arrays.setAll(table[x], t -> t == own ? 0 : 1);
        }
        return table;
    }

    /** Probabilities, or the frequencies of counts. */
    private static double[] law(String text) {
        double[] row = NumberRows.line(text);
        double sum = Arrays.stream(row).sum();
        if (!(sum > 0) || Arrays.stream(row).anyMatch(v -> v < 0)) {
            throw BadInput.in(text, "is no law", "give numbers of at least 0, not all of them 0");
        }
        return Arrays.stream(row).map(v -> v / sum).toArray();
    }

    private static String shown(double value) {
        return NumberText.significant(value, 6);
    }
}
