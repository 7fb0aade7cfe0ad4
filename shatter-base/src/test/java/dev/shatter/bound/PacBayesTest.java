package dev.shatter.bound;

import static dev.shatter.bound.Digits.SIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Draw;
import dev.shatter.core.Property;
import java.util.stream.IntStream;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.junit.jupiter.api.Test;

/** PAC-Bayes: theory sheet, D1 to D7; property 3 of section R. */
class PacBayesTest {
    @Test
    void formsReferenceValues() {
        double c = PacBayes.budget(5000, 60_000, 0.05);
        assertThat(c).isCloseTo(0.083486, SIX);
        assertThat(PacBayes.kl(0.03, c)).isCloseTo(0.153880, SIX);
        assertThat(PacBayes.sqrt(0.03, c)).isCloseTo(0.234312, SIX);
        assertThat(PacBayes.quad(0.03, c)).isCloseTo(0.222936, SIX);
        assertThat(PacBayes.bestLambda(0.03, c)).isCloseTo(0.865432, SIX);
        assertThat(PacBayes.catoni(0.03, 5000, 60_000, 0.05, 1)).isCloseTo(0.169575, SIX);
        assertThat(PacBayes.catoni(0.03, 5000, 60_000, 0.05, 2)).isCloseTo(0.154485, SIX);
        assertThat(PacBayes.catoni(0.03, 5000, 60_000, 0.05, 1.770776)).isCloseTo(0.153771, SIX);
        assertThat(BinaryKl.upperInverse(0.03, (5000 + Math.log(20)) / 60_000)).isCloseTo(0.153771, SIX);
        assertThat(PacBayes.kl(0, PacBayes.budget(0, 1000, 0.05))).isCloseTo(0.007117, SIX);
        assertThat(PacBayes.lambda(0.03, c, 2)).isInfinite();
        assertThat(PacBayes.catoni(0.03, 5000, 60_000, 0.05, new double[] {1, 2}))
                .isEqualTo(PacBayes.catoni(0.03, 5000, 60_000, 0.025, 2));
    }

    @Property(tries = 200)
    void formsAreOrdered(Draw draw) {
        double risk = draw.real(0, 1);
        double kl = draw.real(0, 3000);
        long n = draw.whole(8, 100_000);
        double c = PacBayes.budget(kl, n, 0.05);
        double quad = PacBayes.quad(risk, c);
        double tightest = PacBayes.kl(risk, c);
        assertThat(tightest).isLessThanOrEqualTo(Math.min(quad, PacBayes.sqrt(risk, c)) + 1e-9);
        double best = PacBayes.bestLambda(risk, c);
        assertThat(PacBayes.lambda(risk, c, best)).isCloseTo(quad, within(1e-9 * (1 + quad)));
        for (double lambda : new double[] {0.1, 0.5, 1, 1.5, 1.9, best * 0.99, Math.min(1.99, best * 1.01)}) {
            assertThat(PacBayes.lambda(risk, c, lambda)).isGreaterThanOrEqualTo(quad - 1e-9 * (1 + quad));
        }
        double edge = risk + Math.sqrt(c / 2) - 0.25;
        if (Math.abs(edge) > 1e-9) {
            assertThat(quad <= PacBayes.sqrt(risk, c)).isEqualTo(edge <= 0);
        }
    }

    @Property(tries = 100)
    void catoniAtItsBestIsTheKlFormWithoutItsLogarithm(Draw draw) {
        double risk = draw.real(0, 0.5);
        double kl = draw.real(0, 500);
        long n = 1000;
        double limit = BinaryKl.upperInverse(risk, (kl + Math.log(20)) / n);
        double least = IntStream.rangeClosed(1, 6000)
                .mapToDouble(i -> PacBayes.catoni(risk, kl, n, 0.05, Math.exp(-6 + i / 500.0)))
                .min()
                .orElseThrow();
        assertThat(least).isBetween(limit - 1e-9, limit + 1e-4);
    }

    @Test
    void maurersConstantHoldsForSmallSamplesToo() {
        // max over p of E exp(n kl(k/n ‖ p)): the sheet's 2.00, 3.22, 4.25, 6.29, 13.21, all at most 2 √n.
        int[] sizes = {1, 4, 8, 20, 100};
        double[] expected = {2.00, 3.22, 4.25, 6.29, 13.21};
        for (int s = 0; s < sizes.length; s++) {
            assertThat(largestMoment(sizes[s])).isCloseTo(expected[s], within(0.0051));
        }
        for (int n = 1; n <= 30; n++) {
            assertThat(largestMoment(n)).isLessThanOrEqualTo(2 * Math.sqrt(n) + 1e-9);
        }
    }

    private static double largestMoment(int n) {
        double largest = 0;
        for (int i = 1; i < 200; i++) {
            double p = i / 200.0;
            BinomialDistribution law = new BinomialDistribution(n, p);
            double sum = 0;
            for (int k = 0; k <= n; k++) {
                sum += Math.exp(law.logProbability(k) + n * BinaryKl.divergence((double) k / n, p));
            }
            largest = Math.max(largest, sum);
        }
        return largest;
    }

    @Test
    void gaussianDivergences() {
        double kl = GaussianKl.diagonal(new double[] {1, 0.5}, new double[] {0.1, 0.2}, new double[2], 0.5);
        assertThat(kl).isCloseTo(1.812864, SIX);
        assertThat(GaussianKl.diagonal(2, 0.3, Math.log(0.1) + Math.log(0.2), 1.25, 0.5))
                .isCloseTo(kl, within(1e-12));
        assertThat(GaussianKl.diagonal(new double[] {3}, new double[] {0.04}, new double[] {2}, 0.04))
                .isCloseTo(GaussianKl.isotropic(1, 0.2), within(1e-9));
        // Posterior equal to the prior: exactly 0.
        assertThat(GaussianKl.diagonal(new double[] {3}, new double[] {0.04}, new double[] {3}, 0.04))
                .isZero();
        assertThatThrownBy(() -> GaussianKl.diagonal(new double[2], new double[2], new double[2], 1))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void dziugaiteRoyReferenceValues() {
        DziugaiteRoy paper = DziugaiteRoy.PAPER;
        assertThat(paper.priorVariance(200)).isCloseTo(0.013534, SIX);
        assertThat(DziugaiteRoy.logInverseDelta(200, 0.025)).isCloseTo(14.783214, SIX);
        double original = DziugaiteRoy.originalBudget(5000, 200, 55_000, 0.025);
        double maurer = DziugaiteRoy.budget(5000, 200, 55_000, 0.025);
        assertThat(original).isCloseTo(0.091378, SIX);
        assertThat(maurer).isCloseTo(0.091290, SIX);
        // The sheet's Monte-Carlo step takes ln(2/δ') at δ' = 0.01, that is ln(1/δ') at 0.005.
        double sampled = new SampledRisk(0.028, 150_000, 0.005).upper();
        assertThat(sampled).isCloseTo(0.029409, SIX);
        assertThat(BinaryKl.upperInverse(sampled, original)).isCloseTo(0.160966, SIX);
        assertThat(BinaryKl.upperInverse(sampled, maurer)).isCloseTo(0.160875, SIX);
        Certificate certificate = DziugaiteRoy.certify(
                Scope.ofPosterior(55_000, 2), new SampledRisk(0.028, 150_000, 0.005), 5000, 200, 0.025);
        assertThat(certificate.value()).isCloseTo(0.160875, SIX);
        assertThat(certificate.confidence().delta()).isCloseTo(0.03, within(1e-12));
        assertThat(certificate.confidence().shares()).hasSize(2);
        // Smooth while optimising, and equal to the paper's at a grid point.
        assertThat(paper.trainingBudget(5000, Math.log(paper.priorVariance(200)), 55_000, 0.025))
                .isCloseTo(original, within(1e-9));
        assertThat(paper.nearest(Math.log(0.1) - 1.305)).containsExactly(130, 131);
        assertThat(paper.nearest(Math.log(0.2))).containsExactly(1, 1);
        assertThat(paper.trainingBudget(5000, Math.log(0.2), 55_000, 0.025)).isInfinite();
        assertThat(paper.largestLogVariance()).isCloseTo(Math.log(paper.priorVariance(1)), within(1e-12));
        double spent = IntStream.rangeClosed(1, 100_000)
                .mapToDouble(j -> Math.exp(-DziugaiteRoy.logInverseDelta(j, 0.025)))
                .sum();
        assertThat(spent).isLessThan(0.025).isCloseTo(0.025, within(1e-6));
    }

    @Test
    void samplingReferenceValues() {
        assertThat(new SampledRisk(0.028, 600_000, 0.01).upper()).isCloseTo(0.028651, SIX);
        // Full-train weight draws, with ln(2/δ') as the sheet's other figures.
        assertThat(new SampledRisk(0.028, 10_000, 0.005).upper()).isCloseTo(0.033707, SIX);
        assertThat(new SampledRisk(0.028, 1_000, 0.005).upper()).isCloseTo(0.048412, SIX);
        assertThat(EmpiricalBernstein.upper(0.028, 0.003 * 0.003, 10_000, 0.01)).isCloseTo(0.029334, SIX);
    }

    @Test
    void threeHundredWeightDraws() {
        assertThat(new SampledRisk(0.028, 300, 0.01).upper()).isCloseTo(0.066962, SIX);
    }

    @Test
    void dataDependentPriorPaysForItsCandidates() {
        Scope scope = Scope.ofPosterior(30_000, 10);
        SampledRisk sampled = new SampledRisk(0.0209, 600_000, 0.01);
        Certificate one = DataDependentPrior.certify(scope, sampled, 0.6, 1, 0.025);
        // The sheet's measured run: 0.0255 with KL 0.6 on 30,000 points.
        assertThat(one.value()).isCloseTo(0.0255, within(1e-4));
        Certificate five = DataDependentPrior.certify(scope, sampled, 0.6, 5, 0.025);
        assertThat(five.value()).isGreaterThan(one.value());
        assertThat(five.confidence().delta()).isCloseTo(0.035, within(1e-12));
        assertThat(one.value()).isEqualTo(BinaryKl.upperInverse(sampled.upper(), PacBayes.budget(0.6, 30_000, 0.025)));
    }

    @Test
    void votesCostTwice() {
        Certificate gibbs = PacBayes.certify(Scope.ofPosterior(1000, 10), 0.1, 5, 0.05);
        Certificate vote = MajorityVote.certify(gibbs);
        assertThat(vote.value()).isEqualTo(2 * gibbs.value());
        assertThat(vote.scope().predictor()).isEqualTo(Predictor.MAJORITY_VOTE);
        assertThat(vote.assumptions()).containsAll(gibbs.assumptions());
        assertThatThrownBy(() -> MajorityVote.certify(vote)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void flatnessReferenceValue() {
        assertThat(Flatness.sigma(13)).isCloseTo(0.105112, SIX);
        assertThat(GaussianKl.isotropic(100, Flatness.sigma(13))).isCloseTo(4525.483400, SIX);
        assertThat(BinaryKl.upperInverse(0.05, Flatness.budget(100, 13, 60_000, 0.05)))
                .isCloseTo(0.179908, SIX);
        assertThat(Flatness.index(0.105112)).isEqualTo(13);
        assertThat(Flatness.index(0.1)).isEqualTo(13);
        assertThat(Flatness.index(3)).isEqualTo(1);
        Certificate certificate =
                Flatness.certify(Scope.ofPosterior(60_000, 10), new SampledRisk(0.05, 600_000, 0.01), 100, 13, 0.05);
        assertThat(certificate.value()).isGreaterThan(0.179908);
    }
}
