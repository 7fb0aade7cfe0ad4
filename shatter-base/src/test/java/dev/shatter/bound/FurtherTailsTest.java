package dev.shatter.bound;

import static dev.shatter.bound.Digits.SIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Bounded differences, moments, betting, and the forms of PAC-Bayes. */
class FurtherTailsTest {
    @Test
    void boundedDifferencesOfAMeanAreHoeffdings() {
        assertThat(McDiarmid.halfWidth(100 * 1e-4, 0.05)).isCloseTo(Hoeffding.halfWidth(100, 0.05, 1), within(1e-15));
        assertThat(McDiarmid.tail(0.1, 100 * 1e-4)).isCloseTo(0.135335, SIX);
        assertThat(McDiarmid.tail(McDiarmid.halfWidth(3, 0.01), 3)).isCloseTo(0.01, within(1e-12));
    }

    @Test
    void secondMomentsAreChebyshevs() {
        assertThat(Moments.tail(0.1, 2, 0.5, 100)).isCloseTo(0.25, within(1e-12));
        assertThat(Moments.halfWidth(2, 0.5, 100, 0.25)).isCloseTo(0.1, within(1e-12));
        assertThat(Moments.tail(Moments.halfWidth(6, 1.3, 50, 0.02), 6, 1.3, 50))
                .isCloseTo(0.02, within(1e-12));
        assertThatThrownBy(() -> Moments.constant(1.5, 1)).isInstanceOf(BadInput.class);
    }

    /** E|X|^4 = 3 for the standard normal; the fourth moment of a mean of n is 3/n², and c_4 allows 27/n². */
    @Test
    void momentsOfMeansAreBounded() {
        double fourth = 0;
        for (int draw = 0; draw < 4000; draw++) {
            Chance chance = Chance.of(draw, "moments");
            double mean = 0;
            for (int i = 0; i < 20; i++) {
                mean += chance.nextGaussian() / 20;
            }
            fourth += Math.pow(mean, 4) / 4000;
        }
        double bound = Math.pow(Moments.constant(4, Math.pow(3, 0.25)) / Math.sqrt(20), 4);
        assertThat(bound).isCloseTo(27.0 / 400, within(1e-12));
        assertThat(fourth).isLessThan(bound).isCloseTo(3.0 / 400, within(1.5e-3));
    }

    @Test
    void bettingCertifiesLossesInTheirOrder() {
        double[] values = new double[200];
        double[] once = {0, 0.2, 0.1, 0, 0.3, 0.1, 0, 0.2, 0.1, 0};
        Arrays.setAll(values, i -> once[i % 10]);
        Scope scope = new Scope(Predictor.DETERMINISTIC, LossKind.BOUNDED_CROSS_ENTROPY, SampleRole.HELD_OUT, 200, 10);
        assertThat(Betting.certify(scope, values, 0.05).value()).isCloseTo(0.132849, SIX);
        assertThat(EmpiricalBernstein.upper(0.1, 0.01005025, 200, 0.05)).isCloseTo(0.162508, SIX);
        assertThat(KlChernoff.upper(0.1, 200, 0.05)).isCloseTo(0.159743, SIX);
        SampledRisk sampled = SampledRisk.ofEqualMeans(values, 0.05);
        assertThat(sampled.upper()).isCloseTo(0.132849, SIX);
        assertThat(sampled.mean()).isCloseTo(0.1, within(1e-12));
        assertThat(sampled.draws()).isEqualTo(200);
        assertThatThrownBy(() -> Betting.upper(new double[] {1.5}, 0.05)).isInstanceOf(BadInput.class);
    }

    @Test
    void formsOfPacBayes() {
        assertThat(PacBayes.seeger(0.03, 5000, 60_000, 0.05)).isCloseTo(0.153964, SIX);
        assertThat(PacBayes.mcAllester(0.03, 5000, 60_000, 0.05)).isCloseTo(0.234411, SIX);
        assertThat(PacBayes.bernstein(0.03, 0.03, 100, 60_000, 0.05)).isCloseTo(0.042400, SIX);
        assertThat(PacBayes.mcAllester(0.03, 5, 1, 0.05)).isInfinite();
        assertThat(MajorityVote.tandem(0, 0, 1000, 0.05)).isCloseTo(0.028469, SIX);
    }
}
