package dev.shatter.experiment;

import dev.shatter.core.BadInput;
import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.store.DataStore;
import dev.shatter.report.Report;
import dev.shatter.run.Run;
import dev.shatter.spec.Schema;
import dev.shatter.spec.Spec;
import dev.shatter.sweep.Companions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of experiment. Its name is the {@code kind} of its specs and what the field {@code experiment} of a draft says.
 *
 * <p>What must be written is {@link #schema} and {@link #prepare}; the rest has a default that fits any kind.
 */
public interface Experiment extends Entry {
    /** The fields of its specs. */
    Schema schema();

    /**
     * Fills in defaults that depend on what is given, before the others take theirs.
     *
     * @param given the draft's fields, shorthands for fields already replaced
     */
    default Map<String, Object> defaults(Map<String, Object> given) {
        return given;
    }

    /**
     * Checks what no field can check alone.
     *
     * @param where what to name in messages
     * @throws BadInput if fields do not fit each other
     */
    default void check(String where, Spec spec) {}

    /**
     * Everything that can be found out before the run's folder is touched: most bad input ends here.
     *
     * @param spec held to {@link #schema} and {@link #check}
     * @return what then makes the run
     * @throws BadInput if the spec cannot be run
     */
    Job prepare(Spec spec, Context context);

    /**
     * The company of a spec: specs whose jobs can be done at once, see {@link Job#companion}. Loads no native code.
     *
     * @param data opens what a reference names
     * @return empty if it is to be made alone, as is best for most kinds
     * @throws BadInput if its data cannot be opened
     */
    default Optional<Companions.Company> company(Spec spec, Function<Variant, Dataset> data) {
        return Optional.empty();
    }

    /** The spec in a few words, for lists. */
    default String brief(Spec spec) {
        return PlainView.brief(schema(), spec);
    }

    /** Headings of a table of its runs, between the run's id and the time it took. */
    default List<String> columns() {
        return List.of("kind", "what");
    }

    /** One row of that table. */
    default List<String> cells(Run run) {
        return List.of(name(), brief(run.spec()));
    }

    /** What is said under the table of one run; mostly nothing. */
    default List<String> remarks(Run run) {
        List<String> lines = new ArrayList<>();
        run.results().forEach((result, value) -> lines.add(result + " = " + PlainView.number(value)));
        return lines;
    }

    /** A run for programs. */
    default Map<String, Object> json(Run run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", run.id());
        json.put("kind", name());
        json.put("what", brief(run.spec()));
        json.put("results", run.results());
        json.put("seconds", run.provenance().seconds());
        json.put("folder", run.folder().toString());
        return json;
    }

    /**
     * A report on some of its runs.
     *
     * @param runs at least one, all of this kind
     * @param data where the data behind them may still be
     * @param command what makes it again
     * @param colophon version, machine, date
     */
    default Report report(List<Run> runs, DataStore data, String command, String colophon) {
        return PlainView.report(this, runs, command, colophon);
    }

    /**
     * Writes a run for other tools.
     *
     * @param folder a new or empty folder
     * @return the files written
     * @throws BadInput if the run's data have changed, or nothing can be written there
     */
    default List<Path> export(Run run, DataStore data, Path folder) {
        return PlainView.export(run, folder);
    }

    /**
     * A run's trained network with its examples, to be measured.
     *
     * @throws BadInput if runs of this kind hold no trained network, or the run's data have changed
     */
    default Subjects subject(Run run, DataStore data) {
        throw BadInput.in(
                "run " + run.id().substring(0, 12),
                "is of kind '" + name() + "', which holds no trained network",
                "name a run of kind 'train'");
    }
}
