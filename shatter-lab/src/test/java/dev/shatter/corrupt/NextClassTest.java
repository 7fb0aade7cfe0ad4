package dev.shatter.corrupt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.data.Dataset;
import dev.shatter.data.Shape;
import org.junit.jupiter.api.Test;

class NextClassTest {
    private static final int N = 20_000;

    @Test
    void labelsStayOrBecomeTheNextAndTheLastTheFirst() {
        Dataset data = Examples.bytes(Shape.of(1), 5, N, 10);
        int[] noisy = LabelCorruptions.apply(data, LabelCorruptions.CATALOGUE.parse("next-class:0.3"), 2)
                .train()
                .labels();
        int flipped = 0;
        for (int i = 0; i < N; i++) {
            int old = data.train().labels()[i];
            assertThat(noisy[i]).isIn(old, old == 4 ? 0 : old + 1);
            flipped += noisy[i] == old ? 0 : 1;
        }
        // Level 1e-6: five standard deviations.
        assertThat(flipped / (double) N).isCloseTo(0.3, within(5 * Math.sqrt(0.21 / N)));
    }
}
