package dev.shatter.sweep;

import dev.shatter.spec.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Specs to run, each once, in the order in which they are to be begun, with what is to be measured on their runs.
 *
 * @param tasks no two of the same spec
 */
public record Sweep(List<Task> tasks) {
    public Sweep {
        tasks = List.copyOf(tasks);
        if (distinct(tasks).size() != tasks.size()) {
            throw new IllegalArgumentException("a sweep holds a spec once");
        }
    }

    /** The sweep of these specs; repetitions are dropped. */
    public static Sweep of(List<? extends Spec> specs) {
        return ofTasks(specs.stream().map(Task::of).toList());
    }

    /** The sweep of these tasks; those of one spec become one, with all their measures. */
    public static Sweep ofTasks(List<Task> tasks) {
        return new Sweep(new ArrayList<>(distinct(tasks).values()));
    }

    public List<Spec> specs() {
        return tasks.stream().map(Task::spec).toList();
    }

    public int size() {
        return tasks.size();
    }

    private static Map<String, Task> distinct(List<Task> tasks) {
        Map<String, Task> byId = new LinkedHashMap<>();
        tasks.forEach(task -> byId.merge(task.spec().id(), task, Task::and));
        return byId;
    }
}
