package dev.shatter.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.measure.norm.Homogeneous;
import org.junit.jupiter.api.Test;

class HomogeneousTest {
    /** Homogenised norms against the naive reading: constant row in the matrix, not in the (2,1) distance. */
    @Test
    void homogenisedNormsHoldTheBiases() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:8,init=torch", 60, 20)) {
            Naive naive = Naive.of(fixture.network);
            double[][] weight = naive.matrix(0);
            double[] bias = naive.layers.get(0).biases(naive.theta);
            Homogeneous norms = Homogeneous.of(fixture.subject);
            double[][] first = new double[9][37];
            double distance = 0;
            for (int i = 0; i < 8; i++) {
                System.arraycopy(weight[i], 0, first[i], 0, 36);
                first[i][36] = bias[i];
                double squares = 0;
                for (double w : first[i]) {
                    squares += w * w;
                }
                distance += Math.sqrt(squares);
            }
            first[8][36] = 1;
            assertThat(norms.spectral()[0]).isCloseTo(Naive.svd(first)[0], within(1e-9));
            assertThat(norms.distances()[0]).isCloseTo(distance, within(1e-9));
            assertThat(norms.width()).isEqualTo(37);
        }
    }
}
