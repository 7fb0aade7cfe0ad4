package dev.shatter.corrupt;

import dev.shatter.core.BadInput;
import dev.shatter.core.Decimal;
import dev.shatter.core.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Probabilities T_ij that a label of class i becomes j, rows summing to 1.
 *
 * <p>As text, the entries off the diagonal that are not 0, {@code 2-0:0.3+9-1:0.4} in the order of their classes; what is left
 * of each row stands on the diagonal. As a file, a line for each true class with K probabilities between commas, semicolons or
 * blanks; lines that are empty or begin with {@code #} are skipped.
 *
 * @param flips by true class, by new class: T_ij in (0, 1], i ≠ j
 * @param classes K; 0 if it fits any data that have the classes named
 */
record TransitionMatrix(SortedMap<Integer, SortedMap<Integer, Double>> flips, int classes) {
    static final int MOST_CLASSES = 1000;

    private static final String WHERE = "label corruption 'matrix'";
    private static final Pattern FLIP = Pattern.compile("(\\d{1,3})-(\\d{1,3}):([^+]+)");
    private static final Pattern WRITTEN_OUT = Pattern.compile("(" + FLIP.pattern() + "(\\+|$))*");

    /** What rows of a file may differ from 1: probabilities are often written with three digits. */
    private static final double ROUNDING = 2e-3;

    /** Of a file: a thousand classes with six digits each are half as many. */
    private static final long MOST_BYTES = 16L << 20;

    /** Flips shown in a sentence. */
    private static final int SHOWN = 5;

    /**
     * The matrix that a text writes out, or that lies in the file it names.
     *
     * @param classes K of a matrix that was read before; 0 for none
     * @throws BadInput if it is neither, or not a matrix of probabilities
     */
    static TransitionMatrix of(String text, int classes) {
        return WRITTEN_OUT.matcher(text).matches() ? writtenOut(text, classes) : read(path(text));
    }

    private static TransitionMatrix writtenOut(String text, int classes) {
        TransitionMatrix matrix = new TransitionMatrix(new TreeMap<>(), classes);
        FLIP.matcher(text).results().forEach(flip -> {
            String place = WHERE + ", '" + flip.group() + "'";
            int from = Integer.parseInt(flip.group(1));
            int to = Integer.parseInt(flip.group(2));
            if (from == to) {
                throw BadInput.in(place, "flips a class to itself", "name two classes; what is left of a row is kept");
            }
            if (matrix.flips.getOrDefault(from, new TreeMap<>()).containsKey(to)) {
                throw BadInput.in(place, "is given twice", "give it once");
            }
            matrix.put(place, from, to, Decimal.parse(place, flip.group(3)));
        });
        matrix.flips.forEach((from, row) -> {
            if (total(row) > 1 + ROUNDING) {
                throw BadInput.in(
                        WHERE,
                        "changes class " + from + " with probability " + total(row),
                        "let a row sum to 1 at most");
            }
        });
        return matrix;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw BadInput.in(WHERE, "'" + text + "' is no name of a file", "name a text file of K rows", e);
        }
    }

    private static TransitionMatrix read(Path file) {
        List<String> lines = lines(file);
        TransitionMatrix matrix = new TransitionMatrix(new TreeMap<>(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            String place = file + ", row " + i;
            String[] cells = lines.get(i).split("[,;\\s]+", -1);
            if (cells.length != lines.size() || cells.length < 2 || cells.length > MOST_CLASSES) {
                throw BadInput.in(
                        place,
                        "has " + cells.length + " values in a file of " + lines.size() + " rows",
                        "give K rows of K probabilities, a row for each true class");
            }
            double total = 0;
            for (int j = 0; j < cells.length; j++) {
                double value = Decimal.parse(place + ", value " + j, cells[j]);
                total += value;
                if (i != j && value != 0) {
                    matrix.put(place + ", value " + j, i, j, value);
                }
            }
            if (!(Math.abs(total - 1) <= ROUNDING)) {
                throw BadInput.in(place, "sums to " + total, "give probabilities that sum to 1");
            }
        }
        return matrix;
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(InputFiles.plain(file)) > MOST_BYTES) {
                throw BadInput.in(file, "is too large for a matrix of probabilities", "name a text file of K rows");
            }
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw BadInput.in(
                    WHERE,
                    "'" + file + "' is neither a list of flips nor a text file that can be read",
                    "write 9-1:0.4+2-0:0.3 for instance, or name a file with K rows of K probabilities",
                    e);
        }
    }

    private void put(String place, int from, int to, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw BadInput.in(place, probability + " is not a probability", "give one from 0 to 1");
        }
        if (probability > 0) {
            flips.computeIfAbsent(from, absent -> new TreeMap<>()).put(to, probability);
        }
    }

    private static double total(SortedMap<Integer, Double> row) {
        return row.values().stream().mapToDouble(p -> p).sum();
    }

    /** The canonical text. */
    String text() {
        return flips.entrySet().stream()
                .flatMap(row -> row.getValue().entrySet().stream()
                        .map(flip -> row.getKey() + "-" + flip.getKey() + ":" + flip.getValue()))
                .collect(Collectors.joining("+"));
    }

    /** The text for a sentence, cut where it is long. */
    String brief() {
        List<String> parts = new ArrayList<>(List.of(text().split("\\+")));
        return parts.size() <= SHOWN
                ? String.join("+", parts)
                : String.join("+", parts.subList(0, SHOWN)) + "+… " + parts.size() + " in all";
    }

    /** The smallest number of classes that has all those named. */
    int needs() {
        return 1
                + flips.entrySet().stream()
                        .mapToInt(row -> Math.max(row.getKey(), row.getValue().lastKey()))
                        .max()
                        .orElse(0);
    }

    /** All of it, for K classes: rows by true class. */
    double[][] rows(int all) {
        double[][] rows = new double[all][all];
        for (int i = 0; i < all; i++) {
            SortedMap<Integer, Double> row = flips.getOrDefault(i, new TreeMap<>());
            double total = total(row);
            int diagonal = i;
            row.forEach((j, p) -> rows[diagonal][j] = p / Math.max(1, total));
            rows[i][i] = Math.max(0, 1 - total);
        }
        return rows;
    }
}
