package dev.shatter.study.exhibit;

import dev.shatter.report.Block;
import dev.shatter.report.Report;
import dev.shatter.report.Section;
import dev.shatter.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A report on any set of training runs. */
public final class RunsReport {
    private RunsReport() {}

    /**
     * The report: curves, what they show across label corruption where the runs differ in it, the table, the sources.
     *
     * @param lead the answer first
     * @param data what the data look like: contact sheets, or none
     * @param command what makes all of it again
     * @param colophon version, machine, date
     */
    public static Report of(
            String title, String lead, List<Run> runs, List<Block> data, String command, String colophon) {
        List<Section> sections = new ArrayList<>();
        sections.add(Section.of("How training went", LearningCurves.of("learning-curves", runs, command)));
        if (levels(runs) > 1) {
            sections.add(Section.of(
                    "What label corruption does",
                    Groups.shown(TimeToFit.of("time-to-fit", runs, command)),
                    Groups.shown(TestError.of("test-error", runs, command))));
        }
        if (!data.isEmpty()) {
            sections.add(new Section("What the networks saw", data));
        }
        sections.add(Section.of("All runs", RunTable.of("runs", runs)));
        List<Report.Source> sources = Trained.of(runs).stream()
                .map(t -> new Report.Source(t.run().id(), t.network() + ", " + t.treatment() + ", seed " + t.seed()))
                .toList();
        return new Report(title, lead, sections, reproduce(runs, command), sources, caveats(runs), colophon);
    }

    private static List<String> reproduce(List<Run> runs, String command) {
        List<String> lines = new ArrayList<>(List.of(command));
        lines.add("# one run alone: shatter run SPEC.json, with the spec.json of its folder;");
        runs.stream()
                .limit(1)
                .forEach(run -> lines.add("shatter runs show " + run.id().substring(0, 12)));
        return lines;
    }

    private static long levels(List<Run> runs) {
        return Groups.uniformNoise(Trained.of(runs)).stream()
                .map(Trained::corruption)
                .distinct()
                .count();
    }

    private static List<String> caveats(List<Run> runs) {
        List<String> caveats = new ArrayList<>();
        TreeSet<Long> seeds = new TreeSet<>();
        Trained.of(runs).forEach(trained -> seeds.add(trained.seed()));
        if (seeds.size() == 1) {
            caveats.add("One seed: nothing here says how much results vary between training runs.");
        }
        if (Trained.of(runs).stream().anyMatch(t -> t.onSubset())) {
            caveats.add(
                    "Networks were trained on a part of the training examples: as a rule they err more often than those of the"
                            + " whole set.");
        }
        if (Trained.of(runs).stream().anyMatch(t -> t.data().text().contains("jpeg"))) {
            caveats.add(
                    "The data are a JPEG copy: accuracies are a little below those published for the original files.");
        }
        return caveats;
    }
}
