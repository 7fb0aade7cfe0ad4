package dev.shatter.data.array;

import dev.shatter.core.BadInput;
import dev.shatter.information.Variables;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Npy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A NumPy array [n] or [n, …] as a variable of so many coordinates, all of them amounts. */
public final class NpyVariables {
    private NpyVariables() {}

    /**
     * Reads an array.
     *
     * @param columns numbers of the coordinates to take, from 0; empty for all
     */
    public static Variables read(Path file, List<String> columns) {
        HostArray array = Npy.read(file);
        int n = array.shape().isEmpty() ? 0 : array.shape().get(0);
        if (n == 0) {
            throw BadInput.in(file, "has shape " + array.shape(), "give an array of n rows");
        }
        int width = array.count() / n;
        int[] chosen = columns.isEmpty()
                ? IntStream.range(0, width).toArray()
                : columns.stream().mapToInt(c -> column(file, c, width)).toArray();
        return Variables.of(IntStream.range(0, n)
                .mapToObj(i -> Arrays.stream(chosen)
                        .mapToDouble(c -> array.at(i * width + c))
                        .toArray())
                .toArray(double[][]::new));
    }

    private static int column(Path file, String text, int width) {
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) >= width) {
            throw BadInput.in(file, "has no column '" + text + "'", "number the columns from 0 to " + (width - 1));
        }
        return Integer.parseInt(text);
    }
}
