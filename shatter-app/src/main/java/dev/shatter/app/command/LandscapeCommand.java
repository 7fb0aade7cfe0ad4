package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.PlainFormat;
import dev.shatter.app.ProgressLine;
import dev.shatter.app.TextTable;
import dev.shatter.core.BadInput;
import dev.shatter.core.ShellLine;
import dev.shatter.data.Progress;
import dev.shatter.experiment.Subjects;
import dev.shatter.landscape.BezierCurve;
import dev.shatter.landscape.DirectionFamily;
import dev.shatter.landscape.Directions;
import dev.shatter.landscape.Ground;
import dev.shatter.landscape.LandscapeReport;
import dev.shatter.landscape.Place;
import dev.shatter.landscape.Plane;
import dev.shatter.landscape.Slice;
import dev.shatter.landscape.Way;
import dev.shatter.run.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Loss and error in the neighbourhood of a trained network, and between two. */
@Command(
        name = "landscape",
        description = "show loss and error around a trained network: along lines, over planes, between two networks",
        footer = {
            "",
            "Without --plane and --between: along three lines. Batch norm is folded into the layers before it; the "
                    + "network is evaluated without dropout or augmentation.",
            "Example: shatter landscape 1f3a --between 77c0 --curve -o landscape.html"
        })
final class LandscapeCommand implements Runnable {
    private static final int LINES = 3;

    @Mixin
    private Output output;

    @Mixin
    private SubjectOptions options;

    @Option(
            names = "--line",
            paramLabel = "DIRECTIONS",
            description = "along lines: random, top or pca (default: random)")
    private @Nullable String line;

    @Option(
            names = "--plane",
            paramLabel = "DIRECTIONS",
            description = "over a plane: random, top, or pca of a run with --keep")
    private @Nullable String plane;

    @Option(
            names = "--between",
            paramLabel = "ID",
            description = "on the segment to this run's weights, with the barrier")
    private @Nullable String between;

    @Option(names = "--curve", description = "also on a Bezier curve to them, trained to a low loss")
    private boolean curve;

    @Option(
            names = "--curve-epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "passes of the curve's training over the training examples (default: 20)")
    private int epochs;

    @Option(
            names = "--curve-rate",
            paramLabel = "RATE",
            defaultValue = "0.02",
            description = "first learning rate of the curve's training (default: 0.02)")
    private double rate;

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "0",
            description = "places on each line or side of a plane (default: 41 and 21)")
    private int points;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "1000",
            description = "most training examples looked at, and test examples likewise (default: 1000)")
    private int examples;

    @Override
    public void run() {
        Console console = output.console();
        check();
        @Nullable Run run = options.run();
        try (Subjects opened = options.open(run);
                ProgressLine progress = console.progress("landscape")) {
            opened.remarks().forEach(console::note);
            List<double[]> path = new ArrayList<>();
            if (named(plane).followsPath() || named(line).followsPath()) {
                opened.path(network -> path.add(Ground.weights(network)));
            }
            try (Ground ground = Ground.of(opened.subject(), examples, path)) {
                look(console, opened, ground, run, (what, done, total) -> progress.at((double) done / total, what));
            }
        }
    }

    private void look(Console console, Subjects opened, Ground ground, @Nullable Run run, Progress progress) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", run == null ? options.model() : run.id());
        json.put("trainExamples", ground.trainCount());
        json.put("testExamples", ground.testCount());
        List<Consumer<LandscapeReport>> figures = new ArrayList<>();
        if (between != null) {
            List<Way> ways = ways(opened, ground, between, progress);
            figures.add(report -> report.ways(ways));
            json.put("between", options.other(between).id());
            json.put("ways", ways);
            ways.forEach(way -> show(console, way.name(), way.places()));
            ways.forEach(way -> console.line(LandscapeReport.words(way)));
        }
        if (plane != null) {
            Plane seen = Plane.of(ground, named(plane), points(21), progress);
            figures.add(report -> report.plane(seen));
            json.put("plane", seen);
            showExtremes(console, seen);
        }
        if (line != null || (between == null && plane == null)) {
            List<Slice> slices = Slice.of(ground, named(line), LINES, points(41), progress);
            figures.add(report -> report.slices(slices));
            json.put("slices", slices);
            slices.forEach(slice -> show(console, slice.name(), slice.places()));
        }
        options.report(console, target -> {
            LandscapeReport report =
                    new LandscapeReport(ground, options.words(run), options.sources(run), again(target));
            figures.forEach(figure -> figure.accept(report));
            return report.made(ReportCommand.colophon());
        });
        console.json(json);
    }

    private List<Way> ways(Subjects opened, Ground ground, String id, Progress progress) {
        double[] other;
        try (Subjects second = options.open(options.other(id))) {
            other = Ground.weights(second.subject().network());
        }
        List<Way> ways = new ArrayList<>();
        ways.add(Way.segment(ground, other, points(41), progress));
        if (curve) {
            double[] middle = BezierCurve.train(
                    ground,
                    other,
                    opened.subject().trainBatches(),
                    128,
                    epochs,
                    rate,
                    opened.subject().checkpoints(),
                    progress);
            ways.add(Way.bezier(ground, other, middle, points(41), progress));
        }
        return ways;
    }

    private static DirectionFamily named(@Nullable String directions) {
        return Directions.CATALOGUE.get(directions == null ? "random" : directions);
    }

    private int points(int fallback) {
        return points == 0 ? fallback : points;
    }

    private void check() {
        if (points != 0 && (points < 3 || points > 1001)) {
            throw BadInput.in("--points", points + " is out of range", "give 3 to 1001");
        }
        if (examples < 2) {
            throw BadInput.in("--examples", examples + " is too few", "give 2 or more");
        }
        if (epochs < 0 || !(rate > 0 && rate <= 10)) {
            throw BadInput.in(
                    "--curve-epochs and --curve-rate",
                    epochs + " and " + rate + " are out of range",
                    "give 0 or more passes at a rate above 0 and at most 10");
        }
        if (curve && between == null) {
            throw BadInput.in("--curve", "needs a second network", "name it with --between");
        }
    }

    private static void show(Console console, String name, List<Place> places) {
        TextTable table = TextTable.of(name, "train loss", "train error", "test loss", "test error");
        int step = Math.max(1, (places.size() - 1) / 10);
        for (int i = 0; i < places.size(); i += step) {
            Place place = places.get(i);
            Place.Risk test = place.test();
            table.row(
                    PlainFormat.of("%.3g", place.x()),
                    PlainFormat.of("%.4g", place.train().loss()),
                    PlainFormat.of("%.4f", place.train().error()),
                    test == null ? "" : PlainFormat.of("%.4g", test.loss()),
                    test == null ? "" : PlainFormat.of("%.4f", test.error()));
        }
        console.table(table);
    }

    private static void showExtremes(Console console, Plane plane) {
        List<Place> all = plane.rows().stream().flatMap(List::stream).toList();
        Place least = all.get(0);
        Place most = all.get(0);
        for (Place place : all) {
            least = place.train().loss() < least.train().loss() ? place : least;
            most = place.train().loss() > most.train().loss() ? place : most;
        }
        console.line(PlainFormat.of(
                "Over the plane of %s and %s the training loss lies between %.4g, at (%.3g, %.3g), and %.4g, at (%.3g, %.3g).",
                plane.names().get(0),
                plane.names().get(1),
                least.train().loss(),
                least.x(),
                least.y(),
                most.train().loss(),
                most.x(),
                most.y()));
    }

    private String again(Path target) {
        List<String> words = new ArrayList<>(List.of("shatter", "landscape"));
        words.addAll(options.again());
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        texts.put("--line", line);
        texts.put("--plane", plane);
        texts.put("--between", between);
        texts.forEach((name, value) -> {
            if (value != null) {
                words.addAll(List.of(name, value));
            }
        });
        if (curve) {
            words.addAll(
                    List.of("--curve", "--curve-epochs", String.valueOf(epochs), "--curve-rate", String.valueOf(rate)));
        }
        if (points != 0) {
            words.addAll(List.of("--points", String.valueOf(points)));
        }
        if (examples != 1000) {
            words.addAll(List.of("--examples", String.valueOf(examples)));
        }
        words.addAll(List.of("-o", target.toString()));
        return ShellLine.of(words);
    }
}
