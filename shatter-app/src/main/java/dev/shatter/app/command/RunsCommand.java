package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.PlainFormat;
import dev.shatter.app.TextTable;
import dev.shatter.core.BadInput;
import dev.shatter.core.Home;
import dev.shatter.core.Json;
import dev.shatter.core.Printable;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.Experiment;
import dev.shatter.experiment.Experiments;
import dev.shatter.run.Listing;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.run.StoreRow;
import dev.shatter.run.Trace;
import dev.shatter.spec.Differences;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at, compares, removes and exports stored runs. */
@Command(name = "runs", description = "list, show, compare, remove and export stored runs")
final class RunsCommand implements Runnable {
    @Mixin
    private Output output;

    @Mixin
    private StoreOption store;

    /** Without a subcommand: the list. */
    @Override
    public void run() {
        list(output.console(), new RunStore(store.path()), List.of());
    }

    @Command(
            name = "list",
            description = "list every folder of the store, the newest first, whatever its state",
            footer = {
                "",
                "A condition is COLUMN OPERATOR VALUE, with = != > >= < <=. Columns are the fields of specs (net, and"
                        + " net.OPTION), results, references of measurements, and id, state, kind, started, seconds,"
                        + " version, threads. In texts * stands for anything; variants are named in short or in full."
                        + " Example: shatter runs list --where 'net=mlp:512x3' --where 'testAccuracy>0.9'"
            })
    void list(
            @Mixin Output output,
            @Mixin StoreOption store,
            @Option(
                            names = "--where",
                            paramLabel = "CONDITION",
                            description = "only those that meet it; may be given several times")
                    @Nullable
                    List<String> conditions) {
        list(output.console(), new RunStore(store.path()), conditions == null ? List.of() : conditions);
    }

    @Command(
            name = "verify",
            description = "read every byte of stored runs and compare it with the hashes kept when they were made")
    void verify(
            @Mixin Output output,
            @Mixin StoreOption store,
            @Parameters(paramLabel = "ID", arity = "0..*", description = "runs (default: all)") @Nullable
                    List<String> ids) {
        Console console = output.console();
        RunStore runs = new RunStore(store.path());
        List<Listing> chosen = ids == null || ids.isEmpty()
                ? runs.list().stream().filter(RunsCommand::wasFinished).toList()
                : ids.stream().map(runs::listing).toList();
        Map<String, List<String>> faults = new LinkedHashMap<>();
        for (Listing listing : chosen) {
            List<String> found = runs.verify(listing);
            if (!found.isEmpty()) {
                faults.put(listing.name(), found);
                found.forEach(fault -> console.line(name(listing) + "  " + Printable.of(fault)));
            }
        }
        console.json(Map.of("verified", chosen.size(), "faults", faults));
        if (!faults.isEmpty()) {
            throw BadInput.in(
                    store.path(),
                    faults.size() + " of " + chosen.size() + " runs are not as they were written",
                    "run their specs again: damaged folders are moved aside and made anew; measurements are made again"
                            + " by 'measure'");
        }
        console.line(
                chosen.size() == 1
                        ? "The run is as it was written."
                        : "All " + chosen.size() + " runs are as they were written.");
    }

    private static boolean wasFinished(Listing listing) {
        return switch (listing.state()) {
            case COMPLETE, DAMAGED, NEWER, UNREADABLE -> true;
            case RUNNING, UNFINISHED, ASIDE, FOREIGN -> false;
        };
    }

    @Command(name = "show", description = "show a run: its spec, what made it, what came out")
    void show(
            @Mixin Output output,
            @Mixin StoreOption store,
            @Parameters(paramLabel = "ID", description = "the beginning of the run's id") String id) {
        Console console = output.console();
        Run run = new RunStore(store.path()).get(id);
        // First of all: where it is damaged nothing is shown.
        Trace trace = run.trace();
        console.line("run      " + run.id());
        console.line("folder   " + run.folder());
        TextTable results = TextTable.of("result", "value");
        run.results().forEach((name, value) -> results.row(name, value));
        console.table(results);
        console.line("");
        TextTable fields = TextTable.of("spec", "value");
        run.spec().json().properties().forEach(e -> fields.row(e.getKey(), Json.canonical(e.getValue())));
        console.table(fields);
        console.line("");
        TextTable made = TextTable.of("made by", "value");
        Json.mapper()
                .valueToTree(run.provenance())
                .properties()
                .forEach(e -> made.row(e.getKey(), plain(e.getValue())));
        console.table(made);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", run.id());
        json.put("folder", run.folder().toString());
        json.put("spec", run.spec().json());
        json.put("provenance", run.provenance());
        json.put("results", run.results());
        json.put("trace", Map.of("columns", trace.columns(), "rows", trace.rows()));
        console.json(json);
    }

    @Command(name = "compare", description = "compare runs: the fields in which their specs differ, and their results")
    void compare(
            @Mixin Output output,
            @Mixin StoreOption store,
            @Parameters(paramLabel = "ID", arity = "2..*", description = "two runs or more") List<String> ids) {
        Console console = output.console();
        RunStore runs = new RunStore(store.path());
        List<Run> chosen = ids.stream().map(runs::get).toList();
        List<String> headings = new ArrayList<>(List.of("field"));
        chosen.forEach(run -> headings.add(run.id().substring(0, 12)));
        TextTable table = TextTable.of(headings.toArray(new String[0]));
        Map<String, List<String>> differing =
                Differences.of(chosen.stream().map(Run::spec).toList());
        differing.forEach((field, values) -> row(table, field, PlainFormat.fromDifference(values)));
        TreeSet<String> names = new TreeSet<>();
        chosen.forEach(run -> names.addAll(run.results().keySet()));
        for (String name : names) {
            row(
                    table,
                    name,
                    chosen.stream().map(run -> String.valueOf(run.result(name))).toList());
        }
        console.table(table);
        console.json(Map.of(
                "runs", chosen.stream().map(Run::id).toList(),
                "differing", differing,
                "results", chosen.stream().map(Run::results).toList()));
    }

    @Command(name = "rm", description = "remove runs, finished or not")
    void remove(
            @Mixin Output output,
            @Mixin StoreOption store,
            @Parameters(paramLabel = "ID", arity = "1..*", description = "runs to remove") List<String> ids) {
        Console console = output.console();
        RunStore runs = new RunStore(store.path());
        List<Listing> chosen = ids.stream().map(runs::listing).toList();
        chosen.forEach(runs::remove);
        chosen.forEach(listing -> console.line("removed " + Printable.of(listing.name())));
        console.json(Map.of("removed", chosen.stream().map(Listing::name).toList()));
    }

    @Command(
            name = "export",
            description =
                    "write a run's files; of a training also its weights as NPY and the exact tensors it was trained"
                            + " and tested on with their labels")
    void export(
            @Mixin Output output,
            @Mixin StoreOption store,
            @Parameters(paramLabel = "ID", description = "the run") String id,
            @Option(names = "--to", required = true, paramLabel = "DIR", description = "a new or empty folder")
                    Path folder) {
        Console console = output.console();
        Run run = new RunStore(store.path()).get(id);
        List<Path> files = Experiments.of(run.spec()).export(run, new DataStore(Home.path()), folder);
        files.forEach(file -> console.line(file.toString()));
        console.json(Map.of(
                "id", run.id(), "files", files.stream().map(Path::toString).toList()));
    }

    private static void list(Console console, RunStore store, List<String> conditions) {
        List<Listing> listings = store.table().where(conditions, new TypedNotation()).rows().stream()
                .map(StoreRow::listing)
                .toList();
        if (console.wantsJson()) {
            console.json(listings.stream().map(RunsCommand::json).toList());
            return;
        }
        Map<Experiment, TextTable> kinds = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (Listing listing : listings) {
            String unknown = row(kinds, listing.run());
            if (listing.run() == null || !unknown.isEmpty()) {
                String note = listing.run() == null ? listing.note() : unknown;
                others.add(state(listing) + "  " + name(listing) + "  " + Printable.of(note));
            }
        }
        if (listings.isEmpty()) {
            console.line(
                    conditions.isEmpty()
                            ? "No runs in " + store.root() + "; './shatter quickstart' makes some."
                            : "No runs in " + store.root() + " meet that.");
        } else {
            kinds.values().forEach(console::table);
            others.forEach(console::line);
        }
    }

    /** Puts a run into the table of its kind; why not, if it names what this version does not know, else empty. */
    private static String row(Map<Experiment, TextTable> kinds, @Nullable Run run) {
        if (run == null) {
            return "";
        }
        if (!Experiments.CATALOGUE.contains(run.spec().kind())) {
            return "of the unknown kind '" + run.spec().kind() + "'";
        }
        try {
            Experiment experiment = Experiments.of(run.spec());
            Object[] cells = RunReport.row(experiment, run);
            kinds.computeIfAbsent(experiment, RunReport::table).row(cells);
            return "";
        } catch (BadInput e) {
            return e.sentence();
        }
    }

    private static Map<String, Object> json(Listing listing) {
        Run run = listing.run();
        String note = listing.note();
        if (run != null) {
            try {
                if (Experiments.CATALOGUE.contains(run.spec().kind())) {
                    Map<String, Object> complete =
                            new LinkedHashMap<>(Experiments.of(run.spec()).json(run));
                    complete.put("state", state(listing));
                    return complete;
                }
                note = "of the unknown kind '" + run.spec().kind() + "'";
            } catch (BadInput e) {
                note = e.sentence();
            }
        }
        return Map.of("id", listing.name(), "state", state(listing), "note", note);
    }

    private static String state(Listing listing) {
        return listing.state().name().toLowerCase(Locale.ROOT);
    }

    /** The beginning of an id; the whole name of what is not a run. */
    private static String name(Listing listing) {
        return switch (listing.state()) {
            case ASIDE, FOREIGN -> Printable.of(listing.name());
            default -> listing.name().substring(0, 12);
        };
    }

    private static void row(TextTable table, String field, List<String> values) {
        List<Object> cells = new ArrayList<>(List.of(field));
        cells.addAll(values);
        table.row(cells.toArray());
    }

    private static String plain(com.fasterxml.jackson.databind.JsonNode node) {
        return node.isValueNode() ? node.asText() : Json.canonical(node);
    }
}
