package dev.shatter.run;

import dev.shatter.core.BadInput;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A store as a table: a row a folder; columns {@code id}, {@code state} and {@code note}, and for finished runs the fields of
 * their specs ({@code net}, and {@code net.OPTION} for each of its options), their results, {@code started}, {@code seconds},
 * {@code version} and {@code threads} of what made them, and the values of their measurements, by reference.
 *
 * @param rows newest first
 */
public record StoreTable(List<StoreRow> rows) {
    private static final List<String> ALWAYS = List.of("id", "state", "note");

    public StoreTable {
        rows = List.copyOf(rows);
    }

    /** The names of all columns that some row has. */
    public List<String> columns() {
        // By identity: rows that were remembered share them, and there may be a million.
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        TreeSet<String> columns = new TreeSet<>(ALWAYS);
        for (StoreRow row : rows) {
            for (Fact fact : row.facts()) {
                if (seen.add(fact.column().topic() == Fact.Topic.SPEC ? fact : fact.column())) {
                    columns.addAll(fact.cells().keySet());
                }
            }
        }
        return List.copyOf(columns);
    }

    /** A column, a value a row; empty where the row has none. */
    public List<Optional<Object>> column(String name) {
        return rows.stream().map(row -> Optional.ofNullable(row.cell(name))).toList();
    }

    /**
     * The rows that meet every condition.
     *
     * @param conditions each as {@link RunFilter} reads it
     * @throws BadInput if one is no condition, or about a column that no row has
     */
    public StoreTable where(List<String> conditions) {
        if (rows.isEmpty() || conditions.isEmpty()) {
            return this;
        }
        List<String> columns = columns();
        List<RunFilter> filters = conditions.stream()
                .map(condition -> RunFilter.parse(condition, columns))
                .toList();
        filters.forEach(filter -> filter.check(rows));
        return new StoreTable(rows.stream()
                .filter(row -> filters.stream().allMatch(filter -> filter.test(row)))
                .toList());
    }
}
