package dev.shatter.run;

import dev.shatter.core.BadInput;
import java.util.HashSet;
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
        // There may be a million facts: those that are as in the row before are passed over.
        Set<Object> seen = new HashSet<>();
        TreeSet<String> columns = new TreeSet<>(ALWAYS);
        List<Fact> before = List.of();
        for (StoreRow row : rows) {
            List<Fact> facts = row.facts();
            for (int i = 0; i < facts.size(); i++) {
                Fact fact = facts.get(i);
                boolean known = i < before.size() && names(fact).equals(names(before.get(i)));
                if (!known && seen.add(names(fact))) {
                    columns.addAll(fact.cells().keySet());
                }
            }
            before = facts;
        }
        return List.copyOf(columns);
    }

    /** What decides which columns it fills. */
    private static Object names(Fact fact) {
        return fact.isCompound() ? fact : fact.column();
    }

    /** A column, a value a row; empty where the row has none. */
    public List<Optional<Object>> column(String name) {
        return rows.stream().map(row -> Optional.ofNullable(row.cell(name))).toList();
    }

    /** As {@link #where(List, Notation)}, variants named by their full texts. */
    public StoreTable where(List<String> conditions) {
        return where(conditions, Notation.FULL);
    }

    /**
     * The rows that meet every condition.
     *
     * @param conditions each as {@link RunFilter} reads it
     * @param notation how a variant may be written besides its full text
     * @throws BadInput if one is no condition, or about a column that no row has
     */
    public StoreTable where(List<String> conditions, Notation notation) {
        if (rows.isEmpty() || conditions.isEmpty()) {
            return this;
        }
        List<String> columns = columns();
        List<RunFilter> filters = conditions.stream()
                .map(condition -> RunFilter.parse(condition, columns, notation))
                .toList();
        filters.forEach(filter -> filter.check(rows));
        return new StoreTable(rows.stream()
                .filter(row -> filters.stream().allMatch(filter -> filter.test(row)))
                .toList());
    }
}
