package dev.shatter.data.synthetic;

import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.DataSource;
import dev.shatter.data.Dataset;
import dev.shatter.data.Origin;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Data drawn from a formula: exact, unlimited, never cached. Each sample has its own stream of chance. */
interface Generated extends DataSource {
    Parameter TRAIN = Parameter.integer("n", 1000L, 2, 10_000_000, "number of training samples");
    Parameter TEST = Parameter.integer("test", 1000L, 1, 10_000_000, "number of test samples");
    Parameter SEED = Parameter.integer("seed", 0L, 0, Integer.MAX_VALUE, "names the draw");

    @Override
    default boolean cached() {
        return false;
    }

    @Override
    default List<Path> files(Variant variant, Path home) {
        return List.of();
    }

    /** Draws one sample. */
    @FunctionalInterface
    interface Draw {
        /**
         * Fills a sample and says its class.
         *
         * @param index of the sample in its split; generators that balance their classes take it modulo K
         * @param chance the sample's own stream
         * @param into the sample, all zero
         */
        int sample(int index, Chance chance, float[] into);
    }

    /** Both splits, drawn sample by sample from streams named by seed, source, split and index. */
    default Dataset draw(Variant variant, int features, int classes, Draw draw) {
        List<String> names =
                IntStream.range(0, classes).mapToObj(String::valueOf).toList();
        return Dataset.of(
                        "data set '" + variant.text() + "'",
                        brief(variant),
                        names,
                        split(variant, "train", variant.integer("n"), features, draw),
                        split(variant, "test", variant.integer("test"), features, draw))
                .with(Origin.GENERATED);
    }

    private Split split(Variant variant, String split, int count, int features, Draw draw) {
        Samples inputs = Samples.allocate(Samples.Type.F32, Shape.of(features), count);
        int[] labels = new int[count];
        IntStream.range(0, count).parallel().forEach(i -> {
            float[] sample = new float[features];
            labels[i] = draw.sample(i, Chance.of(variant.integer("seed"), name(), split, i), sample);
            inputs.set(i, sample);
        });
        return new Split(inputs, labels);
    }
}
