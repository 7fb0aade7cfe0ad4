package dev.shatter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Draw;
import dev.shatter.core.Property;
import java.util.List;
import org.hipparchus.stat.correlation.KendallsCorrelation;
import org.junit.jupiter.api.Test;

/** Kendall's τ, granulated Ψ, conditional information and sign error: theory sheet, section O. */
class JudgingTest {
    private static final double[] MU = {1, 2, 3, 4, 5};
    private static final double[] GAP = {0.1, 0.3, 0.2, 0.5, 0.4};

    @Test
    void tauReferenceValues() {
        assertThat(KendallTau.of(MU, GAP).a()).isCloseTo(0.6, within(1e-12));
        KendallTau tied = KendallTau.of(new double[] {1, 2, 2, 4}, new double[] {0.1, 0.3, 0.2, 0.3});
        assertThat(tied.a()).isCloseTo(0.666667, within(5e-7));
        assertThat(tied.b()).isCloseTo(0.8, within(1e-12));
        assertThat(KendallTau.of(new double[] {1, 1}, new double[] {1, 2}).b()).isZero();
    }

    @Property(tries = 100)
    void tauIsOddBoundedAndMeetsTheLibrary(Draw draw) {
        Chance chance = draw.chance();
        int n = 2 + chance.nextInt(30);
        double[] x = new double[n];
        double[] y = new double[n];
        double[] minus = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = chance.nextInt(8);
            y[i] = chance.nextInt(8);
            minus[i] = -x[i];
        }
        KendallTau tau = KendallTau.of(x, y);
        assertThat(tau.a())
                .isBetween(-1.0, 1.0)
                .isEqualTo(-KendallTau.of(minus, y).a());
        assertThat(tau.b()).isBetween(-1.0, 1.0);
        double library = new KendallsCorrelation().correlation(x, y);
        if (!Double.isNaN(library)) {
            assertThat(tau.b()).isCloseTo(library, within(1e-12));
        }
    }

    @Test
    void granulatedReferenceValues() {
        ModelGrid grid =
                new ModelGrid(new int[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[] {1, 3, 2, 5}, new double[] {
                    0.1, 0.2, 0.3, 0.25
                });
        GranulatedTau psi = GranulatedTau.of(grid);
        // Moving the row (hyper-parameter 0) compares 1↔2 and 3↔5; moving the column 1↔3 and 2↔5.
        assertThat(psi.byHyperparameter()).containsEntry(0, 1.0).containsEntry(1, 0.0);
        assertThat(psi.psi()).isCloseTo(0.5, within(1e-12));
        assertThat(KendallTau.of(grid.measure(), grid.gap()).a()).isCloseTo(0.333333, within(5e-7));
    }

    @Test
    void granulatedAveragesSeedsFirstAndSkipsHoles() {
        int[][] settings = {{0, 0}, {0, 0}, {1, 0}, {1, 1}};
        GranulatedTau psi =
                GranulatedTau.of(new ModelGrid(settings, new double[] {0, 10, 6, 1}, new double[] {0, 0.4, 0.3, 0.1}));
        // Cell (0,0) averages to measure 5, gap 0.2: concordant with (1,0); column: (1,0) against (1,1) concordant.
        assertThat(psi.byHyperparameter()).containsEntry(0, 1.0).containsEntry(1, 1.0);
        assertThatThrownBy(() -> GranulatedTau.of(
                        new ModelGrid(new int[][] {{0}, {0}}, new double[] {1, 2}, new double[] {1, 2})))
                .isInstanceOf(BadInput.class);
    }

    @Property(tries = 50)
    void constantMeasureScoresNothing(Draw draw) {
        Chance chance = draw.chance();
        ModelGrid grid = randomGrid(chance);
        ModelGrid constant = new ModelGrid(grid.settings(), new double[grid.models()], grid.gap());
        assertThat(GranulatedTau.of(constant).psi()).isZero();
        assertThat(KendallTau.of(constant.measure(), constant.gap()).a()).isZero();
        assertThat(ConditionalInformation.of(constant, ConditionalInformation.Mode.PAPER)
                        .score())
                .isZero();
        assertThat(ConditionalInformation.of(constant, ConditionalInformation.Mode.PGDL)
                        .score())
                .isZero();
        assertThat(SignError.of(constant).robust()).hasValue(0.5);
    }

    @Property(tries = 50)
    void scoresStayInTheirRanges(Draw draw) {
        ModelGrid grid = randomGrid(draw.chance());
        SignError error = SignError.of(grid);
        assertThat(error.robust().orElseThrow()).isBetween(error.mean().orElseThrow(), 1.0);
        assertThat(error.quantile(0.9).orElseThrow())
                .isLessThanOrEqualTo(error.robust().orElseThrow());
        assertThat(GranulatedTau.of(grid).psi()).isBetween(-1.0, 1.0);
        assertThat(ConditionalInformation.of(grid, ConditionalInformation.Mode.PAPER)
                        .score())
                .isBetween(0.0, 1.0);
        assertThat(ConditionalInformation.of(grid, ConditionalInformation.Mode.PGDL)
                        .score())
                .isBetween(0.0, 100.0);
        ModelGrid oracle = new ModelGrid(grid.settings(), grid.gap(), grid.gap());
        assertThat(ConditionalInformation.of(oracle, ConditionalInformation.Mode.PAPER)
                        .score())
                .isCloseTo(1, within(1e-9));
        assertThat(SignError.of(oracle).robust()).hasValue(0);
    }

    @Test
    void conditionalInformationReferenceValues() {
        ModelGrid grid = new ModelGrid(new int[][] {{0}, {1}, {2}, {3}, {4}}, MU, GAP);
        ConditionalInformation score = ConditionalInformation.of(grid, ConditionalInformation.Mode.PAPER);
        // With nothing known: Î = 1 − h₂((1+τ)/2)/ln 2 at τ = 0.6. Knowing the only hyper-parameter leaves no entropy.
        assertThat(score.bySet()).singleElement().satisfies(given -> {
            assertThat(given.set()).isEmpty();
            assertThat(given.value()).isCloseTo(0.278072, within(5e-7));
            assertThat(given.value() * Math.log(2)).isCloseTo(0.192745, within(5e-7));
        });
        assertThat(score.worst()).isEqualTo(List.of());
    }

    @Test
    void conditionalInformationFindsTheConfounder() {
        // The measure only knows hyper-parameter 0; given it, nothing is left (four seeds of each cell).
        int[][] settings = new int[48][];
        double[] measure = new double[48];
        double[] gap = new double[48];
        Chance chance = Chance.of(9, "confounder");
        for (int i = 0; i < 48; i++) {
            settings[i] = new int[] {i % 2, i / 2 % 2, i / 4 % 3};
            measure[i] = settings[i][0] + 1e-3 * chance.nextGaussian();
            gap[i] = settings[i][0] + 0.01 * settings[i][1] + 1e-3 * chance.nextGaussian();
        }
        ConditionalInformation score =
                ConditionalInformation.of(new ModelGrid(settings, measure, gap), ConditionalInformation.Mode.PAPER);
        assertThat(score.worst()).contains(0);
        assertThat(score.score()).isLessThan(0.05);
        // Half the pairs differ in hyper-parameter 0 and agree, the rest are a coin: 1 - h(3/4)/ln 2 = 0.19.
        assertThat(score.bySet())
                .filteredOn(g -> g.set().isEmpty())
                .allSatisfy(g -> assertThat(g.value()).isGreaterThan(0.1));
    }

    @Test
    void pgdlScorerByHand() {
        // 2 × 2 grid: each of the 16 values of U holds one ordered pair, so every conditional entropy is 0.
        int[][] settings = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        double[] mu = {1, 3, 2, 5};
        double[] gap = {0.1, 0.2, 0.3, 0.25};
        assertThat(ConditionalInformation.of(new ModelGrid(settings, mu, gap), ConditionalInformation.Mode.PGDL)
                        .bySet())
                .isEmpty();
        // Two seeds in one cell beside it: tables of 1, 2 and 4 pairs, averaged uniformly over the occurring U.
        ModelGrid seeds =
                new ModelGrid(new int[][] {{0, 0}, {0, 0}, {1, 1}}, new double[] {1, 2, 1.5}, new double[] {1, 2, 3});
        // Cell pair (0,0),(0,0): self pairs twice (−,−), a<b (−,−), a>b (+,+): I = H = h(1/4) in that cell;
        // (0,0)→(1,1): gap always −, no entropy; (1,1)→(0,0): gap always +, none; (1,1),(1,1): none.
        assertThat(ConditionalInformation.of(seeds, ConditionalInformation.Mode.PGDL)
                        .score())
                .isCloseTo(100, within(1e-9));
    }

    @Test
    void signErrorReferenceValues() {
        assertThat(SignError.weight(0.01, 10_000)).isZero();
        assertThat(SignError.weight(0.02, 10_000)).isCloseTo(0.531921, within(5e-7));
        assertThat(SignError.weight(0.03, 10_000)).isCloseTo(0.956058, within(5e-7));
        assertThat(SignError.weight(0.05, 10_000)).isCloseTo(0.999985, within(5e-7));
        // One hyper-parameter of five values: ten environments of one pair each; their mean is (1 − τ)/2.
        SignError error = SignError.of(new ModelGrid(new int[][] {{0}, {1}, {2}, {3}, {4}}, MU, GAP));
        assertThat(error.environments()).hasSize(10);
        assertThat(error.mean().orElseThrow()).isCloseTo(0.2, within(1e-12));
        assertThat(error.robust()).hasValue(1);
    }

    @Test
    void weightedSignErrorDropsThinEnvironments() {
        int[][] settings = new int[12][];
        double[] measure = new double[12];
        double[] gap = new double[12];
        for (int i = 0; i < 12; i++) {
            settings[i] = new int[] {i < 4 ? 0 : i < 8 ? 1 : 2};
            measure[i] = i;
            gap[i] = i < 8 ? i : 7 + 1e-6 * i;
        }
        // Moves 0→1 and 0→2 hold 16 clear pairs; 1→2 loses the four pairs with the seed whose gap is 7: 12 are left.
        SignError all = SignError.weighted(new ModelGrid(settings, measure, gap), 10_000);
        assertThat(all.environments())
                .hasSize(3)
                .allSatisfy(e -> assertThat(e.error()).isZero());
        settings[11] = new int[] {3};
        SignError fewer = SignError.weighted(new ModelGrid(settings, measure, gap), 10_000);
        assertThat(fewer.environments()).hasSize(2);
        assertThat(fewer.dropped()).isEqualTo(4);
    }

    private static ModelGrid randomGrid(Chance chance) {
        int n = 24;
        int[][] settings = new int[n][];
        double[] measure = new double[n];
        double[] gap = new double[n];
        for (int i = 0; i < n; i++) {
            settings[i] = new int[] {i % 2, i / 2 % 3, i / 6 % 2};
            measure[i] = chance.nextGaussian();
            gap[i] = chance.nextGaussian();
        }
        return new ModelGrid(settings, measure, gap);
    }
}
