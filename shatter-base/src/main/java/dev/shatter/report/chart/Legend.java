package dev.shatter.report.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Names with swatches, set in rows from the left. */
record Legend(List<Entry> entries, double height) {
    static final Legend NONE = new Legend(List.of(), 0);
    static final double SWATCH = 26;
    private static final double GAP = 18;
    private static final double ROW = 18;

    /** One name; x and y are the swatch's left end and middle, relative to the legend's corner. */
    record Entry(Mark mark, String text, double x, double y) {}

    boolean isDrawn() {
        return !entries.isEmpty();
    }

    static Legend of(Collection<Mark> marks, double width) {
        List<Entry> entries = new ArrayList<>();
        double x = 0;
        double y = ROW / 2;
        for (Mark mark : marks) {
            String text = TextWidth.fit(mark.name(), width - SWATCH - 6, ChartLayout.TEXT);
            double needed = SWATCH + 6 + TextWidth.of(text, ChartLayout.TEXT);
            if (x > 0 && x + needed > width) {
                x = 0;
                y += ROW;
            }
            entries.add(new Entry(mark, text, x, y));
            x += needed + GAP;
        }
        return entries.isEmpty() ? NONE : new Legend(List.copyOf(entries), y + ROW / 2 + 4);
    }
}
