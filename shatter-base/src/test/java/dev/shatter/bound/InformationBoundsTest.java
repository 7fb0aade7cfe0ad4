package dev.shatter.bound;

import static dev.shatter.bound.Digits.SIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Draw;
import dev.shatter.core.Property;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bounds in expectation from information, against the theory sheet's values and examples that are known exactly. */
class InformationBoundsTest {
    @Test
    void referenceValues() {
        assertThat(XuRaginsky.of(100, 1, 10_000).value()).isCloseTo(0.070711, SIX);
        assertThat(Supersampling.weights(50, 1000).value()).isCloseTo(0.316228, SIX);
        assertThat(Supersampling.weights(1000 * Math.log(2), 1000).value()).isCloseTo(1.177410, SIX);
        assertThat(Supersampling.predictions(0.01, 0.01).value()).isCloseTo(0.141421, SIX);
        assertThat(Supersampling.losses(0.01).value()).isCloseTo(0.141421, SIX);
        assertThat(Supersampling.klForm(0, 0.05, 100).value()).isCloseTo(0.097541, SIX);
        assertThat(Supersampling.klForm(0.02, 0.05, 100).value()).isCloseTo(0.177144, SIX);
        assertThat(Supersampling.interpolating(0.05, 100).value()).isCloseTo(0.072135, SIX);
        // |loss| <= 1 is an interval of length 2.
        assertThat(DistributionShift.of(10, 0.02, 2, 1000).value()).isCloseTo(0.244949, SIX);
        assertThat(DistributionShift.of(10, Double.POSITIVE_INFINITY, 2, 1000).vacuous())
                .isTrue();
        assertThat(LossyWeights.of(100, 0.03, 1, 10_000).value()).isCloseTo(0.100711, SIX);
        assertThat(XuRaginsky.of(Double.POSITIVE_INFINITY, 1, 10).vacuous()).isTrue();
    }

    /** Ghost errors of probabilities a and b where training has none: J/ln 2 is their mean exactly if they are equal, and above it else. */
    @Test
    void theInterpolatingFormIsSharp() {
        assertThat(losses(0.1, 0.1)).isCloseTo(0.069315, SIX).isCloseTo(0.1 * Math.log(2), within(1e-12));
        assertThat(losses(0.2, 0)).isCloseTo(0.074882, SIX).isGreaterThan(0.1 * Math.log(2));
    }

    /** I of the coin and the loss pair, where the ghost in the other column errs with probability a or b. */
    private static double losses(double a, double b) {
        // Pairs of losses: (0, 1) tells U = 0, (1, 0) tells U = 1, (0, 0) leaves both open.
        double[][] joint = {{(1 - a) / 2, a / 2, 0}, {(1 - b) / 2, 0, b / 2}};
        double information = 0;
        for (double[] row : joint) {
            for (int l = 0; l < 3; l++) {
                double marginal = joint[0][l] + joint[1][l];
                information += row[l] > 0 ? row[l] * Math.log(row[l] / (0.5 * marginal)) : 0;
            }
        }
        return information;
    }

    @Test
    void aNoisyBitContradictsHalfTheConstant() {
        NoisyBit bit = new NoisyBit(0.1);
        assertThat(bit.information()).isCloseTo(0.368064, SIX);
        assertThat(bit.gap(1)).isCloseTo(0.4, within(1e-12));
        assertThat(bit.bound(1)).isCloseTo(0.428990, SIX);
        assertThat(bit.gap(2)).isCloseTo(0.8, within(1e-12));
        assertThat(bit.bound(2)).isCloseTo(0.857979, SIX);
        assertThat(bit.wrongBound(2)).isCloseTo(0.428990, SIX).isLessThan(bit.gap(2));
        assertThatThrownBy(() -> new NoisyBit(0.6)).isInstanceOf(BadInput.class);
    }

    /** The theorem holds for every noise and range; with half its constant it fails for every noise there is something to learn under. */
    @Property(tries = 200)
    void theRightConstantHoldsAndHalfOfItNever(Draw draw) {
        NoisyBit bit = new NoisyBit(draw.real(0, 0.49));
        double range = draw.real(0.01, 100);
        assertThat(bit.gap(range)).isLessThanOrEqualTo(bit.bound(range) * (1 + 1e-9));
        assertThat(bit.gap(range)).isGreaterThan(bit.wrongBound(range));
    }

    @Test
    void theMeanOfGaussians() {
        MeanOfGaussians ten = new MeanOfGaussians(10, 1);
        assertThat(ten.gap()).isCloseTo(0.2, within(1e-12));
        assertThat(ten.bound()).isCloseTo(0.504948, SIX);
        assertThat(new MeanOfGaussians(100, 1).gap()).isCloseTo(0.02, within(1e-12));
        assertThat(new MeanOfGaussians(100, 1).bound()).isCloseTo(0.143195, SIX);
        assertThat(ten.noisyInformation(0.1, 1)).isCloseTo(1.198948, SIX);
        assertThat(ten.noisyInformation(0.1, 7)).isCloseTo(7 * 1.198948, within(4e-6));
        assertThat(ten.information()).isCloseTo(0.5 * Math.log(10 / 9.0), within(1e-12));
        assertThatThrownBy(() -> new MeanOfGaussians(1, 1)).isInstanceOf(BadInput.class);
    }

    /** The gap itself, over 20,000 samples of ten: the mean within 4 standard errors. */
    @Test
    void theMeanOfGaussiansHasThatGap() {
        Chance chance = Chance.of(1, "mean of Gaussians");
        int samples = 20_000;
        double sum = 0;
        double squares = 0;
        for (int s = 0; s < samples; s++) {
            double[] z = chance.doubles(10).map(u -> chance.nextGaussian()).toArray();
            double w = Arrays.stream(z).sum() / 10;
            double empirical = Arrays.stream(z).map(v -> (w - v) * (w - v)).sum() / 10;
            double gap = 1 + w * w - empirical;
            sum += gap;
            squares += gap * gap;
        }
        double mean = sum / samples;
        double error = Math.sqrt((squares / samples - mean * mean) / samples);
        assertThat(mean).isCloseTo(new MeanOfGaussians(10, 1).gap(), within(4 * error));
    }

    /** √ is concave: information divided among examples never gives a smaller bound than their sum, were that I(S;W). */
    @Property(tries = 100)
    void individualSamplesAreNeverWorse(Draw draw) {
        double[] informations = draw.chance().doubles(draw.whole(1, 20), 0, 2).toArray();
        double sum = Arrays.stream(informations).sum();
        assertThat(IndividualSample.of(informations, 1).value())
                .isLessThanOrEqualTo(XuRaginsky.of(sum, 1, informations.length).value() + 1e-12);
        double mean = sum / informations.length;
        assertThat(Supersampling.klForm(0, mean, 10).value())
                .isGreaterThanOrEqualTo(Supersampling.interpolating(mean, 10).value() > 1 ? 1 : mean);
    }

    @ParameterizedTest
    @EnumSource
    void noLearnerIsBetterThanAnotherOverAllTargets(NoFreeLunch.Learner learner) {
        for (int points : new int[] {2, 5, 8}) {
            for (int seen = 0; seen < points; seen++) {
                NoFreeLunch all = NoFreeLunch.of(learner, points, seen);
                assertThat(all.mean()).isEqualTo(0.5);
                assertThat(all.best()).isLessThanOrEqualTo(0.5);
                assertThat(all.worst()).isGreaterThanOrEqualTo(0.5);
            }
        }
    }

    @Test
    void someTargetsSuitSomeLearners() {
        NoFreeLunch nearest = NoFreeLunch.of(NoFreeLunch.Learner.NEAREST, 12, 6);
        assertThat(nearest.mean()).isEqualTo(0.5);
        assertThat(nearest.best()).isZero();
        // On alternating targets the nearest neighbour is mostly wrong.
        assertThat(nearest.worst()).isGreaterThan(0.6);
        assertThat(NoFreeLunch.of(NoFreeLunch.Learner.MINORITY, 6, 5).worst()).isEqualTo(1);
        assertThatThrownBy(() -> NoFreeLunch.of(NoFreeLunch.Learner.NEAREST, 13, 6))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> NoFreeLunch.of(NoFreeLunch.Learner.NEAREST, 4, 4))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void noneOfThemIsACertificate() {
        assertThat(List.of(
                        XuRaginsky.THEOREM,
                        IndividualSample.THEOREM,
                        Supersampling.WEIGHTS,
                        Supersampling.PREDICTIONS,
                        Supersampling.LOSSES,
                        Supersampling.KL_FORM,
                        LossyWeights.THEOREM,
                        DistributionShift.THEOREM))
                .allSatisfy(theorem -> {
                    assertThat(theorem.guarantee()).isEqualTo(Guarantee.IN_EXPECTATION);
                    assertThat(Bounds.CATALOGUE.contains(theorem.name())).isTrue();
                });
        assertThatThrownBy(() -> Supersampling.predictions()).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Supersampling.losses(-1)).isInstanceOf(BadInput.class);
    }
}
