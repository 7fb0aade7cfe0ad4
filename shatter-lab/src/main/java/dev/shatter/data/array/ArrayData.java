package dev.shatter.data.array;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.torch.HostArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** NumPy arrays as samples, labels and class names. */
public final class ArrayData {
    static final Parameter LAYOUT = Parameter.choice(
            "layout",
            List.of("auto", "chw", "hwc"),
            "order of [n,.,.,.]: channels first or last; auto takes 1 or 3 as the channels, first place first");

    private ArrayData() {}

    /**
     * An array [n, …] as samples: bytes stay bytes (value / 255), other numbers become floats; [n, h, w] are images of one
     * channel, [n, d] and [n] vectors.
     */
    static Samples samples(HostArray array, String layout, String where) {
        List<Integer> sizes = array.shape();
        if (sizes.isEmpty() || sizes.size() > 4 || sizes.contains(0)) {
            throw BadInput.in(
                    where,
                    "has shape " + sizes,
                    "give [n, features], [n, height, width] or [n, channels, height, width]");
        }
        boolean last = sizes.size() == 4
                && (layout.equals("hwc")
                        || (layout.equals("auto") && isColour(sizes.get(3)) && !isColour(sizes.get(1))));
        Samples.Type type = array.type() == HostArray.Type.U8 ? Samples.Type.U8 : Samples.Type.F32;
        int count = sizes.get(0);
        Shape shape = switch (sizes.size()) {
            case 1 -> Shape.of(1);
            case 3 -> Shape.of(1, sizes.get(1), sizes.get(2));
            case 4 ->
                last
                        ? Shape.of(sizes.get(3), sizes.get(1), sizes.get(2))
                        : Shape.of(sizes.get(1), sizes.get(2), sizes.get(3));
            default -> new Shape(sizes.subList(1, sizes.size()));
        };
        if (type == Samples.Type.U8 && !last) {
            return new Samples(type, shape, count, array.view());
        }
        Samples samples = Samples.allocate(type, shape, count);
        int elements = samples.elements();
        int channels = last ? shape.channels() : 1;
        int area = elements / channels;
        byte[] bytes = new byte[elements];
        float[] floats = new float[elements];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < elements; j++) {
                double value = array.at(i * elements + (last ? j % area * channels + j / area : j));
                bytes[j] = (byte) value;
                floats[j] = (float) value;
                if (!Float.isFinite(floats[j])) {
                    throw BadInput.in(
                            where + ", sample " + i,
                            "holds " + value + ", which is not a finite single-precision number",
                            "replace such values before saving the array");
                }
            }
            if (type == Samples.Type.U8) {
                samples.set(i, bytes);
            } else {
                samples.set(i, floats);
            }
        }
        return samples;
    }

    private static boolean isColour(int size) {
        return size == 1 || size == 3;
    }

    /** An array [n] or [n, 1] of whole numbers from 0 as labels that name their classes. */
    static int[] labels(HostArray array, String where) {
        // K classes with a sample each need K samples: a larger label cannot be one of classes 0 … K-1.
        return labels(array, Math.max(array.count(), 2), where);
    }

    /** The same of classes that are known: a small test split need not have all of them. */
    static int[] labels(HostArray array, int classes, String where) {
        List<Integer> sizes = array.shape();
        if (sizes.isEmpty() || sizes.size() > 2 || (sizes.size() == 2 && sizes.get(1) != 1)) {
            throw BadInput.in(
                    where,
                    "has shape " + sizes + ", which is not that of labels",
                    "give one whole number a sample: [n]");
        }
        int[] labels = new int[sizes.get(0)];
        for (int i = 0; i < labels.length; i++) {
            double value = array.at(i);
            if (!(value >= 0) || value != Math.rint(value) || value >= classes) {
                throw BadInput.in(
                        where + ", element " + i,
                        "is " + (value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value))
                                + ", not a class",
                        "number the classes from 0 without gaps");
            }
            labels[i] = (int) value;
        }
        return labels;
    }

    /** Inputs and labels as one split. */
    public static Split split(Samples inputs, int[] labels, String where) {
        if (inputs.count() != labels.length) {
            throw BadInput.in(
                    where,
                    "has " + labels.length + " labels for " + inputs.count() + " samples",
                    "give arrays that belong together");
        }
        return new Split(inputs, labels);
    }

    /** Classes 0 … largest label. */
    static List<String> classes(int[] labels) {
        return IntStream.rangeClosed(0, Arrays.stream(labels).max().orElse(0))
                .mapToObj(String::valueOf)
                .toList();
    }
}
