package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.Progress;
import dev.shatter.app.Table;
import dev.shatter.app.Text;
import dev.shatter.corrupt.LabelCorruptions;
import dev.shatter.data.store.Datasets;
import dev.shatter.network.Networks;
import dev.shatter.run.Run;
import dev.shatter.spec.TrainSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** How commands show what came of a run. */
final class RunReport {
    private RunReport() {}

    /** The headline numbers. */
    static void result(Console console, Run run) {
        TrainSpec spec = (TrainSpec) run.spec();
        double classes = run.result("classes");
        double p = LabelCorruptions.CATALOGUE.get(spec.labels()).probability(spec.labels());
        Table table = Table.of("run", "net", "labels", "pixels", "train", "test", "gap", "epochs", "to fit", "time");
        table.row(cells(run));
        console.table(table);
        if (p > 0) {
            console.line(Text.of(
                    "labels: each replaced by a uniform class with probability %s; %.1f %% expected to differ from the true one; "
                            + "test labels are true; chance is %.1f %%.",
                    p, 100 * p * (1 - 1 / classes), 100 / classes));
        }
        console.json(json(run));
    }

    /** One row of a table of runs. */
    static Object[] cells(Run run) {
        TrainSpec spec = (TrainSpec) run.spec();
        return new Object[] {
            run.id().substring(0, 12),
            Networks.CATALOGUE.brief(spec.network()),
            LabelCorruptions.CATALOGUE.brief(spec.labels()),
            spec.pixels().name(),
            percent(run.result("trainAccuracy")),
            percent(run.result("testAccuracy")),
            percent(run.result("gap")),
            count(run.result("epochs")),
            count(run.result("epochsToFit")),
            Progress.duration(run.result("seconds"))
        };
    }

    /** What programs get. */
    static Map<String, Object> json(Run run) {
        TrainSpec spec = (TrainSpec) run.spec();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", run.id());
        json.put("network", Networks.CATALOGUE.brief(spec.network()));
        json.put("data", Datasets.CATALOGUE.brief(spec.data()));
        json.put("labels", LabelCorruptions.CATALOGUE.brief(spec.labels()));
        json.put("pixels", spec.pixels().name());
        json.put("parameters", (long) run.result("parameters"));
        for (String name : new String[] {"trainAccuracy", "testAccuracy", "trainLoss", "testLoss", "gap"}) {
            json.put(name, run.result(name));
        }
        json.put("epochs", (long) run.result("epochs"));
        double fit = run.result("epochsToFit");
        json.put("epochsToFit", Double.isNaN(fit) ? null : (Object) (long) fit);
        json.put("seconds", run.result("seconds"));
        json.put("imagesPerSecond", run.result("imagesPerSecond"));
        json.put("precision", run.provenance().engine().getOrDefault("precision", "unknown"));
        json.put("folder", run.folder().toString());
        return json;
    }

    private static String percent(double fraction) {
        return Double.isNaN(fraction) ? "-" : Text.of("%.1f %%", 100 * fraction);
    }

    private static String count(double number) {
        return Double.isNaN(number) ? "-" : Text.of("%,.0f", number);
    }
}
