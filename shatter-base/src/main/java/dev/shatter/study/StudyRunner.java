package dev.shatter.study;

import dev.shatter.core.BadInput;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Drafter;
import dev.shatter.spec.Spec;
import dev.shatter.sweep.Executor;
import dev.shatter.sweep.Outcome;
import dev.shatter.sweep.Sweep;
import dev.shatter.sweep.SweepListener;
import dev.shatter.sweep.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Takes a study from its trials to its verdicts. Verdicts follow from stored runs alone: however often a study was
 * interrupted, they are those of an uninterrupted one.
 */
public final class StudyRunner {
    private final RunStore store;
    private final Drafter drafter;

    public StudyRunner(RunStore store, Drafter drafter) {
        this.store = store;
        this.drafter = drafter;
    }

    /**
     * The runs a study needs, each once, with what is to be measured on them.
     *
     * @throws BadInput if the study cannot be run with these settings, on these data for instance
     */
    public Sweep sweep(Study study, Settings settings) {
        return sweep(study, settings, trial -> true);
    }

    private Sweep sweep(Study study, Settings settings, Predicate<Trial> only) {
        return Sweep.ofTasks(study.trials(settings).stream()
                .filter(only)
                .map(trial -> new Task(drafter.draft(trial.fields()), trial.measures()))
                .toList());
    }

    /** Makes the runs that are not stored yet, then judges. */
    public StudyResult run(Study study, Settings settings, Executor executor, SweepListener listener) {
        return run(study, settings, trial -> true, executor, listener);
    }

    /**
     * Makes some of the runs that are not stored yet, then judges.
     *
     * @param only which of its trials are made now; the others count where their runs are stored
     */
    public StudyResult run(
            Study study, Settings settings, Predicate<Trial> only, Executor executor, SweepListener listener) {
        Map<String, Outcome> outcomes = new HashMap<>();
        for (Outcome outcome : executor.run(sweep(study, settings, only), listener)) {
            outcomes.put(outcome.spec().id(), outcome);
        }
        return result(study, settings, outcomes);
    }

    /** Judges by the runs that are stored; runs nothing. */
    public StudyResult look(Study study, Settings settings) {
        return result(study, settings, Map.of());
    }

    private StudyResult result(Study study, Settings settings, Map<String, Outcome> outcomes) {
        Map<String, Optional<Run>> runs = new HashMap<>();
        List<Evidence.Piece> pieces = new ArrayList<>();
        for (Trial trial : study.trials(settings)) {
            Spec spec = drafter.draft(trial.fields());
            Outcome outcome = outcomes.get(spec.id());
            Optional<Run> run = runs.computeIfAbsent(
                    spec.id(),
                    id -> outcome instanceof Outcome.Finished finished
                            ? Optional.of(finished.run())
                            : store.find(spec));
            String why = outcome instanceof Outcome.Failed failed ? failed.sentence() : Evidence.Piece.NOT_TRIED;
            pieces.add(new Evidence.Piece(trial, spec, run.orElse(null), run.isPresent() ? "" : why));
        }
        Evidence evidence = new Evidence(pieces);
        return new StudyResult(study, settings, evidence, Judge.judge(study.claims(), evidence, settings.look()));
    }
}
