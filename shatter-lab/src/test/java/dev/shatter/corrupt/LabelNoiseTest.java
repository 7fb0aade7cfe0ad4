package dev.shatter.corrupt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Chance;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The noisy risk against the sum over true, noisy and predicted classes. */
class LabelNoiseTest {
    private static final int CLASSES = 4;

    @Test
    void halfOfTheLabelsReplacedByUniformOnes() {
        LabelNoise noise = LabelNoise.symmetric(0.45, 10);
        assertThat(noise.leastRisk(0.02)).isCloseTo(0.46, within(1e-12));
        assertThat(LabelNoise.NONE.leastRiskFrom(0.02)).isEqualTo(0.02);
    }

    private static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void symmetricNoiseTellsTheRiskAndOtherNoiseBoundsIt(int seed) {
        Chance draw = Chance.of(seed, "noise");
        double[][] joint = joint(draw);
        double risk = risk(joint, identity());
        double changed = draw.nextDouble();
        double[][] symmetric = new double[CLASSES][CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            for (int j = 0; j < CLASSES; j++) {
                symmetric[i][j] = i == j ? 1 - changed : changed / (CLASSES - 1);
            }
        }
        assertThat(LabelNoise.symmetric(changed, CLASSES).leastRisk(risk))
                .isCloseTo(risk(joint, symmetric), within(1e-12));

        double[][] any = new double[CLASSES][CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            any[i] = shares(draw, CLASSES);
        }
        LabelNoise noise = of(any);
        double noisy = risk(joint, any);
        assertThat(noise.leastRisk(risk)).isLessThanOrEqualTo(noisy + 1e-12);
        assertThat(noise.leastRiskFrom(risk * draw.nextDouble())).isLessThanOrEqualTo(noisy + 1e-12);
    }

    /** Joint probabilities of true and predicted class. */
    private static double[][] joint(Chance draw) {
        double[] all = shares(draw, CLASSES * CLASSES);
        double[][] joint = new double[CLASSES][CLASSES];
        for (int i = 0; i < all.length; i++) {
            joint[i / CLASSES][i % CLASSES] = all[i];
        }
        return joint;
    }

    private static double[] shares(Chance draw, int count) {
        double[] shares = new double[count];
        double total = 0;
        for (int i = 0; i < count; i++) {
            shares[i] = 1e-9 + draw.nextDouble();
            total += shares[i];
        }
        for (int i = 0; i < count; i++) {
            shares[i] /= total;
        }
        return shares;
    }

    private static double[][] identity() {
        double[][] identity = new double[CLASSES][CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    private static double risk(double[][] joint, double[][] transitions) {
        double risk = 0;
        for (int y = 0; y < CLASSES; y++) {
            for (int predicted = 0; predicted < CLASSES; predicted++) {
                for (int noisy = 0; noisy < CLASSES; noisy++) {
                    risk += noisy == predicted ? 0 : joint[y][predicted] * transitions[y][noisy];
                }
            }
        }
        return risk;
    }

    private static LabelNoise of(double[][] rows) {
        StringBuilder flips = new StringBuilder();
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                if (i != j) {
                    flips.append(flips.isEmpty() ? "" : "+").append(i + "-" + j + ":" + rows[i][j]);
                }
            }
        }
        return LabelCorruptions.noise(LabelCorruptions.CATALOGUE.parse("matrix:" + flips), CLASSES);
    }
}
