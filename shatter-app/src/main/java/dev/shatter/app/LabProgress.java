package dev.shatter.app;

import dev.shatter.experiment.ExperimentListener;
import dev.shatter.run.Run;
import dev.shatter.spec.Spec;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows on a console how runs come about. */
public final class LabProgress implements ExperimentListener {
    private final Console console;
    private @Nullable ProgressLine line;

    public LabProgress(Console console) {
        this.console = console;
    }

    /** Hears of data being read. */
    public void data(String what, long done, long total) {
        ProgressLine progress = line("data");
        progress.at(total > 0 ? (double) done / total : 0, what);
        if (total > 0 && done >= total) {
            finish();
        }
    }

    @Override
    public void stored(Run run) {
        console.note("answered from the store: " + run.id().substring(0, 12) + ", made "
                + run.provenance().started() + " (--again makes it anew)");
    }

    @Override
    public void waiting(Spec spec) {
        console.note("another process is making " + spec.id().substring(0, 12) + "; waiting for it");
    }

    @Override
    public void begins(Spec spec, List<String> settings) {
        finish();
        settings.forEach(console::note);
    }

    @Override
    public void note(String sentence) {
        console.note(sentence);
    }

    @Override
    public void at(double done, Supplier<String> state) {
        line("running").at(done, state);
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

    private ProgressLine line(String what) {
        ProgressLine current = line;
        if (current == null) {
            current = console.progress(what);
            line = current;
        }
        return current;
    }
}
