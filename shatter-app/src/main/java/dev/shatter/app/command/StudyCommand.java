package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.ProgressLine;
import dev.shatter.app.SweepProgress;
import dev.shatter.app.TextTable;
import dev.shatter.core.BadInput;
import dev.shatter.core.Home;
import dev.shatter.experiment.Experiments;
import dev.shatter.report.Destination;
import dev.shatter.report.TerminalTable;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Drafter;
import dev.shatter.study.Claim;
import dev.shatter.study.Registration;
import dev.shatter.study.Scale;
import dev.shatter.study.Settings;
import dev.shatter.study.Studies;
import dev.shatter.study.Study;
import dev.shatter.study.StudyReport;
import dev.shatter.study.StudyResult;
import dev.shatter.study.StudyRunner;
import dev.shatter.study.Trial;
import dev.shatter.study.Verdict;
import dev.shatter.sweep.Executor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Papers as executable claims. */
@Command(name = "study", description = "papers as programs: run a study, and see which of its claims hold")
final class StudyCommand implements Runnable {
    private static final Drafter DRAFTER = fields -> Experiments.draft("study", fields);

    @Mixin
    private Output output;

    /** Which study, how large, on what. */
    static final class Choice {
        @Parameters(paramLabel = "NAME", description = "the study, see 'study list'")
        private String name;

        @Option(
                names = "--scale",
                paramLabel = "S",
                defaultValue = "laptop",
                description = "smoke, laptop or paper (default: ${DEFAULT-VALUE})")
        private String scale;

        @Option(names = "--data", paramLabel = "REF", description = "data set (default: what the study takes)")
        private @Nullable String data;

        @Option(names = "--seeds", paramLabel = "K", description = "repetitions (default: what the study takes)")
        private @Nullable Integer seeds;

        @Option(
                names = "--first-seed",
                paramLabel = "N",
                defaultValue = "1",
                description = "the first of the seeds (default: ${DEFAULT-VALUE})")
        private long firstSeed;

        Study study() {
            return Studies.CATALOGUE.get(name);
        }

        Settings settings() {
            if (seeds != null && seeds < 1) {
                throw BadInput.in("--seeds", seeds + " is out of range", "give a number from 1 to 1000");
            }
            return new Settings(Scale.parse(scale), data == null ? "" : data, seeds == null ? 0 : seeds, firstSeed);
        }
    }

    /** Without a subcommand: the list. */
    @Override
    public void run() {
        list(output);
    }

    @Command(name = "list", description = "list the studies")
    void list(@Mixin Output output) {
        Console console = output.console();
        TextTable table = TextTable.of("study", "claims", "paper");
        List<Map<String, Object>> json = new ArrayList<>();
        for (Study study : Studies.CATALOGUE.entries()) {
            table.row(
                    study.name(),
                    study.claims().size(),
                    study.header().authors() + ": " + study.header().title());
            json.add(Map.of(
                    "name",
                    study.name(),
                    "claims",
                    study.claims().size(),
                    "title",
                    study.header().title()));
        }
        console.table(table);
        console.json(json);
    }

    @Command(name = "show", description = "show a study: its claims with their tests, and what each scale would run")
    void show(@Mixin Output output, @Mixin Choice choice) {
        Console console = output.console();
        Study study = choice.study();
        console.line(study.header().title() + ". " + study.header().authors());
        console.line("");
        wrapped(console, study.header().message());
        wrapped(console, "Time: " + study.header().time());
        wrapped(console, "Here: " + study.header().result());
        int runs = new StudyRunner(new RunStore(Home.path()), DRAFTER)
                .sweep(study, choice.settings())
                .specs()
                .size();
        console.line("");
        console.line(runs + " runs at " + choice.settings().scale().word() + " scale; several parts may share a run:");
        console.table(parts(study.trials(choice.settings())));
        List<Map<String, Object>> json = new ArrayList<>();
        for (Claim claim : study.claims()) {
            console.line("");
            console.line(claim.name());
            wrapped(
                    console,
                    claim.text() + " Published: " + claim.published() + ". Holds if "
                            + claim.criterion().words() + "; threshold: " + claim.justification() + ". "
                            + Registration.of(study, claim)
                                    .map(r -> "Registered as version " + r.version() + " on " + r.date() + ".")
                                    .orElse("Not registered as it is now."));
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", claim.name());
            one.put("text", claim.text());
            one.put("published", claim.published());
            Registration.of(study, claim).ifPresent(r -> {
                one.put("version", r.version());
                one.put("registered", r.date().toString());
            });
            json.add(one);
        }
        console.json(Map.of("name", study.name(), "runs", runs, "claims", json));
    }

    /** What 'run --only' can ask for. */
    private static TextTable parts(List<Trial> trials) {
        TextTable table = TextTable.of("part", "network", "runs", "conditions");
        trials.stream()
                .collect(Collectors.groupingBy(
                        trial -> List.of(trial.part(), trial.network()), LinkedHashMap::new, Collectors.toList()))
                .forEach((row, own) -> table.row(
                        row.get(0),
                        row.get(1),
                        own.size(),
                        own.stream().map(Trial::condition).distinct().collect(Collectors.joining(", "))));
        return table;
    }

    @Command(name = "run", description = "make the runs that are not stored yet, judge every claim, write a report")
    void run(
            @Mixin Output output,
            @Mixin LabOptions options,
            @Mixin ExecutorOption on,
            @Mixin Choice choice,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "DIR",
                            description = "folder of the report (default: studies/NAME-SCALE under SHATTER_HOME)")
                    @Nullable
                    Path folder,
            @Option(
                            names = "--only",
                            paramLabel = "TEXT",
                            split = ",",
                            description = "make only runs of a part, network or condition of this name, see"
                                    + " 'study show'; PART/NETWORK/CONDITION for all three (default: all)")
                    @Nullable
                    List<String> only) {
        Console console = output.console();
        Study study = choice.study();
        Settings settings = choice.settings();
        Destination destination = new Destination(
                folder == null
                        ? Home.path()
                                .resolve("studies")
                                .resolve(study.name() + "-" + settings.scale().word())
                        : folder);
        Predicate<Trial> chosen = chosen(study.trials(settings), only == null ? List.of() : only);
        Executor executor = on.executor(options);
        StudyResult result;
        try (ProgressLine progress = console.progress("study " + study.name())) {
            result = new StudyRunner(options.store(), DRAFTER)
                    .run(study, settings, chosen, executor, new SweepProgress(progress));
        }
        destination.write(StudyReport.of(result));
        verdicts(console, result);
        console.line("");
        console.line("The report: " + destination.page());
        console.json(json(result, destination.page().toString()));
    }

    private static Predicate<Trial> chosen(List<Trial> trials, List<String> names) {
        for (String name : names) {
            if (trials.stream().noneMatch(trial -> trial.isOf(name))) {
                throw BadInput.in(
                        "--only", "no run of the study is of '" + name + "'", "take a name that 'study show' lists");
            }
        }
        return trial -> names.isEmpty() || names.stream().anyMatch(trial::isOf);
    }

    @Command(name = "verdicts", description = "judge by the runs that are stored; run nothing")
    void verdicts(@Mixin Output output, @Mixin StoreOption store, @Mixin Choice choice) {
        Console console = output.console();
        StudyResult result =
                new StudyRunner(new RunStore(store.path()), DRAFTER).look(choice.study(), choice.settings());
        verdicts(console, result);
        console.json(json(result, ""));
    }

    private static void verdicts(Console console, StudyResult result) {
        TerminalTable.lines(StudyReport.table(result), console.columns()).forEach(console::line);
        List<Verdict> open = result.verdicts().stream()
                .filter(v -> v.decision() == Verdict.Decision.UNDECIDED)
                .toList();
        if (!open.isEmpty()) {
            console.line("");
            console.line("Why claims are undecided:");
            open.forEach(v -> wrapped(console, v.claim().name() + ": " + v.reason()));
        }
        if (result.missing() > 0) {
            console.line("");
            console.line(result.missing() + " of the " + result.asked() + " runs asked for are missing.");
        }
    }

    private static Map<String, Object> json(StudyResult result, String report) {
        List<Map<String, Object>> verdicts = new ArrayList<>();
        for (Verdict verdict : result.verdicts()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("claim", verdict.claim().name());
            one.put("verdict", verdict.decision().name());
            one.put("adjustedP", verdict.adjustedP());
            one.put("look", verdict.look().name());
            one.put("reason", verdict.reason());
            one.put("published", verdict.claim().published());
            if (verdict.finding() != null) {
                one.put("effect", verdict.finding().effect().estimate());
                one.put("low", verdict.finding().effect().low());
                one.put("high", verdict.finding().effect().high());
                one.put("n", verdict.finding().n());
            }
            verdicts.add(one);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("study", result.study().name());
        json.put("scale", result.settings().scale().word());
        json.put("missing", result.missing());
        json.put("verdicts", verdicts);
        json.put("report", report);
        return json;
    }

    private static void wrapped(Console console, String text) {
        console.table(TextTable.of(" ").row(text));
    }
}
