package dev.shatter.run;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A store as a table: a row a folder; columns {@code id}, {@code state} and {@code note}, and for finished runs the fields of
 * their specs ({@code net}, and {@code net.OPTION} for each of its options), their results, {@code started}, {@code seconds},
 * {@code version} and {@code threads} of what made them, and the values of their measurements, by reference.
 *
 * @param rows newest first
 */
public record StoreTable(List<Row> rows) {
    /**
     * A folder of the store.
     *
     * @param listing what it is
     * @param cells Double, Boolean or String by column
     */
    public record Row(Listing listing, SortedMap<String, Object> cells) {}

    public StoreTable {
        rows = List.copyOf(rows);
    }

    static StoreTable of(List<RunIndex.Row> rows) {
        return new StoreTable(
                rows.stream().map(row -> new Row(row.listing(), cells(row))).toList());
    }

    private static SortedMap<String, Object> cells(RunIndex.Row row) {
        TreeMap<String, Object> cells = new TreeMap<>();
        Listing listing = row.listing();
        cells.put("id", listing.name());
        cells.put("state", listing.state().name().toLowerCase(Locale.ROOT));
        cells.put("note", listing.note());
        Run run = listing.run();
        if (run != null) {
            cells.put("kind", run.spec().kind());
            run.spec().values().forEach((field, value) -> flatten(cells, field, value));
            run.results().forEach(cells::putIfAbsent);
            cells.putIfAbsent("started", run.provenance().started());
            cells.putIfAbsent("seconds", run.provenance().seconds());
            cells.putIfAbsent("version", run.provenance().version());
            cells.putIfAbsent("threads", (double) run.provenance().threads());
            row.measured().forEach(cells::putIfAbsent);
        }
        return Collections.unmodifiableSortedMap(cells);
    }

    private static void flatten(SortedMap<String, Object> cells, String name, Object value) {
        if (value instanceof Variant variant) {
            cells.putIfAbsent(name, variant.text());
            variant.options().forEach((option, of) -> flatten(cells, name + "." + option, of));
        } else if (value instanceof List<?> list) {
            cells.putIfAbsent(
                    name, String.join("-", list.stream().map(StoreTable::text).toList()));
        } else {
            cells.putIfAbsent(name, value instanceof Number number ? Double.valueOf(number.doubleValue()) : value);
        }
    }

    private static String text(Object item) {
        return item instanceof Variant variant ? variant.text() : String.valueOf(item);
    }

    /** The names of all columns that some row has. */
    public List<String> columns() {
        TreeSet<String> columns = new TreeSet<>();
        rows.forEach(row -> columns.addAll(row.cells().keySet()));
        return List.copyOf(columns);
    }

    /** A column, a value a row; empty where the row has none. */
    public List<Optional<Object>> column(String name) {
        return rows.stream()
                .map(row -> Optional.ofNullable(row.cells().get(name)))
                .toList();
    }

    /**
     * The rows that meet every condition.
     *
     * @param conditions each as {@link RunFilter} reads it
     * @throws BadInput if one is no condition, or about a column that no row has
     */
    public StoreTable where(List<String> conditions) {
        if (rows.isEmpty()) {
            return this;
        }
        List<String> columns = columns();
        List<RunFilter> filters = new ArrayList<>();
        conditions.forEach(condition -> filters.add(RunFilter.parse(condition, columns)));
        filters.forEach(filter -> filter.check(rows));
        return new StoreTable(rows.stream()
                .filter(row -> filters.stream().allMatch(filter -> filter.test(row)))
                .toList());
    }
}
