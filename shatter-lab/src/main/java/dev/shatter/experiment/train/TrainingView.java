package dev.shatter.experiment.train;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.corrupt.LabelNoise;
import dev.shatter.data.store.DataStore;
import dev.shatter.data.store.Datasets;
import dev.shatter.network.Networks;
import dev.shatter.report.Block;
import dev.shatter.report.Report;
import dev.shatter.run.Run;
import dev.shatter.spec.Spec;
import dev.shatter.study.exhibit.RunsReport;
import dev.shatter.train.TrainSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Training runs as people and programs see them. */
public final class TrainingView {
    static final List<String> COLUMNS = List.of("net", "labels", "pixels", "train", "test", "gap", "epochs", "to fit");

    private TrainingView() {}

    static String brief(Spec spec) {
        return Networks.CATALOGUE.brief(spec.variant("net")) + " on " + Datasets.CATALOGUE.brief(spec.variant("data"))
                + ", " + LabelCorruptions.CATALOGUE.brief(spec.variant("labels")) + " labels"
                + spec.parents(TrainSpec.START).stream()
                        .map(run -> ", from run " + run.id().substring(0, 12))
                        .collect(Collectors.joining());
    }

    static List<String> cells(Run run) {
        Spec spec = run.spec();
        return List.of(
                Networks.CATALOGUE.brief(spec.variant("net")),
                LabelCorruptions.CATALOGUE.brief(spec.variant("labels")),
                spec.variant("pixels").name(),
                percent(run.result("trainAccuracy")),
                percent(run.result("testAccuracy")),
                percent(run.result("gap")),
                count(run.result("epochs")),
                count(run.result("epochsToFit")));
    }

    static List<String> remarks(Run run) {
        Variant labels = run.spec().variant("labels");
        int classes = (int) Math.round(run.result("classes"));
        LabelNoise noise = LabelCorruptions.noise(labels, classes);
        String least = String.format(Locale.ROOT, "%.1f", 100 * (1 - noise.mostKept()));
        String most = String.format(Locale.ROOT, "%.1f", 100 * (1 - noise.leastKept()));
        List<String> remarks = new ArrayList<>();
        if (!Double.isFinite(run.result("trainLoss"))) {
            remarks.add(
                    "diverged: the training loss is no number any more, and the accuracies say nothing; try a smaller --lr.");
        }
        if (noise.corrupts()) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "labels: %s; %s %% expected to differ from the true one; test labels are true; chance is %.1f %%.",
                    LabelCorruptions.CATALOGUE.get(labels).words(labels),
                    least.equals(most) ? most : least + " to " + most,
                    100.0 / classes));
        }
        return remarks;
    }

    static Map<String, Object> json(Run run) {
        Spec spec = run.spec();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", run.id());
        json.put("kind", spec.kind());
        json.put("network", Networks.CATALOGUE.brief(spec.variant("net")));
        json.put("data", Datasets.CATALOGUE.brief(spec.variant("data")));
        json.put("labels", LabelCorruptions.CATALOGUE.brief(spec.variant("labels")));
        json.put("pixels", spec.variant("pixels").name());
        json.put("parameters", (long) run.result("parameters"));
        for (String name : new String[] {"trainAccuracy", "testAccuracy", "trainLoss", "testLoss", "gap"}) {
            json.put(name, run.result(name));
        }
        json.put("epochs", (long) run.result("epochs"));
        double fit = run.result("epochsToFit");
        json.put("epochsToFit", Double.isNaN(fit) ? (Object) fit : (Object) (long) fit);
        json.put("seconds", run.result("seconds"));
        json.put("imagesPerSecond", run.result("imagesPerSecond"));
        json.put("precision", run.provenance().engine().getOrDefault("precision", "unknown"));
        json.put("folder", run.folder().toString());
        return json;
    }

    static Report report(List<Run> runs, DataStore data, String command, String colophon) {
        return RunsReport.of(
                "Training runs",
                "What " + runs.size() + " stored runs show.",
                runs,
                sheet(runs, data, command),
                command,
                colophon);
    }

    /** The examples of the first run, if its data are still there. */
    public static List<Block> sheet(List<Run> runs, DataStore data, String command) {
        TrainSpec spec = TrainSpec.of(runs.get(0).spec());
        try {
            return List.of(Sheets.corruptions(
                    Preparation.taken(spec, data.open(spec.data())),
                    spec.seeds().corruption(),
                    reached(runs),
                    command,
                    List.of(runs.get(0).id())));
        } catch (BadInput e) {
            return List.of();
        }
    }

    /** Mean test accuracies on pixels that were corrupted, beside chance: what they still tell. */
    private static String reached(List<Run> runs) {
        Map<String, List<Run>> kinds = new LinkedHashMap<>();
        runs.stream()
                .filter(run -> !run.spec().variant("pixels").name().equals("true"))
                .filter(run -> run.spec().variant("labels").name().equals("true"))
                .forEach(run -> kinds.computeIfAbsent(
                                run.spec().variant("pixels").name(), k -> new ArrayList<>())
                        .add(run));
        String parts = kinds.entrySet().stream()
                .map(kind -> String.format(
                        Locale.ROOT,
                        "%.0f %% with %s pixels",
                        100
                                * kind.getValue().stream()
                                        .mapToDouble(run -> run.result("testAccuracy"))
                                        .average()
                                        .orElse(Double.NaN),
                        kind.getKey()))
                .collect(Collectors.joining(", "));
        return parts.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "Mean test accuracy here: %s; chance is %.0f %%.",
                        parts,
                        100 / runs.get(0).result("classes"));
    }

    private static String percent(double fraction) {
        if (!(Math.abs(fraction) < 1e6)) {
            return Double.isNaN(fraction) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
        }
        // Without a formatter: a list may have ten thousand lines of three.
        long tenths = Math.round(1000 * Math.abs(fraction));
        return (fraction < 0 && tenths > 0 ? "-" : "") + tenths / 10 + "." + tenths % 10 + " %";
    }

    private static String count(double number) {
        if (number >= 0 && number < 1000 && number == Math.rint(number)) {
            return String.valueOf((long) number);
        }
        return Double.isNaN(number) ? "-" : String.format(Locale.ROOT, "%,.0f", number);
    }
}
