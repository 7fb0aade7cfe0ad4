package dev.shatter.study.manifold;

import dev.shatter.report.Cell;
import dev.shatter.report.Table;
import dev.shatter.study.Evidence;
import dev.shatter.study.OverSeeds;
import java.util.ArrayList;
import java.util.List;

/** Every estimate, on the whole sample, a row a treatment of the pixels. */
final class DimensionTable {
    private static final List<String> RESULTS =
            List.of("twoNearest", "mackay", "participation", "components90", "components95");

    private DimensionTable() {}

    static Table of(Evidence evidence) {
        List<List<Cell>> rows = new ArrayList<>();
        for (String condition : evidence.conditions()) {
            List<Cell> row = new ArrayList<>(List.of(Cell.words(condition)));
            for (String result : RESULTS) {
                row.add(OverSeeds.cell(evidence.condition(condition).results(result)));
            }
            rows.add(row);
        }
        return new Table(
                "dimensions",
                "Dimensions of the inputs",
                List.of(
                        Table.Column.words("pixels"),
                        Table.Column.numbers("TwoNN", ""),
                        Table.Column.numbers("MacKay", ""),
                        Table.Column.numbers("participation", ""),
                        Table.Column.numbers("PCA 90 %", ""),
                        Table.Column.numbers("PCA 95 %", "")),
                rows,
                "Means over seeds with Student's 95 % intervals. The last three are linear dimensions.");
    }
}
