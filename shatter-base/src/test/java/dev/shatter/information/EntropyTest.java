package dev.shatter.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.bound.GaussianKl;
import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Draw;
import dev.shatter.core.Property;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Quantities of known laws. */
class EntropyTest {
    private static final Offset<Double> SIX = within(5.01e-7);

    @Test
    void referenceValues() {
        assertThat(Entropy.of(0.5, 0.25, 0.25)).isCloseTo(1.039721, SIX);
        assertThat(Unit.BITS.of(Entropy.of(0.5, 0.25, 0.25))).isCloseTo(1.5, within(1e-15));
        assertThat(Entropy.relative(new double[] {0.5, 0.25, 0.25}, new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}))
                .isCloseTo(0.058892, SIX);
        assertThat(new Joint(new double[][] {{0.4, 0.1}, {0.1, 0.4}}).information())
                .isCloseTo(0.192745, SIX);
        // Eight inputs that fall into bins of 4, 2 and 2: what a deterministic map keeps of them is its entropy.
        assertThat(Entropy.of(4 / 8.0, 2 / 8.0, 2 / 8.0)).isCloseTo(1.039721, SIX);
        assertThat(GaussianInformation.of(0.5)).isCloseTo(0.143841, SIX);
        assertThat(GaussianInformation.of(1)).isInfinite();
        assertThat(GaussianKl.diagonal(new double[] {1}, new double[] {1}, new double[] {0}, 1))
                .isCloseTo(0.5, SIX);
        assertThat(GaussianKl.diagonal(new double[] {0}, new double[] {1}, new double[] {0}, 2))
                .isCloseTo(0.096574, SIX);
    }

    /** The divergence that a variational bottleneck pays: KL(N((1,0), diag(0.25,1)) ‖ N(0, I)). */
    @Test
    void divergenceOfAVariationalEncoder() {
        assertThat(GaussianKl.diagonal(new double[] {1, 0}, new double[] {0.25, 1}, new double[] {0, 0}, 1))
                .isCloseTo(0.818147, SIX);
    }

    @Test
    void endsOfTheRange() {
        assertThat(Entropy.of(1, 0, 0)).isZero();
        assertThat(Entropy.binary(0)).isZero();
        assertThat(Entropy.binary(0.5)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(Entropy.relative(new double[] {0.5, 0.5}, new double[] {1, 0}))
                .isInfinite();
        assertThat(Entropy.relative(new double[] {1, 0}, new double[] {0.5, 0.5}))
                .isCloseTo(Math.log(2), within(1e-15));
        assertThat(new Joint(new double[][] {{1}}).information()).isZero();
    }

    @Test
    void whatIsNoLawIsRefused() {
        Stream.<Runnable>of(
                        () -> Entropy.of(0.5, 0.4),
                        () -> Entropy.of(1.5, -0.5),
                        () -> Entropy.of(Double.NaN, 1),
                        () -> Entropy.relative(new double[] {1}, new double[] {0.5, 0.5}),
                        () -> new Joint(new double[][] {{0.5}, {0.25, 0.25}}),
                        () -> new Joint(new double[0][]),
                        () -> Joint.ofCounts(new long[][] {{0, 0}}),
                        () -> GaussianInformation.of(1.5))
                .forEach(act -> assertThatThrownBy(act::run).isInstanceOf(BadInput.class));
    }

    /** I ≥ 0, symmetric, at most either entropy, KL of the joint law from the product; processing loses, a bijection does not. */
    @Property(tries = 200)
    void informationIsSymmetricAndNeverGrowsByProcessing(Draw draw) {
        Chance chance = draw.chance();
        Joint joint = joint(draw.whole(1, 6), draw.whole(1, 6), chance);
        double information = joint.information();
        double[] x = joint.x();
        double[] y = joint.y();
        assertThat(information)
                .isNotNegative()
                .isCloseTo(Entropy.of(x) + Entropy.of(y) - joint.entropy(), within(1e-12))
                .isCloseTo(transposed(joint).information(), within(1e-12))
                .isLessThanOrEqualTo(Math.min(Entropy.of(x), Entropy.of(y)) + 1e-12);
        double[][] channel = channel(y.length, draw.whole(1, 5), chance);
        assertThat(joint.then(channel).information()).isLessThanOrEqualTo(information + 1e-12);
        int[] order = chance.permutation(y.length);
        double[][] bijection = new double[y.length][y.length];
        for (int i = 0; i < order.length; i++) {
            bijection[i][order[i]] = 1;
        }
        assertThat(joint.then(bijection).information()).isCloseTo(information, within(1e-12));
        double[][] itself = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            itself[i][i] = x[i];
        }
        assertThat(new Joint(itself).information()).isCloseTo(Entropy.of(x), within(1e-12));
        assertThat(Joint.of(x, channel(x.length, 3, chance)).x()).containsExactly(x, within(1e-12));
    }

    static double[] law(int size, Chance chance) {
        double[] law = new double[size];
        // Some values that never occur.
        Arrays.setAll(law, i -> i > 0 && chance.nextInt(4) == 0 ? 0 : -Math.log(1 - chance.nextDouble()) + 1e-3);
        double sum = Arrays.stream(law).sum();
        return Arrays.stream(law).map(p -> p / sum).toArray();
    }

    static double[][] channel(int inputs, int outputs, Chance chance) {
        double[][] channel = new double[inputs][];
        Arrays.setAll(channel, i -> law(outputs, chance));
        return channel;
    }

    static Joint joint(int rows, int columns, Chance chance) {
        return Joint.of(law(rows, chance), channel(rows, columns, chance));
    }

    private static Joint transposed(Joint joint) {
        double[][] table = new double[joint.p()[0].length][joint.p().length];
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < table[i].length; j++) {
                table[i][j] = joint.p()[j][i];
            }
        }
        return new Joint(table);
    }
}
