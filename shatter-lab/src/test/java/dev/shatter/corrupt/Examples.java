package dev.shatter.corrupt;

import dev.shatter.core.Chance;
import dev.shatter.core.Json;
import dev.shatter.data.Dataset;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Small data sets of noise. */
final class Examples {
    private Examples() {}

    static Dataset bytes(Shape shape, int classes, int train, int test) {
        return dataset(Samples.Type.U8, shape, classes, train, test);
    }

    static Dataset floats(Shape shape, int classes, int train, int test) {
        return dataset(Samples.Type.F32, shape, classes, train, test);
    }

    private static Dataset dataset(Samples.Type type, Shape shape, int classes, int train, int test) {
        String name = type + " " + shape;
        return new Dataset(
                name,
                IntStream.range(0, classes).mapToObj(k -> "class " + k).toList(),
                split(type, shape, classes, train, 1),
                split(type, shape, classes, test, 2),
                Json.sha256(name));
    }

    private static Split split(Samples.Type type, Shape shape, int classes, int count, int seed) {
        Samples inputs = Samples.allocate(type, shape, count);
        Chance chance = Chance.of(seed, "examples");
        byte[] bytes = new byte[inputs.elements()];
        float[] floats = new float[inputs.elements()];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = (byte) chance.nextInt(256);
                floats[j] = (float) (chance.nextGaussian() * 2 + 1);
            }
            if (type == Samples.Type.U8) {
                inputs.set(i, bytes);
            } else {
                inputs.set(i, floats);
            }
        }
        return new Split(inputs, IntStream.range(0, count).map(i -> i % classes).toArray());
    }

    static float[] sample(Split split, int index) {
        float[] sample = new float[split.inputs().elements()];
        split.inputs().copy(index, sample);
        return sample;
    }

    static boolean same(Dataset one, Dataset other) {
        return same(one.train(), other.train()) && same(one.test(), other.test());
    }

    private static boolean same(Split one, Split other) {
        return Arrays.equals(one.labels(), other.labels())
                && one.inputs().type() == other.inputs().type()
                && one.inputs()
                        .buffer()
                        .duplicate()
                        .equals(other.inputs().buffer().duplicate());
    }
}
