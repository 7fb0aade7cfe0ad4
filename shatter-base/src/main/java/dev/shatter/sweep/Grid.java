package dev.shatter.sweep;

import dev.shatter.core.BadInput;
import dev.shatter.spec.Drafter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fields that stay and fields that vary: the drafts of a product design.
 *
 * <p>{@code Grid.of(Map.of("data", "mnist")).vary("net", "mlp:512", "linear").vary("seed", 1, 2)} has four drafts; the
 * field varied last changes fastest. Fields are named as {@link Drafter} names them.
 */
public final class Grid {
    /** More drafts than this is a slip of the pen, not an experiment. */
    public static final int MOST = 100_000;

    private final SortedMap<String, Object> fixed;
    private final Map<String, List<Object>> axes;

    private Grid(SortedMap<String, Object> fixed, Map<String, List<Object>> axes) {
        this.fixed = fixed;
        this.axes = axes;
    }

    /** A grid of one draft. */
    public static Grid of(Map<String, ?> fixed) {
        return new Grid(new TreeMap<>(fixed), new LinkedHashMap<>());
    }

    /** The same grid with one field taking these values, in this order; replaces what the field was. */
    public Grid vary(String field, List<?> values) {
        if (values.isEmpty()) {
            throw BadInput.in("grid, field '" + field + "'", "has no values", "give at least one");
        }
        SortedMap<String, Object> rest = new TreeMap<>(fixed);
        rest.remove(field);
        Map<String, List<Object>> more = new LinkedHashMap<>(axes);
        more.remove(field);
        more.put(field, List.copyOf(values));
        Grid grid = new Grid(rest, more);
        if (grid.size() > MOST) {
            throw BadInput.in("grid", "has more than " + MOST + " points", "vary fewer fields or values");
        }
        return grid;
    }

    public Grid vary(String field, Object... values) {
        return vary(field, List.of(values));
    }

    /** Number of drafts. */
    public long size() {
        return axes.values().stream().mapToLong(List::size).reduce(1, Math::multiplyExact);
    }

    /** Every draft: field to value. */
    public List<SortedMap<String, Object>> drafts() {
        List<SortedMap<String, Object>> drafts = List.of(fixed);
        for (Map.Entry<String, List<Object>> axis : axes.entrySet()) {
            List<SortedMap<String, Object>> product = new ArrayList<>();
            for (SortedMap<String, Object> draft : drafts) {
                for (Object value : axis.getValue()) {
                    SortedMap<String, Object> point = new TreeMap<>(draft);
                    point.put(axis.getKey(), value);
                    product.add(Collections.unmodifiableSortedMap(point));
                }
            }
            drafts = product;
        }
        return drafts;
    }

    /** The completed specs, each once. */
    public Sweep sweep(Drafter drafter) {
        return Sweep.of(drafts().stream().map(drafter::draft).toList());
    }
}
