package dev.shatter.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.shatter.app.Outcome;
import dev.shatter.app.Shell;
import dev.shatter.core.Chance;
import dev.shatter.core.Json;
import dev.shatter.torch.HostArray;
import dev.shatter.torch.Npz;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntBinaryOperator;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Labelled points in a NumPy archive, a network trained on them and its certificates, by the real command line.
 *
 * @param folder of the files and the store
 */
record Planted(Path folder) {
    static final int FEATURES = 8;

    /** Points with their labels. */
    record Points(float[][] inputs, int[] labels) {
        /** Normal points with the label a rule gives. */
        static Points drawn(int n, Chance chance, ToIntFunction<float[]> rule) {
            float[][] inputs = new float[n][FEATURES];
            int[] labels = new int[n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < FEATURES; j++) {
                    inputs[i][j] = (float) chance.nextGaussian();
                }
                labels[i] = rule.applyAsInt(inputs[i]);
            }
            return new Points(inputs, labels);
        }

        /** The point at {@code place(copy, i)} for each of so many copies of n points. */
        Points copied(int copies, int n, IntBinaryOperator place) {
            int[] places = IntStream.range(0, copies * n)
                    .map(i -> place.applyAsInt(i / n, i % n))
                    .toArray();
            float[][] rows = new float[places.length][];
            int[] classes = new int[places.length];
            for (int i = 0; i < places.length; i++) {
                rows[i] = inputs[places[i]].clone();
                classes[i] = labels[places[i]];
            }
            return new Points(rows, classes);
        }

        Points head(int n) {
            return copied(1, n, (copy, i) -> i);
        }
    }

    /** A halfspace that all features bear on. */
    static int side(float[] x) {
        return x[0] + x[1] - x[2] + 0.5 * x[3] > 0 ? 1 : 0;
    }

    /** The reference of a file with these points as vectors. */
    String vectors(String name, Points train, Points test) {
        return write(name, train, test, FEATURES);
    }

    /** The same as pictures of 2 x 4. */
    String pictures(String name, Points train, Points test) {
        return write(name, train, test, 2, FEATURES / 2);
    }

    private String write(String name, Points train, Points test, Integer... shape) {
        Map<String, HostArray> arrays = new TreeMap<>();
        Map.of("train", train, "test", test).forEach((split, points) -> {
            int n = points.labels().length;
            float[] values = new float[n * FEATURES];
            for (int i = 0; i < n; i++) {
                System.arraycopy(points.inputs()[i], 0, values, i * FEATURES, FEATURES);
            }
            Integer[] sizes = new Integer[shape.length + 1];
            sizes[0] = n;
            System.arraycopy(shape, 0, sizes, 1, shape.length);
            arrays.put("x_" + split, HostArray.of(values, sizes));
            arrays.put("y_" + split, HostArray.of(points.labels(), n));
        });
        Path file = folder.resolve(name + ".npz");
        Npz.write(file, arrays);
        return "npz:path=" + file;
    }

    /** Trains; what the run says of itself. */
    JsonNode train(String data, String network, int epochs, Object... more) {
        return Shell.shared()
                .run(joined(
                        new Object[] {
                            "train",
                            "--data",
                            data,
                            "--net",
                            network,
                            "--epochs",
                            epochs,
                            "--batch",
                            50,
                            "--lr",
                            0.1,
                            "--threads",
                            1,
                            "--store",
                            folder.resolve("store"),
                            "--json"
                        },
                        more))
                .json();
    }

    /** Certifies what a model names. */
    Outcome certify(String model, Object... more) {
        return Shell.shared()
                .run(joined(
                        new Object[] {"certify", model, "--threads", 1, "--store", folder.resolve("store"), "--json"},
                        more));
    }

    /** One JSON value, whatever the exit code. */
    static JsonNode parsed(Outcome outcome) {
        try {
            return Json.mapper().readTree(outcome.out());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not one JSON value: " + outcome.out() + outcome.err(), e);
        }
    }

    private static Object[] joined(Object[] first, Object... more) {
        Object[] all = new Object[first.length + more.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
