package dev.shatter.report.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The places marked on an axis and their texts. */
record Ticks(double[] values, List<String> labels) {
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /** Round numbers (1, 2 or 5 times a power of ten) in [min, max], about {@code target} of them. */
    static Ticks linear(double min, double max, int target) {
        BigDecimal step = step((max - min) / Math.max(1, target));
        double slack = 1e-9;
        long first = (long) Math.ceil(min / step.doubleValue() - slack);
        long last = (long) Math.floor(max / step.doubleValue() + slack);
        List<BigDecimal> at = new ArrayList<>();
        for (long k = first; k <= last; k++) {
            at.add(step.multiply(BigDecimal.valueOf(k)));
        }
        double[] values = at.stream().mapToDouble(BigDecimal::doubleValue).toArray();
        double largest = Math.max(Math.abs(min), Math.abs(max));
        boolean scientific = largest >= 1e6 || step.doubleValue() < 1e-4;
        return new Ticks(
                values,
                at.stream().map(v -> scientific ? scientific(v) : plain(v)).toList());
    }

    /** The smallest range of whole steps that holds [min, max]. */
    static double[] roundOutwards(double min, double max, int target) {
        double step = step((max - min) / Math.max(1, target)).doubleValue();
        double slack = 1e-9;
        return new double[] {Math.floor(min / step + slack) * step, Math.ceil(max / step - slack) * step};
    }

    /** Powers of ten in [min, max]; 1, 2 and 5 times them when the range is short. */
    static Ticks logarithmic(double min, double max, int target) {
        int first = (int) Math.ceil(Math.log10(min) - 1e-9);
        int last = (int) Math.floor(Math.log10(max) + 1e-9);
        List<BigDecimal> at = new ArrayList<>();
        if (last - first >= 2) {
            int stride = (int) Math.ceil((last - first + 1) / (double) Math.max(2, target));
            // A stride may pass over all but one power in the range.
            while (Math.floorDiv(last, stride) - Math.floorDiv(first - 1, stride) < 2) {
                stride--;
            }
            for (int e = first + Math.floorMod(-first, stride); e <= last; e += stride) {
                at.add(BigDecimal.ONE.scaleByPowerOfTen(e));
            }
        } else {
            for (int e = first - 1; e <= last; e++) {
                for (int m : new int[] {1, 2, 5}) {
                    BigDecimal v = BigDecimal.valueOf(m).scaleByPowerOfTen(e);
                    if (v.doubleValue() >= min * (1 - 1e-9) && v.doubleValue() <= max * (1 + 1e-9)) {
                        at.add(v);
                    }
                }
            }
        }
        if (at.size() < 2) {
            return linear(min, max, target);
        }
        boolean scientific = min < 0.9e-4 || max > 1.1e5;
        return new Ticks(
                at.stream().mapToDouble(BigDecimal::doubleValue).toArray(),
                at.stream().map(v -> scientific ? scientific(v) : plain(v)).toList());
    }

    /** Without those whose text would come nearer than this to the text before it, along a level axis; in pixels. */
    Ticks apart(AxisScale x, double gap) {
        List<Integer> kept = new ArrayList<>();
        double end = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            double half = TextWidth.of(labels.get(i), ChartLayout.TEXT) / 2;
            double middle = x.at(values[i]);
            if (middle - half >= end + gap) {
                kept.add(i);
                end = middle + half;
            }
        }
        return new Ticks(
                kept.stream().mapToDouble(i -> values[i]).toArray(),
                kept.stream().map(labels::get).toList());
    }

    /** Grouped in thousands, with a true minus sign. */
    static String plain(BigDecimal v) {
        if (v.signum() == 0) {
            return "0";
        }
        int decimals = Math.max(0, v.scale());
        return String.format(Locale.ROOT, "%,." + decimals + "f", v).replace('-', '−');
    }

    /** As 10⁻³ or 2.5×10⁷. */
    static String scientific(BigDecimal v) {
        if (v.signum() == 0) {
            return "0";
        }
        BigDecimal s = v.stripTrailingZeros();
        int exponent = s.precision() - s.scale() - 1;
        BigDecimal mantissa = s.scaleByPowerOfTen(-exponent).stripTrailingZeros();
        String power = "10" + superscript(exponent);
        if (mantissa.compareTo(BigDecimal.ONE) == 0) {
            return power;
        }
        return mantissa.toPlainString().replace('-', '−') + "×" + power;
    }

    static String superscript(int number) {
        StringBuilder text = new StringBuilder(number < 0 ? "⁻" : "");
        Integer.toString(Math.abs(number)).chars().forEach(c -> text.append(SUPERSCRIPTS.charAt(c - '0')));
        return text.toString();
    }

    /** Where the exponent of a label begins, or −1. */
    static int exponentAt(String label) {
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) == '⁻' || SUPERSCRIPTS.indexOf(label.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** Superscript digits and minus as ordinary ones. */
    static String lowered(String exponent) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < exponent.length(); i++) {
            char c = exponent.charAt(i);
            text.append(c == '⁻' ? "−" : Integer.toString(SUPERSCRIPTS.indexOf(c)));
        }
        return text.toString();
    }

    private static BigDecimal step(double rough) {
        int exponent = (int) Math.floor(Math.log10(rough));
        double mantissa = rough / Math.pow(10, exponent);
        // Limits at the geometric means, so that the number of steps is closest to the one asked for.
        int nice = mantissa < Math.sqrt(2) ? 1 : mantissa < Math.sqrt(10) ? 2 : mantissa < Math.sqrt(50) ? 5 : 10;
        // Scale 0 at least, so that whole numbers print without an exponent.
        BigDecimal step = BigDecimal.valueOf(nice).scaleByPowerOfTen(exponent).stripTrailingZeros();
        return step.scale() < 0 ? step.setScale(0, RoundingMode.UNNECESSARY) : step;
    }
}
