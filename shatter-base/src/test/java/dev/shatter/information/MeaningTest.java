package dev.shatter.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Draw;
import dev.shatter.core.Property;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What entropies, divergences and informations are good for: codes, channels, rate and distortion, the bottleneck. */
class MeaningTest {
    private static final Offset<Double> SIX = within(5.01e-7);

    @Test
    void codesAreAsLongAsTheEntropySaysAndWrongOnesLongerByTheDivergence() {
        double[] p = {0.5, 0.25, 0.125, 0.125};
        double[] q = {0.125, 0.125, 0.25, 0.5};
        CodeLengths lengths = CodeLengths.of(p, q, 20_000, Chance.of(1, "codes"));
        assertThat(lengths.entropy()).isCloseTo(1.75, within(1e-12));
        assertThat(lengths.huffman()).isCloseTo(1.75, within(1e-12));
        // Of powers of two the divergence is paid by whole bits, exactly.
        assertThat(lengths.wrongHuffman()).isCloseTo(1.75 + lengths.divergence(), within(1e-12));
        // Four standard errors of the mean of lg(1/p), and the coder's own two bits.
        assertThat(lengths.arithmetic()).isCloseTo(1.75, within(4 * 1.0 / Math.sqrt(20_000)));
        assertThat(lengths.wrongArithmetic())
                .isCloseTo(lengths.drawnCross(), within(1e-3))
                .isCloseTo(1.75 + lengths.divergence(), within(4 * 1.0 / Math.sqrt(20_000)));
        assertThatThrownBy(() -> CodeLengths.of(p, new double[] {1, 0, 0, 0}, 10, Chance.of(1)))
                .isInstanceOf(BadInput.class);
    }

    /** An arithmetic code reaches entropies far below a bit, which Huffman's cannot. */
    @Test
    void arithmeticCodesSpendLessThanABit() {
        double[] rare = {0.98, 0.02};
        CodeLengths lengths = CodeLengths.of(rare, rare, 20_000, Chance.of(2, "rare"));
        assertThat(lengths.huffman()).isEqualTo(1);
        assertThat(lengths.entropy()).isCloseTo(0.141441, SIX);
        assertThat(lengths.arithmetic()).isCloseTo(lengths.entropy(), within(0.03));
        assertThat(lengths.divergence()).isZero();
    }

    @Test
    void capacitiesInClosedForm() {
        // Symmetric: ln 2 − h(q); erasure: (1 − e) ln 2; Z-channel with one half: ln(5/4); noiseless: ln 3; useless: 0.
        assertThat(Capacity.of(new double[][] {{0.9, 0.1}, {0.1, 0.9}}).nats())
                .isCloseTo(Math.log(2) - Entropy.binary(0.1), within(1e-10));
        assertThat(Capacity.of(new double[][] {{0.7, 0.3, 0}, {0, 0.3, 0.7}}).nats())
                .isCloseTo(0.7 * Math.log(2), within(1e-10));
        Capacity z = Capacity.of(new double[][] {{1, 0}, {0.5, 0.5}});
        assertThat(z.nats()).isCloseTo(Math.log(1.25), within(1e-10));
        assertThat(z.input()).containsExactly(new double[] {0.6, 0.4}, within(1e-4));
        assertThat(Capacity.of(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}).nats())
                .isCloseTo(Math.log(3), within(1e-10));
        assertThat(Capacity.of(new double[][] {{0.2, 0.8}, {0.2, 0.8}}).nats()).isCloseTo(0, within(1e-12));
    }

    @Property(tries = 20)
    void noInputGetsMoreThanTheCapacityThroughAChannel(Draw draw) {
        Chance chance = draw.chance();
        double[][] channel = EntropyTest.channel(draw.whole(1, 5), draw.whole(1, 5), chance);
        Capacity capacity = Capacity.of(channel);
        assertThat(capacity.gap()).isLessThan(1e-6);
        assertThat(Joint.of(capacity.input(), channel).information()).isCloseTo(capacity.nats(), within(1e-9));
        for (int i = 0; i < 20; i++) {
            assertThat(Joint.of(EntropyTest.law(channel.length, chance), channel)
                            .information())
                    .isLessThanOrEqualTo(capacity.nats() + capacity.gap() + 1e-9);
        }
    }

    /** A fair or biased bit under Hamming distortion: R(D) = h(p) − h(D); the slope at D is ln((1 − D)/D). */
    @Test
    void rateDistortionOfABit() {
        double[][] hamming = {{0, 1}, {1, 0}};
        for (double p : new double[] {0.5, 0.3}) {
            for (double d : new double[] {0.02, 0.1, 0.25}) {
                RateDistortion point = RateDistortion.of(new double[] {p, 1 - p}, hamming, Math.log((1 - d) / d));
                assertThat(point.distortion()).isCloseTo(d, within(1e-9));
                assertThat(point.rate()).isCloseTo(Entropy.binary(p) - Entropy.binary(d), within(1e-9));
            }
        }
        assertThat(RateDistortion.of(new double[] {0.3, 0.7}, hamming, 0).rate())
                .isCloseTo(0, within(1e-12));
        assertThat(RateDistortion.of(new double[] {0.3, 0.7}, hamming, 60).rate())
                .isCloseTo(Entropy.binary(0.3), within(1e-9));
    }

    /** T is X flipped with probability 0.054101 at β = 2; trivial up to 1/(1 − 2·0.1)² = 1.5625. */
    @Test
    void bottleneckReferenceValues() {
        Joint joint = new Joint(new double[][] {{0.45, 0.05}, {0.05, 0.45}});
        assertThat(joint.information()).isCloseTo(0.368064, SIX);
        Bottleneck two = Bottleneck.of(joint, 2, 2, 4, Chance.of(1, "bottleneck"));
        assertThat(two.ofX()).isCloseTo(0.482730, SIX);
        assertThat(two.ofY()).isCloseTo(0.282273, SIX);
        double flip = Math.min(two.encoder()[0][0], two.encoder()[0][1]);
        assertThat(flip).isCloseTo(0.054101, SIX);
        Bottleneck three = Bottleneck.of(joint, 3, 2, 4, Chance.of(1, "bottleneck"));
        assertThat(three.ofX()).isCloseTo(0.657763, SIX);
        assertThat(three.ofY()).isCloseTo(0.358076, SIX);
        assertThat(Bottleneck.of(joint, 1.5, 2, 4, Chance.of(1, "bottleneck")).ofX())
                .isCloseTo(0, within(1e-6));
    }

    /** The objective never grows, I(T;Y) ≤ I(X;Y) and I(T;Y) ≤ I(X;T), and at β ≤ 1 nothing is kept. */
    @Property(tries = 15)
    void theBottleneckDescends(Draw draw) {
        Chance chance = draw.chance();
        Joint joint = EntropyTest.joint(draw.whole(2, 4), draw.whole(2, 4), chance);
        if (Arrays.stream(joint.x()).anyMatch(p -> p == 0)) {
            return;
        }
        Bottleneck some = Bottleneck.of(joint, draw.real(1.5, 20), draw.whole(1, 4), 2, chance);
        double[] objectives = some.objectives();
        assertThat(IntStream.range(1, objectives.length).mapToDouble(i -> objectives[i] - objectives[i - 1]))
                .allMatch(growth -> growth <= 1e-11);
        assertThat(some.ofY()).isLessThanOrEqualTo(Math.min(some.ofX(), joint.information()) + 1e-9);
        assertThat(Bottleneck.of(joint, draw.real(0, 0.9), 3, 1, chance).ofX()).isCloseTo(0, within(1e-6));
    }

    /** One who knows what was trained on tells the selection whole; a constant tells nothing; R21. */
    @Test
    void aMemoriserTellsTheSelectionAndAConstantNothing() {
        Chance chance = Chance.of(3, "supersample");
        int networks = 30;
        int pairs = 40;
        int[][] selections = new int[networks][pairs];
        for (int i = 0; i < pairs; i++) {
            int[] order = chance.permutation(networks);
            for (int t = 0; t < networks; t++) {
                // Balanced: each example of a pair is trained on by half of the networks.
                selections[t][i] = order[t] % 2;
            }
        }
        int[][] memory = new int[networks][pairs];
        int[][] constant = new int[networks][pairs];
        int[][] coins = new int[networks][pairs];
        for (int t = 0; t < networks; t++) {
            for (int i = 0; i < pairs; i++) {
                int right = selections[t][i];
                memory[t][i] = Supersample.pair(right == 0 ? 0 : 1, right == 1 ? 0 : 1, 2);
                coins[t][i] = Supersample.pair(chance.nextInt(2), chance.nextInt(2), 2);
            }
        }
        Supersample all = Supersample.of(selections, memory, 10, chance);
        assertThat(all.mean()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(all.root()).isCloseTo(1.177410, SIX);
        Supersample none = Supersample.of(selections, constant, 10, chance);
        assertThat(none.root()).isZero();
        assertThat(none.floorMean()).isZero();
        // Floors at 30 networks: 0.017/0.14 of two values, 0.057/0.31 of four.
        assertThat(all.floorMean()).isCloseTo(0.017, within(0.006));
        assertThat(all.floorRoot()).isCloseTo(0.14, within(0.03));
        Supersample noise = Supersample.of(selections, coins, 10, chance);
        assertThat(noise.floorMean()).isCloseTo(0.057, within(0.008));
        assertThat(noise.floorRoot()).isCloseTo(0.31, within(0.03));
        assertThat(noise.mean()).isCloseTo(noise.floorMean(), within(0.02));
        // Losses are functions of predictions, and their difference of losses: each tells at most as much as the one
        // before.
        int[][] difference = Arrays.stream(coins)
                .map(row -> Arrays.stream(row).map(f -> f % 2 - f / 2 + 1).toArray())
                .toArray(int[][]::new);
        assertThat(Supersample.of(selections, difference, 1, chance).mean()).isLessThanOrEqualTo(noise.mean() + 1e-12);
    }

    /** With two classes and networks that fit their samples, predictions, losses and their difference tell the same. */
    @Test
    void withTwoClassesAndInterpolationAllTellTheSame() {
        Chance chance = Chance.of(4, "two classes");
        int networks = 100;
        int pairs = 30;
        int[][] selections = new int[networks][pairs];
        int[][] predictions = new int[networks][pairs];
        int[][] losses = new int[networks][pairs];
        int[][] differences = new int[networks][pairs];
        int[][] labels = new int[pairs][];
        Arrays.setAll(labels, i -> new int[] {chance.nextInt(2), chance.nextInt(2)});
        for (int t = 0; t < networks; t++) {
            for (int i = 0; i < pairs; i++) {
                int trained = chance.nextInt(2);
                int[] loss = {chance.nextInt(10) < 3 ? 1 : 0, chance.nextInt(10) < 3 ? 1 : 0};
                loss[trained] = 0;
                selections[t][i] = trained;
                predictions[t][i] = Supersample.pair(labels[i][0] ^ loss[0], labels[i][1] ^ loss[1], 2);
                losses[t][i] = Supersample.pair(loss[0], loss[1], 2);
                differences[t][i] = 1 + loss[1] - loss[0];
            }
        }
        Supersample predicted = Supersample.of(selections, predictions, 10, chance);
        assertThat(Supersample.of(selections, losses, 10, chance).root()).isCloseTo(predicted.root(), within(1e-12));
        assertThat(Supersample.of(selections, differences, 10, chance).root())
                .isCloseTo(predicted.root(), within(1e-12));
        // 0.3 ln 2 of ghosts that err, but for the bias of 100 networks and three values.
        assertThat(predicted.mean()).isBetween(0.3 * Math.log(2), 0.3 * Math.log(2) + 0.04);
        // The floor at 100 networks lies between that of two and of four equally likely values, 0.005 and 0.016.
        assertThat(predicted.floorMean()).isBetween(0.005, 0.016);
    }

    @Test
    void whatCannotBeIsRefused() {
        Joint joint = new Joint(new double[][] {{0.5, 0}, {0, 0.5}});
        Stream.<Runnable>of(
                        () -> Capacity.of(new double[0][]),
                        () -> Capacity.of(new double[][] {{1, 0}, {1}}),
                        () -> Capacity.of(new double[][] {{0.5, 0.4}}),
                        () -> RateDistortion.of(new double[] {1}, new double[][] {{0}, {1}}, 1),
                        () -> RateDistortion.of(new double[] {1}, new double[][] {{0}}, Double.NaN),
                        () -> Bottleneck.of(joint, -1, 2, 1, Chance.of(1)),
                        () -> Bottleneck.of(new Joint(new double[][] {{1, 0}, {0, 0}}), 1, 2, 1, Chance.of(1)),
                        () -> Supersample.of(new int[1][1], new int[1][1], 1, Chance.of(1)),
                        () -> joint.then(new double[3][2]),
                        () -> Joint.of(new double[] {1}, new double[2][2]))
                .forEach(act -> assertThatThrownBy(act::run).isInstanceOf(BadInput.class));
    }
}
