package dev.shatter.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every estimator of the catalogue, against plain loops, invariants and values known otherwise. */
class EstimatorsTest {
    private static final Offset<Double> SIX = within(5.01e-7);
    private static final Offset<Double> NINE = within(1e-9);

    static List<String> names() {
        return Estimators.CATALOGUE.names();
    }

    /** Options under which an estimator is what its paper states: no standardising, no noise. */
    private static Variant plain(String name) {
        Variant variant = Estimators.CATALOGUE.parse(name);
        if (variant.all().containsKey("standardise")) {
            variant = variant.with("standardise", false);
        }
        return variant.all().containsKey("jitter") ? variant.with("jitter", 0.0) : variant;
    }

    private static double nats(Variant variant, Observations sample) {
        Estimator estimator = Estimators.CATALOGUE.get(variant);
        return estimator.nats(estimator.require(sample), variant);
    }

    private static double nats(String reference, Observations sample) {
        return nats(Estimators.CATALOGUE.parse(reference), sample);
    }

    @ParameterizedTest
    @MethodSource("names")
    void equalsANaiveTranscription(String name) {
        Estimator estimator = Estimators.CATALOGUE.get(name);
        for (int seed = 0; seed < 6; seed++) {
            Observations sample = sample(estimator, seed, 90, seed % 3 + 1, seed % 2 + 1, 0);
            assertThat(nats(plain(name), sample))
                    .as(name + " " + seed)
                    .isCloseTo(NaiveEstimators.TABLE.get(name).applyAsDouble(sample), NINE);
            if (estimator.takesCondition()) {
                Observations given = sample(estimator, seed, 90, 1, seed % 2 + 1, seed % 2 + 1);
                assertThat(nats(plain(name), given))
                        .isCloseTo(NaiveEstimators.TABLE.get(name).applyAsDouble(given), NINE);
            }
        }
    }

    /** The order in which observations come says nothing, and neither do units of coordinates that are standardised. */
    @ParameterizedTest
    @MethodSource("names")
    void orderDoesNotMatter(String name) {
        Estimator estimator = Estimators.CATALOGUE.get(name);
        Observations sample = sample(estimator, 7, 200, 2, 1, 0);
        int[] order = Chance.of(3, "order").permutation(200);
        int[] orderOfY = estimator.quantity() == Quantity.DIVERGENCE
                ? Chance.of(4, "order").permutation(100)
                : order;
        Observations other = new Observations(
                sample.x().take(order), sample.y().take(orderOfY), sample.z().take(order));
        assertThat(nats(name, other)).isCloseTo(nats(name, sample), NINE);
        if (Estimators.CATALOGUE.parse(name).all().containsKey("standardise")) {
            double[][] scaled = Arrays.stream(sample.x().rows())
                    .map(row -> new double[] {1000 * row[0] + 5, row[1] / 64})
                    .toArray(double[][]::new);
            assertThat(nats(name, Observations.of(Variables.of(scaled), sample.y())))
                    .isCloseTo(nats(name, sample), within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyEstimatorTellsItsTale(String name) {
        Estimator estimator = Estimators.CATALOGUE.get(name);
        assertThat(List.of(
                        estimator.summary(),
                        estimator.formula(),
                        estimator.bias(),
                        estimator.pitfall(),
                        estimator.source()))
                .allSatisfy(text -> assertThat(text).isNotBlank().doesNotEndWith("."));
        Estimate estimate =
                Estimate.of(Estimators.CATALOGUE.parse(name), sample(estimator, 1, 60, 1, 1, 0), Estimate.Look.DEFAULT);
        assertThat(estimate.value()).isFinite();
        assertThat(estimate.interval().low()).isLessThanOrEqualTo(estimate.value());
        assertThat(estimate.interval().high()).isGreaterThanOrEqualTo(estimate.value());
        assertThat(estimate.floor() == null).isEqualTo(estimator.quantity() == Quantity.ENTROPY);
    }

    /** docs/information.md says of each estimator what it says itself. */
    @ParameterizedTest
    @MethodSource("names")
    void thePageSaysTheSame(String name) throws IOException {
        Estimator estimator = Estimators.CATALOGUE.get(name);
        assertThat(Files.readString(Path.of("..", "docs", "information.md")))
                .contains(
                        "#### " + name + "\n",
                        "- Formula: `" + estimator.formula() + "`\n- Bias: " + estimator.bias() + "\n- Beware: "
                                + estimator.pitfall() + "\n",
                        "- Source: " + estimator.source() + "\n");
    }

    /** Values of few different kinds for those that count, amounts for the others; y goes along with x. */
    private static Observations sample(Estimator estimator, int seed, int n, int dx, int dy, int dz) {
        Chance chance = Chance.of(seed, "sample", dx, dy, dz);
        boolean counts = Estimators.OF_COUNTS.contains(estimator.name());
        boolean repeats = counts
                || estimator.name().startsWith("kernel")
                || estimator.name().equals("mixed");
        double[][][] rows = new double[3][n][];
        for (int i = 0; i < n; i++) {
            double common = repeats && !counts && i % 2 == 0 ? chance.nextInt(3) : chance.nextGaussian();
            int[] widths = {dx, dy, dz};
            for (int v = 0; v < 3; v++) {
                rows[v][i] = new double[widths[v]];
                for (int c = 0; c < widths[v]; c++) {
                    double value = common + (repeats && !counts && i % 2 == 0 ? 0 : 0.5 * chance.nextGaussian());
                    rows[v][i][c] = counts ? Math.rint(value) : value;
                }
            }
        }
        Variables x = Variables.of(rows[0]);
        Variables y = Variables.of(rows[1]);
        Variables z = dz == 0 ? Variables.none(n) : Variables.of(rows[2]);
        return switch (estimator.quantity()) {
            case INFORMATION -> new Observations(x, y, z);
            case ENTROPY -> Observations.of(x);
            case DIVERGENCE ->
                Observations.of(
                        x, sample(new Ksg1(), seed + 100, n / 2, dx, dx, 0).y());
        };
    }

    @Test
    void referenceValuesOfCounts() {
        assertThat(new PlugIn().entropy(5, 3, 2)).isCloseTo(1.029653, SIX);
        assertThat(new MillerMadow().entropy(5, 3, 2)).isCloseTo(1.129653, SIX);
        long[][] table = {{8, 2}, {3, 7}};
        assertThat(new PlugIn().information(table)).isCloseTo(0.132505, SIX);
        assertThat(new MillerMadow().information(table)).isCloseTo(0.107505, SIX);
        // Grassberger's own first values of G.
        assertThat(Grassberger.digammaOfCounts(1)).isCloseTo(-0.5772156649 - Math.log(2), within(1e-9));
        assertThat(Grassberger.digammaOfCounts(2)).isCloseTo(2 - 0.5772156649 - Math.log(2), within(1e-9));
        assertThat(Grassberger.digammaOfCounts(3)).isCloseTo(Grassberger.digammaOfCounts(2), within(1e-12));
        assertThat(new PlugIn().conditional(List.of(table, new long[][] {{5, 0}, {0, 5}})))
                .isCloseTo((20 * 0.132505 + 10 * Math.log(2)) / 30, within(1e-6));
        assertThatThrownBy(() -> new PlugIn().entropy(0, 0)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new PlugIn().information(new long[][] {{1}, {1, 2}}))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void referenceValuesOfNearestNeighbours() {
        Observations five = Observations.of(Variables.line(0, 1, 2.5, 4.2, 7), Variables.line(0.1, 1.3, 2, 5, 6.1));
        assertThat(nats("ksg1:1", five)).isCloseTo(0.683333, SIX);
        assertThat(nats("ksg1:2,standardise=false", five)).isCloseTo(0.483333, SIX);
        Observations samples = Observations.of(Variables.line(0, 1, 3), Variables.line(0.5, 2.2, 5, 9));
        assertThat(nats("knn-divergence:1", samples)).isCloseTo(-0.074381, SIX);
        Observations two = Observations.of(Variables.line(0, 1), Variables.line(0, 2));
        assertThat(nats("kernel-upper:1", two)).isCloseTo(0.566219, SIX);
        assertThat(nats("kernel-lower:1", two)).isCloseTo(0.219070, SIX);
    }

    /** I(X;X) = H(X) of counts, whatever the entropy; plug-in of independent columns of a full table is 0. */
    @Test
    void countsKeepTheIdentities() {
        Chance chance = Chance.of(5, "kinds");
        int[] kinds = IntStream.range(0, 300).map(i -> chance.nextInt(5)).toArray();
        Variables x = Variables.kinds(kinds);
        for (CountEstimator estimator : Estimators.OF_COUNTS.entries()) {
            assertThat(nats(estimator.name(), Observations.of(x, x)))
                    .isCloseTo(estimator.entropy(Symbols.counts(kinds)), NINE);
        }
        int[] a = IntStream.range(0, 60).map(i -> i % 5).toArray();
        int[] b = IntStream.range(0, 60).map(i -> i / 5).toArray();
        assertThat(nats("plug-in", Observations.of(Variables.kinds(a), Variables.kinds(b))))
                .isCloseTo(0, NINE);
        // A parity knows nothing of either bit alone, and all of one where the other is given.
        int[] first = IntStream.range(0, 64).map(i -> i & 1).toArray();
        int[] second = IntStream.range(0, 64).map(i -> i >> 1 & 1).toArray();
        int[] parity = IntStream.range(0, 64).map(i -> first[i] ^ second[i]).toArray();
        Observations pair = Observations.of(Variables.kinds(first), Variables.kinds(parity));
        assertThat(nats("plug-in", pair)).isCloseTo(0, NINE);
        assertThat(nats("plug-in", new Observations(pair.x(), pair.y(), Variables.kinds(second))))
                .isCloseTo(Math.log(2), NINE);
    }

    /** Copies, and coordinates that hold few values, end in numbers; categories lie apart. */
    @Test
    void tiesAndDuplicatesEndInNumbers() {
        Chance chance = Chance.of(9, "ties");
        double[] x = IntStream.range(0, 200).mapToDouble(i -> chance.nextInt(4)).toArray();
        double[] y = IntStream.range(0, 200)
                .mapToDouble(i -> i < 100 ? 0 : chance.nextGaussian())
                .toArray();
        Observations sample = Observations.of(Variables.line(x), Variables.line(y));
        for (String name : names()) {
            assertThat(nats(name, sample)).as(name).isFinite();
        }
        // Without noise a radius is 0, and nothing is strictly nearer.
        assertThat(nats("ksg1:jitter=0", sample)).isFinite();
        int[] kinds = Arrays.stream(x).mapToInt(v -> (int) v).toArray();
        double[] shifted = IntStream.range(0, 200)
                .mapToDouble(i -> 100 * kinds[i] + chance.nextGaussian())
                .toArray();
        assertThat(nats("mixed", Observations.of(Variables.kinds(kinds), Variables.line(shifted))))
                .isCloseTo(new PlugIn().entropy(Symbols.counts(kinds)), within(0.05));
    }

    @Test
    void binsAreOfEqualWidthOrOfEqualFrequency() {
        Variables x = Variables.line(0, 1, 2, 3, 4, 5, 6, 100);
        assertThat(Bins.of(Estimators.CATALOGUE.parse("plug-in:4")).symbols(x)).containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
        assertThat(Bins.of(Estimators.CATALOGUE.parse("plug-in:4,width")).symbols(x))
                .containsExactly(0, 0, 0, 0, 0, 0, 0, 1);
        assertThat(Bins.of(Estimators.CATALOGUE.parse("plug-in:30,width,-1,1"))
                        .symbols(Variables.line(-2, -1, 0.99, 1, 7)))
                .containsExactly(0, 0, 1, 1, 1);
        assertThatThrownBy(() -> Bins.of(Estimators.CATALOGUE.parse("plug-in:high=1")))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void whatCannotBeEstimatedIsSaidInASentence() {
        Variables amounts = Variables.line(1, 2, 3, 4, 5);
        Variables kinds = Variables.kinds(1, 2, 1, 2, 1);
        assertThatThrownBy(() -> nats("ksg1", Observations.of(amounts, kinds))).hasMessageContaining("categories");
        assertThatThrownBy(() -> nats("ksg2", new Observations(amounts, amounts, amounts)))
                .hasMessageContaining("condition");
        assertThatThrownBy(() -> nats("ksg1:9", Observations.of(amounts, amounts)))
                .hasMessageContaining("too many");
        assertThatThrownBy(() -> nats("ksg1", Observations.of(amounts, Variables.line(1, 2))))
                .hasMessageContaining("5 rows, y 2");
        assertThatThrownBy(() -> nats("gaussian", Observations.of(amounts, amounts)))
                .hasMessageContaining("infinite");
        assertThatThrownBy(() -> nats("knn-divergence", Observations.of(amounts, Variables.of(new double[5][2]))))
                .hasMessageContaining("one space");
        assertThatThrownBy(() -> Variables.line(1, Double.NaN)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Estimate.of(
                        Estimators.CATALOGUE.parse("ksg1"), Observations.of(amounts, amounts), Estimate.Look.DEFAULT))
                .hasMessageContaining("too few");
    }
}
