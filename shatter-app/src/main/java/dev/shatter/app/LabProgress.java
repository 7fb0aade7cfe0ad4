package dev.shatter.app;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.lab.LabListener;
import dev.shatter.lab.Preparation;
import dev.shatter.network.Architecture;
import dev.shatter.run.Run;
import dev.shatter.spec.Spec;
import dev.shatter.spec.TrainSpec;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows on a console what a lab does. */
public final class LabProgress implements LabListener {
    private final Console console;
    private @Nullable Progress line;

    public LabProgress(Console console) {
        this.console = console;
    }

    /** Hears of data being read. */
    public void data(String what, long done, long total) {
        Progress progress = line("data");
        progress.at(total > 0 ? (double) done / total : 0, what);
        if (total > 0 && done >= total) {
            finish();
        }
    }

    @Override
    public void stored(Run run) {
        console.note("answered from the store: " + run.id().substring(0, 12) + ", trained "
                + run.provenance().started() + " (--again trains it anew)");
    }

    @Override
    public void waiting(Spec spec) {
        console.note("another process is training " + spec.id().substring(0, 12) + "; waiting for it");
    }

    @Override
    public void begins(
            TrainSpec spec, Path folder, Architecture architecture, Dataset prepared, Preparation preparation) {
        finish();
        say(spec);
        console.note(Text.of(
                "run %s: %,d parameters, %,d training and %,d test examples of %s, %s, %s",
                spec.id().substring(0, 12),
                architecture.parameterCount(),
                prepared.train().count(),
                prepared.test().count(),
                architecture.input(),
                preparation.precision().text(),
                preparation.facts().get("memoryFormat")));
    }

    @Override
    public void resumed(int epoch) {
        console.note("going on from the last checkpoint, after epoch " + epoch);
    }

    @Override
    public void step(double done, double epoch, double loss, double accuracy, double imagesPerSecond) {
        line("training")
                .at(
                        done,
                        Text.of(
                                "epoch %.1f  loss %.4f  accuracy %.1f %%  %,.0f images/s",
                                epoch, loss, 100 * accuracy, imagesPerSecond));
        if (done >= 1) {
            finish();
        }
    }

    /** Clears the moving line. */
    public void finish() {
        if (line != null) {
            line.close();
            line = null;
        }
    }

    private Progress line(String what) {
        Progress current = line;
        if (current == null) {
            current = console.progress(what);
            line = current;
        }
        return current;
    }

    /** The spec in full: nothing that decides a number stays unsaid. */
    private void say(TrainSpec spec) {
        console.note("data " + spec.data().text() + "; labels " + spec.labels().text() + "; pixels "
                + spec.pixels().text());
        console.note("network " + spec.network().text());
        console.note("loss " + spec.loss().text() + "; " + spec.optimizer().text() + "; schedule "
                + spec.schedule().text());
        console.note("batch " + spec.batch() + "; at most " + spec.epochs() + " epochs"
                + (spec.evaluate() == TrainSpec.EVERY_EPOCH ? "" : ", evaluated every " + spec.evaluate())
                + "; until "
                + (spec.until().isEmpty() ? "the end" : list(spec.until())) + "; augment "
                + (spec.augment().isEmpty() ? "nothing" : list(spec.augment())) + "; scaling " + spec.scaling()
                + "; crop " + (spec.crop() == 0 ? "none" : spec.crop()) + "; seed "
                + spec.seeds().init());
    }

    private static String list(List<Variant> variants) {
        return String.join(" or ", variants.stream().map(Variant::text).toList());
    }
}
