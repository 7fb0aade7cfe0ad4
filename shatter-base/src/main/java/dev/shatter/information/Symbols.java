package dev.shatter.information;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values as whole numbers from 0, in the order in which they are first seen. */
final class Symbols {
    private Symbols() {}

    /** Rows that are equal get the same number. */
    static int[] of(double[][] rows) {
        Map<List<Double>, Integer> numbers = new HashMap<>();
        int[] symbols = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            // 0.0 and -0.0 are one value.
            List<Double> row = Arrays.stream(rows[i]).map(v -> v + 0.0).boxed().toList();
            symbols[i] = numbers.computeIfAbsent(row, r -> numbers.size());
        }
        return symbols;
    }

    /** Pairs as symbols. */
    static int[] join(int[] a, int[] b) {
        Map<Long, Integer> numbers = new HashMap<>();
        int[] symbols = new int[a.length];
        for (int i = 0; i < a.length; i++) {
            symbols[i] = numbers.computeIfAbsent(((long) a[i] << 32) | b[i], pair -> numbers.size());
        }
        return symbols;
    }

    /** How often each was seen. */
    static long[] counts(int... symbols) {
        long[] counts = new long[Arrays.stream(symbols).max().orElse(-1) + 1];
        for (int symbol : symbols) {
            counts[symbol]++;
        }
        return counts;
    }
}
