package dev.shatter.corrupt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import dev.shatter.data.Samples;
import dev.shatter.data.Shape;
import dev.shatter.data.Split;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every corruption promises, on byte images, float images and vectors (what only one of them does stands in tests of their own). */
class CorruptionContractTest {
    static Stream<Arguments> cases() {
        Stream<Corruption> all = Stream.concat(
                LabelCorruptions.CATALOGUE.entries().stream(), PixelCorruptions.CATALOGUE.entries().stream());
        return all.flatMap(corruption -> Stream.of(
                        Examples.bytes(Shape.of(3, 6, 5), 7, 90, 40),
                        Examples.floats(Shape.of(1, 4, 4), 3, 50, 20),
                        Examples.floats(Shape.of(11), 2, 30, 10))
                .map(data -> Arguments.of(corruption, data)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsNumbersShapeClassesAndTestLabels(Corruption corruption, Dataset data) {
        Dataset corrupted = corruption.apply(data, variant(corruption), 5);
        assertThat(corrupted.classes()).isEqualTo(data.classes());
        assertThat(corrupted.shape()).isEqualTo(data.shape());
        assertThat(corrupted.train().count()).isEqualTo(data.train().count());
        assertThat(corrupted.test().count()).isEqualTo(data.test().count());
        assertThat(corrupted.test().labels()).isEqualTo(data.test().labels());
        for (int label : corrupted.train().labels()) {
            assertThat(label).isBetween(0, data.classes().size() - 1);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isDrawnFromItsSeedAlone(Corruption corruption, Dataset data) {
        Dataset once = corruption.apply(data, variant(corruption), 5);
        Dataset again = corruption.apply(data, variant(corruption), 5);
        Dataset other = corruption.apply(data, variant(corruption), 6);
        assertThat(Examples.same(once, again)).isTrue();
        assertThat(once.hash()).isEqualTo(again.hash());
        boolean isIdentity = corruption.name().equals("true");
        assertThat(Examples.same(once, other)).isEqualTo(isIdentity);
        assertThat(once.hash().equals(other.hash())).isEqualTo(isIdentity);
        assertThat(Examples.same(once, data)).isEqualTo(isIdentity);
    }

    /** Of all samples: the mean and variance of their pixels, or how many labels change. */
    private static final Set<String> OF_THE_WHOLE = Set.of("gaussian", "exact");

    /** A sample's fate depends on its place alone, not on how many come after it. */
    @ParameterizedTest
    @MethodSource("cases")
    void doesNotDependOnTheSamplesBehind(Corruption corruption, Dataset data) {
        if (OF_THE_WHOLE.contains(corruption.name())) {
            return;
        }
        Samples inputs = data.train().inputs();
        Split half = new Split(
                inputs.range(0, inputs.count() / 2),
                java.util.Arrays.copyOf(data.train().labels(), inputs.count() / 2));
        Dataset shorter = new Dataset(data.name(), data.classes(), half, data.test(), data.hash());
        Dataset whole = corruption.apply(data, variant(corruption), 5);
        Dataset part = corruption.apply(shorter, variant(corruption), 5);
        for (int i = 0; i < half.count(); i++) {
            assertThat(part.train().labels()[i]).isEqualTo(whole.train().labels()[i]);
            assertThat(Examples.sample(part.train(), i)).isEqualTo(Examples.sample(whole.train(), i));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void labelsLeavePixelsAloneAndPixelsLabels(Corruption corruption, Dataset data) {
        Dataset corrupted = corruption.apply(data, variant(corruption), 5);
        if (corruption instanceof LabelCorruption) {
            assertThat(corrupted.train().inputs()).isSameAs(data.train().inputs());
            assertThat(corrupted.test().inputs()).isSameAs(data.test().inputs());
        } else {
            assertThat(corrupted.train().labels()).isEqualTo(data.train().labels());
        }
    }

    /** What is known of the labels is what happens to them: level 1e-6, five standard deviations, over 9,000 labels. */
    @ParameterizedTest
    @MethodSource("labelCorruptions")
    void labelsAreDrawnAsItSays(LabelCorruption corruption) {
        int classes = 3;
        Dataset data = Examples.floats(Shape.of(4), classes, 9_000, 10);
        Variant variant = variant(corruption);
        int[] noisy = corruption.labels(data, variant, 8);
        LabelNoise noise = corruption.noise(variant, classes);
        double[][] counts = new double[classes][classes];
        for (int i = 0; i < noisy.length; i++) {
            counts[data.train().labels()[i]][noisy[i]]++;
        }
        double slack = 5 * 0.5 / Math.sqrt(3_000);
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                double share = counts[i][j] / 3_000;
                assertThat(share)
                        .as(corruption.name() + " " + i + " to " + j)
                        .isBetween(
                                (i == j ? noise.leastKept() : noise.leastHit()) - slack,
                                (i == j ? noise.mostKept() : noise.mostHit()) + slack);
            }
        }
        assertThat(corruption.words(variant)).isNotBlank();
        assertThat(noise.corrupts())
                .isEqualTo(!Arrays.equals(noisy, data.train().labels()));
    }

    static Stream<LabelCorruption> labelCorruptions() {
        return LabelCorruptions.CATALOGUE.entries().stream();
    }

    private static Variant variant(Corruption corruption) {
        if (corruption instanceof LabelCorruption labels) {
            return LabelCorruptions.CATALOGUE.parse(labels.example());
        }
        return PixelCorruptions.CATALOGUE.parse(corruption.name());
    }
}
