package dev.shatter.data.store;

import dev.shatter.data.array.NpyVariables;
import dev.shatter.data.table.CsvVariables;
import dev.shatter.information.Variables;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Variables for estimators of information, from the files that hold them. */
public final class VariableFiles {
    private VariableFiles() {}

    /**
     * Reads a NumPy array where the name ends in {@code .npy}, else a table with a header: separated by tabs where it ends in
     * {@code .tsv}, else by commas.
     *
     * @param columns to take: names, or numbers from 0 of an array; empty for all
     * @param categories names of a table's columns of numbers that are categories
     */
    public static Variables read(Path file, List<String> columns, Set<String> categories) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".npy")
                ? NpyVariables.read(file, columns)
                : CsvVariables.read(file, name.endsWith(".tsv") ? '\t' : ',', columns, categories);
    }
}
