package dev.shatter.curvature;

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
import dev.shatter.report.chart.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was found about one matrix of second derivatives, as a report with its spectral density. */
public final class CurvatureReport {
    /** Points of the drawn density. */
    private static final int POINTS = 400;

    /** Width of the kernel that nodes are drawn with, over the range of the spectrum. */
    private static final double WIDTH = 1.0 / 150;

    /** Densities below this share of the highest are not drawn. */
    private static final double LOWEST = 1e-7;

    private CurvatureReport() {}

    /**
     * The report.
     *
     * @param matrix what was looked at
     * @param model the network in words
     * @param scope examples, precision and loss, in words
     * @param parts what was found, by part of the network; the first is the whole that was asked for
     * @param sources ids of the runs behind it, may be empty
     * @param command what makes all of it again
     * @param colophon version, machine, date
     */
    public static Report of(
            Matrix matrix,
            String model,
            String scope,
            Map<String, CurvatureFindings> parts,
            List<String> sources,
            String command,
            String colophon) {
        List<Section> sections = new ArrayList<>();
        parts.forEach((part, found) -> found.density()
                .ifPresent(density -> sections.add(
                        Section.of("Spectral density", figure(matrix, scope, density, command, sources)))));
        List<Block> tables = new ArrayList<>();
        tables.add(eigenvalues(parts));
        if (parts.values().stream().anyMatch(f -> f.trace().isPresent())) {
            tables.add(traces(parts));
        }
        sections.add(new Section("NumberText", tables));
        return new Report(
                "Curvature of " + model,
                "The " + matrix.name() + " of the loss, " + matrix.formula() + ": " + scope + ".",
                sections,
                List.of(command),
                sources.stream().map(id -> new Report.Source(id, model)).toList(),
                List.of(
                        "Eigenvalues change when layers are rescaled, the function unchanged (Dinh et al. 2017): compare"
                                + " within one architecture.",
                        "Second derivatives at one point say nothing of how far the loss stays near its quadratic."),
                colophon);
    }

    private static Figure figure(
            Matrix matrix, String scope, SpectralDensity density, String command, List<String> sources) {
        double[] range = density.range();
        double span = Math.max(range[1] - range[0], Double.MIN_NORMAL);
        double width = span * WIDTH;
        double[] at = new double[POINTS];
        double[] mass = new double[POINTS];
        double highest = 0;
        for (int i = 0; i < POINTS; i++) {
            at[i] = range[0] - 4 * width + (span + 8 * width) * i / (POINTS - 1);
            mass[i] = density.density(at[i], width);
            highest = Math.max(highest, mass[i]);
        }
        for (int i = 0; i < POINTS; i++) {
            mass[i] = Math.max(mass[i], highest * LOWEST);
        }
        double within =
                density.trace(x -> Math.abs(x) <= 0.01 * Math.max(Math.abs(range[0]), Math.abs(range[1])) ? 1 : 0)
                                .value()
                        / density.size();
        return new Figure(
                "density",
                "Density of the eigenvalues",
                Picture.of(Chart.of(Panel.of(
                        Axis.linear("eigenvalue", "nats / weight²"),
                        Axis.log("density", ""),
                        Mark.Line.of(matrix.name(), Style.neutral(0), at, mass)))),
                new Figure.Caption(
                        NumberText.significant(100 * within, 3)
                                + " % of the eigenvalues are within 1 % of the largest absolute value of 0.",
                        "Stochastic Lanczos quadrature: nodes of "
                                + density.probes().size() + " random vectors, "
                                + density.products()
                                + " products in all, drawn with a Gaussian kernel of standard deviation "
                                + NumberText.significant(width, 2) + ".",
                        scope),
                new Figure.Reading(
                        "Peaks apart from the bulk are single eigenvalues or a few: of a classifier of K classes often K - 1.",
                        "The kernel has a width: the bulk is narrower than drawn, and small eigenvalues cannot be told from 0."),
                "A curve on a logarithmic axis with a high peak near zero and low peaks to its right.",
                command,
                sources);
    }

    private static Table eigenvalues(Map<String, CurvatureFindings> parts) {
        List<List<Cell>> rows = new ArrayList<>();
        parts.forEach((part, found) -> {
            for (int i = 0; i < found.top().size(); i++) {
                rows.add(row(part, "top " + (i + 1), found.top().get(i)));
            }
            for (int i = 0; i < found.bottom().size(); i++) {
                rows.add(row(part, "bottom " + (i + 1), found.bottom().get(i)));
            }
        });
        return new Table(
                "eigenvalues",
                "Eigenvalues",
                List.of(
                        Column.words("part"),
                        Column.words("place"),
                        Column.numbers("value", ""),
                        Column.numbers("error", ""),
                        Column.numbers("residual", ""),
                        Column.words("status"),
                        Column.numbers("products", "")),
                rows,
                "Residual: an eigenvalue lies within it. Error: the distance by residual²/gap where the values found leave a"
                        + " gap.");
    }

    private static List<Cell> row(String part, String place, Eigenvalue value) {
        return List.of(
                Cell.words(part),
                Cell.words(place),
                Cell.number(value.value(), 6),
                Cell.number(value.error(), 2),
                Cell.number(value.residual(), 2),
                Cell.words(value.converged() ? "converged" : "not converged"),
                Cell.count(value.products()));
    }

    private static Table traces(Map<String, CurvatureFindings> parts) {
        List<List<Cell>> rows = new ArrayList<>();
        parts.forEach((part, found) -> found.trace()
                .ifPresent(trace -> rows.add(List.of(
                        Cell.words(part),
                        Cell.count(found.size()),
                        Cell.number(trace.value(), 6),
                        Cell.number(trace.standardError(), 2),
                        Cell.count(trace.products())))));
        return new Table(
                "traces",
                "Traces",
                List.of(
                        Column.words("part"),
                        Column.numbers("parameters", ""),
                        Column.numbers("trace", ""),
                        Column.numbers("s.e.", ""),
                        Column.numbers("products", "")),
                rows,
                "Hutch++ (Meyer et al. 2021); standard error by chance over random vectors.");
    }
}
