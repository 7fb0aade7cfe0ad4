package dev.shatter.experiment;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.store.DataStore;
import dev.shatter.run.Run;
import dev.shatter.spec.Parent;
import dev.shatter.spec.Spec;
import dev.shatter.torch.Natives;
import dev.shatter.torch.Threads;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What an experiment may ask for while it makes one run: data, finished parents, the numerics, somebody to tell. */
public final class Context {
    private final DataStore data;
    private final Function<Parent, Run> parents;
    private final Duration checkpoints;
    private final int threads;
    private final ExperimentListener listener;
    private final Map<Variant, Dataset> opened = new HashMap<>();

    /**
     * The context of one run.
     *
     * @param parents gives the finished run of a parent
     * @param checkpoints time between two checkpoints
     * @param threads threads of the numerics; 0 = libtorch's choice
     */
    public Context(
            DataStore data,
            Function<Parent, Run> parents,
            Duration checkpoints,
            int threads,
            ExperimentListener listener) {
        this.data = data;
        this.parents = parents;
        this.checkpoints = checkpoints;
        this.threads = threads;
        this.listener = listener;
    }

    /** A data set as it is, read once. */
    public Dataset open(Variant reference) {
        return opened.computeIfAbsent(reference, data::open);
    }

    /** The SHA-256 of the data a spec is about; empty if it is about none. */
    public String dataHash(Spec spec) {
        return spec.data().map(reference -> open(reference).hash()).orElse("");
    }

    /** The finished runs that a field of the spec names, in its order. */
    public List<Run> parents(Spec spec, String field) {
        return spec.parents(field).stream().map(parents).toList();
    }

    /** Where data sets are, for what opens finished runs again. */
    public DataStore data() {
        return data;
    }

    /** Time between two checkpoints. */
    public Duration checkpoints() {
        return checkpoints;
    }

    /** Whom to tell. */
    public ExperimentListener listener() {
        return listener;
    }

    /** Loads libtorch and sets its threads; before anything is computed with tensors. */
    public void engine() {
        Natives.load();
        if (threads > 0) {
            Threads.use(threads);
        }
    }
}
