package dev.shatter.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.Json;
import dev.shatter.run.Measurements;
import dev.shatter.run.Run;
import dev.shatter.run.RunStore;
import dev.shatter.spec.Spec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is asked for of one spec: its run, and measurements beside it.
 *
 * @param spec what to run
 * @param measures names of measurements, as {@link Measurements} stores them; mostly none
 */
public record Task(Spec spec, SortedSet<String> measures) {
    public Task {
        measures = Collections.unmodifiableSortedSet(new TreeSet<>(measures));
    }

    /** The run alone. */
    public static Task of(Spec spec) {
        return new Task(spec, Collections.emptySortedSet());
    }

    /** The run, if the store holds it with everything that is to be measured on it. */
    public Optional<Run> find(RunStore store) {
        return store.find(spec).filter(this::isMeasured);
    }

    private boolean isMeasured(Run run) {
        return measures.stream().allMatch(name -> Measurements.find(run, name).isPresent());
    }

    /** Tasks to be carried out at once in one line, for another process. */
    static String order(List<Task> tasks) {
        return tasks.stream().map(Task::line).collect(Collectors.joining(",", "[", "]"));
    }

    /** Reads what {@link #order} wrote, as {@link #read} does. */
    static List<Task> readOrder(String line) {
        try {
            List<Task> tasks = new ArrayList<>();
            Json.mapper().readTree(line).forEach(tree -> tasks.add(of(tree)));
            return tasks;
        } catch (JsonProcessingException e) {
            throw foreign(e);
        }
    }

    /** The task in one line, for another process. */
    public String line() {
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.set("spec", spec.json());
        ArrayNode names = tree.putArray("measures");
        measures.forEach(names::add);
        return Json.canonical(tree);
    }

    /**
     * Reads what {@link #line} wrote.
     *
     * @throws IllegalStateException if it is nothing of the kind: the other process is another version
     */
    public static Task read(String line) {
        try {
            return of(Json.mapper().readTree(line));
        } catch (JsonProcessingException e) {
            throw foreign(e);
        }
    }

    private static Task of(JsonNode tree) {
        TreeSet<String> measures = new TreeSet<>();
        tree.path("measures").forEach(name -> measures.add(name.asText()));
        return new Task(Spec.read(tree.path("spec")), measures);
    }

    private static IllegalStateException foreign(JsonProcessingException cause) {
        return new IllegalStateException("an order that is not JSON: the parent is another version", cause);
    }

    Task and(Task other) {
        TreeSet<String> all = new TreeSet<>(measures);
        all.addAll(other.measures);
        return new Task(spec, all);
    }
}
