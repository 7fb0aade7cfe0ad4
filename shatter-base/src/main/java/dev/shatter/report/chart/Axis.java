package dev.shatter.report.chart;

import java.util.List;

/**
 * One axis: what is on it, in which unit, on which scale.
 *
 * @param name in words, sentence case ("training loss")
 * @param unit symbol put in brackets after the name, or empty ("%", "nats", "s")
 * @param min lower end, NaN to take it from the data
 * @param max upper end, NaN to take it from the data
 * @param zero whether zero must be on the axis
 * @param categories names in order (first: left or top) for {@link Kind#CATEGORY}, otherwise empty
 * @param over whether categories of a y axis are named over their rows, not left of them: for narrow pictures
 */
public record Axis(
        String name,
        String unit,
        Kind kind,
        double min,
        double max,
        boolean zero,
        List<String> categories,
        boolean over) {

    /** The scale. On {@link #LOG} only positive values can be drawn; the picture says how many others it left out. */
    public enum Kind {
        LINEAR,
        LOG,
        CATEGORY
    }

    public Axis {
        categories = List.copyOf(categories);
        if (kind == Kind.CATEGORY && categories.isEmpty()) {
            throw new IllegalArgumentException("axis '" + name + "' has no categories");
        }
        if (min >= max) {
            throw new IllegalArgumentException("axis '" + name + "' ends at " + max + " before it begins at " + min);
        }
        if (kind == Kind.LOG && (min <= 0 || max <= 0 || zero)) {
            throw new IllegalArgumentException("axis '" + name + "' is logarithmic and cannot show 0 or less");
        }
        if (Double.isInfinite(min) || Double.isInfinite(max)) {
            throw new IllegalArgumentException("axis '" + name + "' has an infinite end");
        }
    }

    public static Axis linear(String name, String unit) {
        return new Axis(name, unit, Kind.LINEAR, Double.NaN, Double.NaN, false, List.of(), false);
    }

    public static Axis log(String name, String unit) {
        return new Axis(name, unit, Kind.LOG, Double.NaN, Double.NaN, false, List.of(), false);
    }

    public static Axis categories(String name, List<String> categories) {
        return new Axis(name, "", Kind.CATEGORY, Double.NaN, Double.NaN, false, categories, false);
    }

    /** The same axis from {@code min} to {@code max}; NaN leaves an end to the data. */
    public Axis range(double min, double max) {
        return new Axis(name, unit, kind, min, max, zero, categories, over);
    }

    /** The same axis, with zero on it. */
    public Axis withZero() {
        return new Axis(name, unit, kind, min, max, true, categories, over);
    }

    /** The same axis with its categories named over their rows. */
    public Axis namedOver() {
        return new Axis(name, unit, kind, min, max, zero, categories, true);
    }

    /** Name with unit: "test error (%)". */
    public String title() {
        return unit.isEmpty() ? name : name + " (" + unit + ")";
    }

    /** As drawn: the title, and on a logarithmic axis the words for it. */
    String label() {
        if (kind != Kind.LOG) {
            return title();
        }
        return unit.isEmpty() ? name + " (log scale)" : name + " (" + unit + ", log scale)";
    }
}
