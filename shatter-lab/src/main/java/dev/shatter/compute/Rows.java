package dev.shatter.compute;

import dev.shatter.run.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table in the making. */
final class Rows {
    private final List<String> columns;
    private final List<List<Double>> rows = new ArrayList<>();

    Rows(String... columns) {
        this.columns = List.of(columns);
    }

    Rows add(double... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values for " + columns);
        }
        rows.add(Arrays.stream(values).boxed().toList());
        return this;
    }

    Trace trace() {
        return new Trace(columns, rows);
    }
}
