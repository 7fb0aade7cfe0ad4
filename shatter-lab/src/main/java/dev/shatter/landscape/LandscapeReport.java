package dev.shatter.landscape;

import dev.shatter.report.Figure;
import dev.shatter.report.NumberText;
import dev.shatter.report.Picture;
import dev.shatter.report.Report;
import dev.shatter.report.Section;
import dev.shatter.report.chart.Axis;
import dev.shatter.report.chart.Chart;
import dev.shatter.report.chart.Mark;
import dev.shatter.report.chart.Panel;
import dev.shatter.report.chart.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Figures of a landscape, and a report of them. */
public final class LandscapeReport {
    private static final int PANEL = 260;

    private final String model;
    private final String sample;
    private final String command;
    private final List<String> sources;
    private final List<Figure> figures = new ArrayList<>();

    /**
     * A report without figures yet.
     *
     * @param model the network in words
     * @param sources ids of the runs behind it, may be empty
     * @param command what makes all of it again
     */
    public LandscapeReport(Ground ground, String model, List<String> sources, String command) {
        this.model = model;
        this.sources = List.copyOf(sources);
        this.command = command;
        sample =
                ground.trainCount() + " training and " + ground.testCount() + " test examples, the same at every place";
    }

    /** With slices along lines. */
    public void slices(List<Slice> slices) {
        List<Mark> losses = new ArrayList<>();
        List<Mark> errors = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            Slice slice = slices.get(i);
            losses.add(line(
                    slice.name(),
                    Style.neutral(i),
                    slice.places(),
                    p -> p.train().loss()));
            errors.add(line(
                    slice.name(),
                    Style.neutral(i),
                    slice.places(),
                    p -> p.train().error()));
        }
        double rise = slices.stream()
                .flatMap(slice -> slice.places().stream())
                .mapToDouble(p -> p.train().loss())
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        figures.add(figure(
                "slices",
                "Along lines through the trained weights",
                Chart.multiples(
                                2,
                                List.of(
                                        panel("a  training loss", "step along the direction", "loss", "nats", losses),
                                        panel("b  training error", "step along the direction", "error", "", errors)))
                        .free()
                        .sized(Chart.WIDTH, PANEL + 60),
                "The training loss rises to " + NumberText.significant(rise, 3)
                        + " nats within the lines that were looked at.",
                "Each line passes through the trained weights at 0. Filter-normalised directions change each filter by its own"
                        + " length at a step of 1 (Li et al. 2018).",
                "Curves of training loss and error against the step along each direction, lowest near 0."));
    }

    /** With ways between two networks. */
    public void ways(List<Way> ways) {
        List<Mark> losses = new ArrayList<>();
        List<Mark> errors = new ArrayList<>();
        List<String> barriers = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            Way way = ways.get(i);
            Style train = Style.neutral(2 * i);
            Style test = Style.neutral(2 * i + 1);
            losses.add(line(
                    way.name() + ", training",
                    train,
                    way.places(),
                    p -> p.train().loss()));
            errors.add(line(
                    way.name() + ", training",
                    train,
                    way.places(),
                    p -> p.train().error()));
            if (way.places().get(0).test() != null) {
                losses.add(line(way.name() + ", test", test, way.places(), LandscapeReport::testLoss));
                errors.add(line(way.name() + ", test", test, way.places(), LandscapeReport::testError));
            }
            barriers.add(words(way));
        }
        figures.add(figure(
                "ways",
                "Between two networks",
                Chart.multiples(
                                2,
                                List.of(
                                        panel(
                                                "a  loss",
                                                "from the first network to the second",
                                                "loss",
                                                "nats",
                                                losses),
                                        panel("b  error", "from the first network to the second", "error", "", errors)))
                        .free()
                        .sized(Chart.WIDTH, PANEL + 90),
                String.join(" ", barriers),
                "The barrier is the largest rise above the straight line between the values at the ends. Batch norm is folded"
                        + " into the layers before it; units are not matched between the networks.",
                "Curves of loss and error from one network to the other; a hump between the ends is a barrier."));
    }

    /** With a plane. */
    public void plane(Plane plane) {
        List<Panel> panels = new ArrayList<>();
        panels.add(heat(
                "a  lg(1 + training loss)", plane, p -> Math.log10(1 + p.train().loss())));
        panels.add(
                plane.rows().get(0).get(0).test() == null
                        ? heat("b  training error", plane, p -> p.train().error())
                        : heat("b  test error", plane, LandscapeReport::testError));
        if (!plane.path().isEmpty()) {
            panels.add(new Panel(
                    "c  the path of the training",
                    Axis.linear(plane.names().get(0), ""),
                    Axis.linear(plane.names().get(1), ""),
                    List.of(Mark.Line.of(
                            "weights that were kept",
                            Style.neutral(0),
                            plane.path().stream().mapToDouble(at -> at[0]).toArray(),
                            plane.path().stream().mapToDouble(at -> at[1]).toArray())),
                    List.of()));
        }
        int rows = (panels.size() + 1) / 2;
        figures.add(figure(
                "plane",
                "Over a plane through the trained weights",
                Chart.multiples(2, panels).free().sized(Chart.WIDTH, 60 + (PANEL + 40) * rows),
                "First direction: " + plane.names().get(0) + ", "
                        + plane.notes().get(0) + "; second: " + plane.names().get(1) + ", "
                        + plane.notes().get(1) + ".",
                "Colour is what the network at that place does; the trained weights are at (0, 0).",
                "Two maps of loss and error over a plane, lowest near its centre."));
    }

    /** The report. */
    public Report made(String colophon) {
        return new Report(
                "Landscape around " + model,
                "Loss and error of the networks near one that was trained, in a few of its many directions.",
                figures.stream()
                        .map(figure -> Section.of(figure.title(), figure))
                        .toList(),
                List.of(command),
                sources.stream().map(id -> new Report.Source(id, model)).toList(),
                List.of(
                        "A slice shows one or two of as many dimensions as there are weights: what looks convex need not be so.",
                        "Sharpness in a picture depends on how the network is parametrised; filter normalisation removes the"
                                + " scale of each filter and nothing else."),
                colophon);
    }

    /** A way's barrier in a sentence. */
    public static String words(Way way) {
        Barrier barrier = way.barrier();
        String error = Double.isNaN(barrier.standardError())
                ? ""
                : " ± " + NumberText.significant(1.96 * barrier.standardError(), 2);
        return String.format(
                Locale.ROOT,
                "On the %s the training loss rises %s%s nats above the line between its ends, at %.2f of the way, and the error %s points.",
                way.name(),
                NumberText.significant(barrier.loss(), 3),
                error,
                barrier.at(),
                NumberText.significant(100 * barrier.error(), 3));
    }

    private Figure figure(String id, String title, Chart chart, String finding, String method, String alternative) {
        return new Figure(
                id,
                title,
                Picture.of(chart),
                new Figure.Caption(finding, method, sample),
                new Figure.Reading(
                        "How loss and error change where the weights are moved as said.",
                        "Other directions may look otherwise, and none of them says how well the network generalises."),
                alternative,
                command,
                sources);
    }

    private static Panel panel(String title, String x, String y, String unit, List<Mark> marks) {
        return new Panel(title, Axis.linear(x, ""), Axis.linear(y, unit).withZero(), marks, List.of());
    }

    private static Mark line(String name, Style style, List<Place> places, ToDoubleFunction<Place> value) {
        return Mark.Line.of(
                name,
                style,
                places.stream().mapToDouble(Place::x).toArray(),
                places.stream().mapToDouble(value).toArray());
    }

    /** The largest second coordinate on top, as on axes of numbers. */
    private static Panel heat(String title, Plane plane, ToDoubleFunction<Place> value) {
        List<List<Place>> falling = new ArrayList<>(plane.rows());
        Collections.reverse(falling);
        double[][] values = falling.stream()
                .map(row -> row.stream().mapToDouble(value).toArray())
                .toArray(double[][]::new);
        return Panel.of(
                        Axis.categories(
                                plane.names().get(0),
                                coordinates(falling.get(0).stream()
                                        .mapToDouble(Place::x)
                                        .toArray())),
                        Axis.categories(
                                plane.names().get(1),
                                coordinates(falling.stream()
                                        .mapToDouble(row -> row.get(0).y())
                                        .toArray())),
                        new Mark.Heat(title.substring(3), values, -1))
                .titled(title);
    }

    /** As few decimals as tell neighbours apart. */
    private static List<String> coordinates(double[] values) {
        double step = Math.abs(values[1] - values[0]);
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step)));
        return Arrays.stream(values)
                .mapToObj(value -> String.format(Locale.ROOT, "%." + decimals + "f", value))
                .toList();
    }

    private static double testLoss(Place place) {
        return place.test() == null ? Double.NaN : place.test().loss();
    }

    private static double testError(Place place) {
        return place.test() == null ? Double.NaN : place.test().error();
    }
}
