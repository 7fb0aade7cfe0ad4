package dev.shatter.measure.catalogue;

import dev.shatter.measure.Measure;
import dev.shatter.measure.Need;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.measure.WeightLayer;
import dev.shatter.measure.norm.MarginMeasures;
import dev.shatter.measure.norm.PathNorms;
import dev.shatter.measure.norm.SpectralMeasures;
import dev.shatter.measure.norm.SpectrumMeasures;
import dev.shatter.report.Block;
import dev.shatter.report.Cell;
import dev.shatter.report.Figure;
import dev.shatter.report.NumberText;
import dev.shatter.report.Picture;
import dev.shatter.report.Report;
import dev.shatter.report.Section;
import dev.shatter.report.Table;
import dev.shatter.report.Table.Column;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.ReferenceLine;
import dev.shatter.report.chart.Style;
import dev.shatter.run.Measurement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What was measured on one network, as a report: margins, spectra, and every number with what it takes to read it. */
public final class MeasureReport {
    /** Points of a drawn distribution function: more cannot be told apart. */
    private static final int POINTS = 300;

    /** Layers whose spectra are drawn. */
    private static final int PANELS = 6;

    private MeasureReport() {}

    /**
     * The report.
     *
     * @param model the network in words
     * @param sources ids of the runs behind it, may be empty
     * @param command what makes all of it again
     * @param colophon version, machine, date
     */
    public static Report of(
            Subject subject,
            String model,
            List<Measurement> measured,
            List<String> sources,
            String command,
            String colophon) {
        List<Section> sections = new ArrayList<>();
        List<Panel> margins = margins(subject);
        if (!margins.isEmpty()) {
            sections.add(Section.of("Margins", margins(subject, margins, command, sources)));
        }
        List<SpectrumMeasures.Layer> spectra = spectra(subject);
        if (!spectra.isEmpty()) {
            sections.add(Section.of("Spectra of the weights", spectra(spectra, command, sources)));
        }
        sections.add(new Section("All numbers", tables(measured)));
        List<Block> skipped = skipped(measured);
        if (!skipped.isEmpty()) {
            sections.add(new Section("What was not measured", skipped));
        }
        long count = measured.stream().filter(Measurement::measured).count();
        return new Report(
                "Complexity of " + model,
                count
                        + " measures of one trained network. Each is a number that may go along with the generalisation gap;"
                        + " none of them promises anything.",
                sections,
                List.of(command),
                sources.stream().map(id -> new Report.Source(id, model)).toList(),
                List.of(
                        "One network: nothing here says how much the numbers vary between trainings.",
                        "Most norms and sharpness change when layers are rescaled, the function unchanged: compare within one"
                                + " architecture, trained to the same loss."),
                colophon);
    }

    /** A normaliser that is not defined for this network, or a panel of it, is left out. */
    private static List<Panel> margins(Subject subject) {
        List<Panel> panels = new ArrayList<>();
        if (!subject.missing(java.util.Set.of(Need.TRAIN)).isEmpty()) {
            return panels;
        }
        add(
                panels,
                subject,
                "a  over the product of spectral norms",
                s -> MarginMeasures.product(s, WeightLayer::spectral));
        add(
                panels,
                subject,
                "b  over R_A ||X|| / n",
                s -> SpectralMeasures.complexity(s, false) * SpectralMeasures.inputNorm(s) / s.n());
        add(panels, subject, "c  over the path norm", s -> PathNorms.of(s.wide(), 2));
        if (panels.isEmpty()) {
            add(panels, subject, "as they are: the layers are not known", s -> 1);
        }
        return panels;
    }

    private static void add(List<Panel> panels, Subject subject, String title, ToDoubleFunction<Subject> normaliser) {
        try {
            double by = normaliser.applyAsDouble(subject);
            List<Mark> marks = new ArrayList<>();
            marks.add(distribution("training", Style.neutral(0), subject.outputs(), by));
            if (subject.missing(java.util.Set.of(Need.TEST)).isEmpty()) {
                marks.add(distribution("test", Style.neutral(1), subject.testOutputs(), by));
            }
            panels.add(new Panel(
                    title,
                    Axis.linear("normalised margin", ""),
                    Axis.linear("share below", "").range(0, 1),
                    marks,
                    List.of(ReferenceLine.upright(0, ""))));
        } catch (Unmeasurable e) {
            // Said where the measure of that name says it.
        }
    }

    private static Mark distribution(String name, Style style, Outputs outputs, double by) {
        double[] sorted =
                Arrays.stream(outputs.margins()).map(m -> m / by).sorted().toArray();
        int points = Math.min(POINTS, sorted.length);
        double[] x = new double[points];
        double[] y = new double[points];
        for (int i = 0; i < points; i++) {
            int at = points == 1 ? 0 : (int) ((long) i * (sorted.length - 1) / (points - 1));
            x[i] = sorted[at];
            y[i] = (at + 1.0) / sorted.length;
        }
        return Mark.Line.of(name, style, x, y);
    }

    private static Figure margins(Subject subject, List<Panel> panels, String command, List<String> sources) {
        Outputs outputs = subject.outputs();
        double below = (double) outputs.errors() / outputs.count();
        return new Figure(
                "margins",
                "Normalised margins",
                Picture.of(Chart.multiples(1, panels).free().sized(Chart.WIDTH, 40 + 230 * panels.size())),
                new Figure.Caption(
                        NumberText.significant(100 * below, 3) + " % of the training examples have no positive margin.",
                        "Margin: the right class's output less the largest other. Share of examples below each value, divided by"
                                + " three measures of the weights; each panel has an axis of its own.",
                        outputs.count() + " training examples"),
                new Figure.Reading(
                        "On random labels these curves lie further left than on true ones, for the same architecture (Bartlett,"
                                + " Foster and Telgarsky 2017).",
                        "The scale depends on the normaliser: values of different panels or architectures do not compare."),
                "Rising curves of the share of examples below each normalised margin, for training and test examples.",
                command,
                sources);
    }

    private static List<SpectrumMeasures.Layer> spectra(Subject subject) {
        try {
            return SpectrumMeasures.fits(subject).stream()
                    .sorted(Comparator.comparingInt(layer -> -layer.eigenvalues().length))
                    .limit(PANELS)
                    .sorted(Comparator.comparing(SpectrumMeasures.Layer::name))
                    .toList();
        } catch (Unmeasurable e) {
            return List.of();
        }
    }

    private static Figure spectra(List<SpectrumMeasures.Layer> layers, String command, List<String> sources) {
        List<Panel> panels = layers.stream().map(MeasureReport::spectrum).toList();
        int columns = panels.size() == 1 ? 1 : 2;
        int rows = (panels.size() + columns - 1) / columns;
        String exponents = layers.stream()
                .map(layer -> layer.name() + " "
                        + NumberText.significant(layer.fit().alpha(), 3) + " (p = "
                        + NumberText.significant(layer.goodness(), 2)
                        + (layer.noBetterThanShuffled() ? ", no better" : "")
                        + ")")
                .collect(Collectors.joining("; "));
        return new Figure(
                "spectra",
                "Eigenvalues of the weights",
                Picture.of(Chart.multiples(columns, panels).free().sized(Chart.WIDTH, 50 + 240 * rows)),
                new Figure.Caption(
                        "Power-law exponents: " + exponents + ".",
                        "Share of the eigenvalues of W^T W / N at or above each value, both axes logarithmic, with the edges of"
                                + " Marchenko and Pastur's law for noise of the same variance and the power law fitted by the"
                                + " method of Clauset et al.; p by bootstrap; 'no better': the fit of the shuffled matrix is as"
                                + " good.",
                        "one network; layers with both sides of at least 50"),
                new Figure.Reading(
                        "Eigenvalues right of the upper edge are directions that noise does not explain.",
                        "A straight line on these axes is not a proof of a power law: see p and the shuffled matrix."),
                "Falling curves on logarithmic axes, one a layer, with a fitted line and two upright edges.",
                command,
                sources);
    }

    private static Panel spectrum(SpectrumMeasures.Layer layer) {
        double[] falling = Arrays.stream(layer.eigenvalues())
                .filter(e -> e > layer.eigenvalues()[0] * 1e-6)
                .toArray();
        int size = layer.eigenvalues().length;
        double[] share = new double[falling.length];
        for (int i = 0; i < share.length; i++) {
            share[i] = (i + 1.0) / size;
        }
        double xmin = layer.fit().xmin();
        double[] x = {xmin, layer.largest()};
        double at = (double) layer.fit().tail() / size;
        double[] y = {at, at * Math.pow(layer.largest() / xmin, 1 - layer.fit().alpha())};
        List<ReferenceLine> edges = new ArrayList<>();
        edges.add(ReferenceLine.upright(layer.law().high(), "upper edge"));
        if (layer.law().low() > falling[falling.length - 1]) {
            edges.add(ReferenceLine.upright(layer.law().low(), "lower edge"));
        }
        return new Panel(
                layer.name(),
                Axis.log("eigenvalue", ""),
                Axis.log("share at or above", ""),
                List.of(
                        Mark.Points.of("eigenvalues", Style.neutral(0), falling, share),
                        Mark.Line.of("power law", Style.neutral(1), x, y)),
                edges);
    }

    /** A table a family, each number with what a large one means. */
    private static List<Block> tables(List<Measurement> measured) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Paragraph(
                        "By family, each with what a large value means, or what it is. n: examples used, none for measures of"
                                + " the weights alone. Formulas, conventions and sources stand in docs/measures.md under the same names."));
        Measures.byFamily(measured).forEach((title, family) -> blocks.add(table(title, family)));
        return blocks;
    }

    private static Table table(String title, List<Measurement> family) {
        boolean errors = family.stream().anyMatch(MeasureReport::hasError);
        boolean counts = family.stream().anyMatch(m -> m.n() > 0);
        boolean remarks = family.stream().anyMatch(m -> !m.remark().isEmpty());
        List<Column> columns = new ArrayList<>(List.of(Column.words("measure"), Column.numbers("value", "")));
        if (errors) {
            columns.add(Column.numbers("s.e.", ""));
        }
        columns.add(Column.words("unit"));
        if (counts) {
            columns.add(Column.numbers("n", ""));
        }
        columns.add(Column.words("reading"));
        if (remarks) {
            columns.add(Column.words("remarks"));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Measurement m : family) {
            List<Cell> row = new ArrayList<>(List.of(Cell.words(m.reference()), Cell.number(m.value(), 5)));
            if (errors) {
                row.add(hasError(m) ? Cell.number(m.standardError(), 2) : Cell.none());
            }
            row.add(Cell.words(m.unit()));
            if (counts) {
                row.add(m.n() > 0 ? Cell.count(m.n()) : Cell.none());
            }
            Measure measure = Measures.CATALOGUE.get(m.name());
            row.add(Cell.words(measure.reading().isEmpty() ? measure.summary() : measure.reading()));
            if (remarks) {
                row.add(Cell.words(m.remark()));
            }
            rows.add(row);
        }
        return new Table(
                "measures-" + title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"), title, columns, rows, "");
    }

    private static boolean hasError(Measurement m) {
        return m.standardError() > 0 && Double.isFinite(m.standardError());
    }

    private static List<Block> skipped(List<Measurement> measured) {
        return MeasureRunner.skipped(measured).stream()
                .map(s ->
                        (Block) new Block.Paragraph("`" + String.join("`, `", s.measures()) + "`: " + s.reason() + "."))
                .toList();
    }
}
