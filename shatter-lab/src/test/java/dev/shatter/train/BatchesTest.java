package dev.shatter.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches against a transcription of what they say, value by value. */
class BatchesTest {
    private static final int COUNT = 12;
    private static final int CHANNELS = 3;
    private static final int SIDE = 6;
    private static final int CROP = 4;

    private final Split split = split();

    private static Split split() {
        Samples samples = Samples.allocate(Samples.Type.U8, Shape.of(CHANNELS, SIDE, SIDE), COUNT);
        Chance chance = Chance.of(5, "batches");
        byte[] sample = new byte[samples.stride()];
        for (int i = 0; i < COUNT; i++) {
            for (int j = 0; j < sample.length; j++) {
                sample[j] = (byte) chance.nextInt(256);
            }
            samples.set(i, sample);
        }
        return new Split(samples, IntStream.range(0, COUNT).map(i -> i % 4).toArray());
    }

    private static InputFormat format(int crop, String scaling, boolean channelsLast, boolean half) {
        int side = crop == 0 ? SIDE : crop;
        ChannelStatistics statistics = scaling.equals("standardise")
                ? ChannelStatistics.of(new double[] {0.4, 0.5, 0.6}, new double[] {0.2, 0.3, 0.1})
                : null;
        return new InputFormat(
                Shape.of(CHANNELS, side, side), crop, scaling.equals("whiten"), statistics, channelsLast, half);
    }

    /** What the network should see of one example, [channel, row, column]. */
    private double[] expected(int example, int crop, String scaling) {
        int side = crop == 0 ? SIDE : crop;
        int offset = (SIDE - side) / 2;
        float[] whole = new float[split.inputs().elements()];
        split.inputs().copy(example, whole);
        double[] x = new double[CHANNELS * side * side];
        for (int c = 0; c < CHANNELS; c++) {
            for (int i = 0; i < side; i++) {
                for (int j = 0; j < side; j++) {
                    x[(c * side + i) * side + j] = whole[(c * SIDE + i + offset) * SIDE + j + offset];
                }
            }
        }
        double mean =
                IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElseThrow();
        double variance = IntStream.range(0, x.length)
                .mapToDouble(i -> (x[i] - mean) * (x[i] - mean))
                .average()
                .orElseThrow();
        double[] means = {0.4, 0.5, 0.6};
        double[] deviations = {0.2, 0.3, 0.1};
        for (int i = 0; i < x.length; i++) {
            int c = i / (side * side);
            x[i] = switch (scaling) {
                case "whiten" -> (x[i] - mean) / Math.max(Math.sqrt(variance), 1 / Math.sqrt(x.length));
                case "standardise" -> (x[i] - means[c]) / deviations[c];
                default -> x[i];
            };
        }
        return x;
    }

    @ParameterizedTest
    @CsvSource({
        "0, none, false, false",
        "0, whiten, true, false",
        "4, none, true, false",
        "4, whiten, false, false",
        "4, standardise, true, false",
        "0, standardise, false, false",
        "4, whiten, true, true",
        "0, standardise, false, true"
    })
    void takesAndSlicesTheExamplesAsTheFormatSays(int crop, String scaling, boolean channelsLast, boolean half) {
        int[] places = {7, 0, 7, 3};
        try (StepScope scope = StepScope.open();
                Batches batches = Batches.of(split, format(crop, scaling, channelsLast, half), List.of())) {
            Batch taken = batches.take(places);
            Batch sliced = batches.slice(5, 3);
            assertThat(batches.half()).isEqualTo(half);
            assertThat(Tensors.longs(taken.labels())).containsExactly(3, 0, 3, 3);
            assertThat(Tensors.longs(sliced.labels())).containsExactly(1, 2, 3);
            // bf16 keeps eight bits.
            double tolerance = half ? 1.0 / 64 : 1e-6;
            for (int i = 0; i < places.length; i++) {
                assertThat(Tensors.doubles(taken.inputs().narrow(0, i, 1)))
                        .containsExactly(expected(places[i], crop, scaling), within(tolerance));
            }
            for (int i = 0; i < 3; i++) {
                assertThat(Tensors.doubles(sliced.inputs().narrow(0, i, 1)))
                        .containsExactly(expected(5 + i, crop, scaling), within(tolerance));
            }
            long innermost = taken.inputs().stride(channelsLast ? 1 : 3);
            assertThat(innermost).as("neighbours in memory").isOne();
        }
    }

    @Test
    void aConstantImageIsWhitenedToZeroAndNotToNan() {
        Samples samples = Samples.allocate(Samples.Type.U8, Shape.of(1, 2, 2), 1);
        samples.set(0, new byte[] {9, 9, 9, 9});
        try (StepScope scope = StepScope.open();
                Batches batches = Batches.of(
                        new Split(samples, new int[] {0}),
                        new InputFormat(Shape.of(1, 2, 2), 0, true, null, false, false),
                        List.of())) {
            assertThat(Tensors.doubles(batches.slice(0, 1).inputs())).containsExactly(0, 0, 0, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"crop", "flip", "shift:2", "color"})
    void augmentationsChangeTakenBatchesOnlyAndRepeatWithTheGenerator(String augmentation) {
        Variant variant = Augmentations.CATALOGUE.parse(augmentation);
        InputFormat format = format(CROP, "none", true, false);
        int[] places = IntStream.range(0, COUNT).toArray();
        try (StepScope scope = StepScope.open();
                Batches plain = Batches.of(split, format, List.of());
                Batches batches = Batches.of(split, format, List.of(variant))) {
            Generators.seed(1, "a", 0);
            double[] once = Tensors.doubles(batches.take(places).inputs());
            double[] other = Tensors.doubles(batches.take(places).inputs());
            Generators.seed(1, "a", 0);
            double[] again = Tensors.doubles(batches.take(places).inputs());
            assertThat(again).containsExactly(once);
            assertThat(other).isNotEqualTo(once);
            assertThat(java.util.Arrays.stream(once).allMatch(x -> x >= 0 && x <= 1))
                    .isTrue();
            assertThat(batches.take(places).inputs().shape()).containsExactly(COUNT, CHANNELS, CROP, CROP);
            assertThat(Tensors.doubles(batches.slice(0, COUNT).inputs()))
                    .containsExactly(Tensors.doubles(plain.slice(0, COUNT).inputs()));
        }
    }

    /** Every crop is one of the 3 x 3 windows, every one of them occurs, about equally often (chi-squared, level 1e-4). */
    @Test
    void cropsAreWindowsDrawnUniformly() {
        InputFormat format = format(CROP, "none", false, false);
        int draws = 150;
        int windows = (SIDE - CROP + 1) * (SIDE - CROP + 1);
        int[] counts = new int[windows];
        float[] whole = new float[split.inputs().elements()];
        try (StepScope scope = StepScope.open();
                Batches batches = Batches.of(split, format, List.of(Augmentations.CATALOGUE.parse("crop")))) {
            Generators.seed(4, "crops", 0);
            for (int draw = 0; draw < draws; draw++) {
                Tensor inputs =
                        batches.take(IntStream.range(0, COUNT).toArray()).inputs();
                double[] all = Tensors.doubles(inputs);
                int each = CHANNELS * CROP * CROP;
                for (int example = 0; example < COUNT; example++) {
                    split.inputs().copy(example, whole);
                    counts[window(whole, all, example * each)]++;
                }
            }
        }
        double mean = (double) draws * COUNT / windows;
        double chi = IntStream.of(counts)
                .mapToDouble(c -> (c - mean) * (c - mean) / mean)
                .sum();
        assertThat(chi).as("chi-squared with 8 degrees of freedom").isLessThan(31.8);
    }

    /** Which window of the image the crop is. */
    private static int window(float[] whole, double[] crops, int at) {
        int places = SIDE - CROP + 1;
        for (int window = 0; window < places * places; window++) {
            boolean same = true;
            for (int k = 0; k < CHANNELS * CROP * CROP && same; k++) {
                int c = k / (CROP * CROP);
                int i = k / CROP % CROP + window / places;
                int j = k % CROP + window % places;
                same = Math.abs(whole[(c * SIDE + i) * SIDE + j] - crops[at + k]) < 1e-6;
            }
            if (same) {
                return window;
            }
        }
        throw new AssertionError("no window of the image is this crop");
    }
}
