package dev.shatter.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shape of one sample: [channels, height, width] for images, [features] for vectors. Written {@code 3x28x28} or {@code 40}.
 *
 * @param sizes all positive, at most four of them
 */
public record Shape(List<Integer> sizes) {
    public Shape {
        sizes = List.copyOf(sizes);
        if (sizes.isEmpty() || sizes.size() > 4 || sizes.stream().anyMatch(s -> s < 1)) {
            throw new IllegalArgumentException("not a sample's shape: " + sizes);
        }
    }

    public static Shape of(int... sizes) {
        return new Shape(Arrays.stream(sizes).boxed().toList());
    }

    /** Reads {@code 3x28x28}. */
    public static Shape parse(String text) {
        List<Integer> sizes = new ArrayList<>();
        try {
            for (String part : text.split("x", -1)) {
                sizes.add(Integer.parseInt(part));
            }
            return new Shape(sizes);
        } catch (IllegalArgumentException e) {
            throw dev.shatter.core.BadInput.in(
                    "shape '" + text + "'", "is not a shape", "write for instance 3x28x28 or 784", e);
        }
    }

    /** Number of values in one sample. */
    public long elements() {
        return sizes.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    public boolean isImage() {
        return sizes.size() == 3;
    }

    public int channels() {
        return sizes.get(0);
    }

    public int height() {
        return sizes.get(1);
    }

    public int width() {
        return sizes.get(2);
    }

    @Override
    public String toString() {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
