package dev.shatter.app.command;

import dev.shatter.app.Console;
import dev.shatter.app.Table;
import dev.shatter.core.Home;
import dev.shatter.core.Json;
import dev.shatter.data.store.DataStore;
import dev.shatter.experiment.Experiment;
import dev.shatter.experiment.Experiments;
import dev.shatter.run.Listing;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
        list(output.console(), new RunStore(store.path()));
    }

    @Command(name = "list", description = "list every folder of the store, the newest first, whatever its state")
    void list(@Mixin Output output, @Mixin StoreOption store) {
        list(output.console(), new RunStore(store.path()));
    }

    @Command(name = "show", description = "show a run: its spec, what made it, what came out")
    void show(
            @Mixin Output output,
            @Mixin StoreOption store,
            @Parameters(paramLabel = "ID", description = "the beginning of the run's id") String id) {
        Console console = output.console();
        Run run = new RunStore(store.path()).get(id);
        console.line("run      " + run.id());
        console.line("folder   " + run.folder());
        Table results = Table.of("result", "value");
        run.results().forEach((name, value) -> results.row(name, value));
        console.table(results);
        console.line("");
        Table fields = Table.of("spec", "value");
        run.spec().json().properties().forEach(e -> fields.row(e.getKey(), Json.canonical(e.getValue())));
        console.table(fields);
        console.line("");
        Table made = Table.of("made by", "value");
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
        json.put(
                "trace",
                Map.of("columns", run.trace().columns(), "rows", run.trace().rows()));
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
        Table table = Table.of(headings.toArray(new String[0]));
        Map<String, List<String>> differing = new LinkedHashMap<>();
        for (String field : fields(chosen)) {
            List<String> values = chosen.stream()
                    .map(run -> plain(run.spec().json().path(field)))
                    .toList();
            if (values.stream().distinct().count() > 1) {
                differing.put(field, values);
                row(table, field, values);
            }
        }
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
        chosen.forEach(listing -> console.line("removed " + listing.name()));
        console.json(Map.of("removed", chosen.stream().map(Listing::name).toList()));
    }

    @Command(
            name = "export",
            description =
                    "write a run's files; of a training also its weights as NPY and the exact tensors it was trained and "
                            + "tested on with their labels")
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

    private static void list(Console console, RunStore store) {
        List<Listing> listings = store.list();
        Map<Experiment, List<Run>> kinds = new LinkedHashMap<>();
        List<Map<String, Object>> json = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Listing listing : listings) {
            Run run = listing.run();
            if (run != null && Experiments.CATALOGUE.contains(run.spec().kind())) {
                Experiment experiment = Experiments.of(run.spec());
                kinds.computeIfAbsent(experiment, k -> new ArrayList<>()).add(run);
                Map<String, Object> complete = new LinkedHashMap<>(experiment.json(run));
                complete.put("state", "complete");
                json.add(complete);
            } else {
                String state = listing.state().name().toLowerCase(java.util.Locale.ROOT);
                String note = run == null
                        ? listing.note()
                        : "of the unknown kind '" + run.spec().kind() + "'";
                others.add(state + "  "
                        + listing.name()
                                .substring(0, Math.min(12, listing.name().length())) + "  " + note);
                json.add(Map.of("id", listing.name(), "state", state, "note", note));
            }
        }
        if (listings.isEmpty()) {
            console.line("No runs in " + store.root() + "; './shatter quickstart' makes some.");
        } else {
            kinds.forEach((experiment, runs) -> console.table(RunReport.table(experiment, runs)));
            others.forEach(console::line);
        }
        console.json(json);
    }

    private static List<String> fields(List<Run> runs) {
        TreeSet<String> names = new TreeSet<>();
        runs.forEach(run -> run.spec().json().fieldNames().forEachRemaining(names::add));
        return List.copyOf(names);
    }

    private static void row(Table table, String field, List<String> values) {
        List<Object> cells = new ArrayList<>(List.of(field));
        cells.addAll(values);
        table.row(cells.toArray());
    }

    private static String plain(com.fasterxml.jackson.databind.JsonNode node) {
        return node.isValueNode() ? node.asText() : Json.canonical(node);
    }
}
