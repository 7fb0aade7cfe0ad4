package dev.shatter.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.data.Progress;
import dev.shatter.measure.MeasureFixture;
import dev.shatter.network.ParameterSpec;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Checkpoints;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LandscapeTest {
    private static final int ALL = 1_000_000;

    private static Ground ground(MeasureFixture fixture, int examples) {
        return Ground.of(fixture.subject, examples, List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp:6", "cnn:3,bn=true"})
    void theCentreIsTheNetwork(String reference) {
        try (MeasureFixture fixture = new MeasureFixture(reference, 40, 20);
                Ground ground = ground(fixture, ALL)) {
            List<Slice> slices = Slice.of(ground, Directions.CATALOGUE.get("random"), 2, 3, Progress.SILENT);
            assertThat(slices).allSatisfy(slice -> {
                Place centre = slice.places().get(1);
                assertThat(centre.train().error()).isEqualTo(fixture.value("train-error"));
                assertThat(centre.train().loss()).isCloseTo(fixture.value("cross-entropy"), within(1e-9));
                assertThat(centre.test()).isNotNull();
                assertThat(slice.places().get(0).train().loss())
                        .isNotEqualTo(centre.train().loss());
            });
        }
    }

    @Test
    void randomDirectionsAreAsLongAsEachFilterAndLeaveBiases() {
        try (MeasureFixture fixture = new MeasureFixture("cnn:3", 40, 5);
                Ground ground = ground(fixture, ALL);
                StepScope scope = StepScope.open()) {
            double[] theta = Tensors.doubles(ground.centre());
            double[] d = Tensors.doubles(
                    Directions.CATALOGUE.get("random").of(ground, 1).get(0).vector());
            int at = 0;
            for (ParameterSpec spec :
                    ground.network().architecture().parameters().values()) {
                int filters = Math.toIntExact(spec.sizes()[0]);
                int size = Math.toIntExact(spec.count()) / filters;
                for (int f = 0; f < filters; f++) {
                    double own = 0;
                    double drawn = 0;
                    for (int i = 0; i < size; i++, at++) {
                        own += theta[at] * theta[at];
                        drawn += d[at] * d[at];
                    }
                    assertThat(drawn).isCloseTo(spec.role() == ParameterSpec.Role.WEIGHT ? own : 0, within(1e-12));
                }
            }
            assertThat(at).isEqualTo(theta.length);
        }
    }

    /** A path in the plane of two orthonormal vectors: they are found, and so are its coordinates. */
    @Test
    void principalComponentsOfAPathInAPlane() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:4", 30, 5)) {
            double[] centre = Ground.weights(fixture.network);
            double[] u = new double[centre.length];
            double[] v = new double[centre.length];
            u[3] = 0.6;
            u[10] = -0.8;
            v[20] = 1;
            double[][] at = {{-4, 1}, {-3, -1.5}, {-1, 0.25}, {0, 0}};
            List<double[]> path = new ArrayList<>();
            for (double[] place : at) {
                double[] weights = centre.clone();
                for (int i = 0; i < weights.length; i++) {
                    weights[i] += place[0] * u[i] + place[1] * v[i];
                }
                path.add(weights);
            }
            try (Ground ground = Ground.of(fixture.subject, ALL, path)) {
                Plane plane = Plane.of(ground, Directions.CATALOGUE.get("pca"), 3, Progress.SILENT);
                assertThat(plane.notes().get(0)).startsWith("89 %");
                assertThat(plane.notes().get(1)).startsWith("11 %");
                for (int i = 0; i < at.length; i++) {
                    double[] seen = plane.path().get(i);
                    // Distances do not depend on the signs and turns of the axes.
                    assertThat(Math.hypot(seen[0], seen[1])).isCloseTo(Math.hypot(at[i][0], at[i][1]), within(1e-9));
                }
                assertThat(plane.rows()).hasSize(3).allMatch(row -> row.size() == 3);
            }
            try (Ground ground = Ground.of(fixture.subject, ALL, path.subList(0, 1))) {
                assertThatThrownBy(() -> Plane.of(ground, Directions.CATALOGUE.get("pca"), 3, Progress.SILENT))
                        .isInstanceOf(BadInput.class)
                        .hasMessageContaining("--keep");
            }
        }
    }

    /** Along an eigenvector the loss rises as half its eigenvalue says, near the centre. */
    @Test
    void theTopDirectionsAreTheHessians() {
        try (MeasureFixture fixture = new MeasureFixture("mlp:4,activation=tanh", 60, 300);
                Ground ground = ground(fixture, ALL);
                StepScope scope = StepScope.open()) {
            Direction top = Directions.CATALOGUE.get("top").of(ground, 2).get(0);
            double step = 1e-3;
            double[] losses = new double[3];
            for (int i = 0; i < 3; i++) {
                losses[i] = ground.at(0, 0, ground.centre().add(top.vector(), new Scalar(step * (i - 1))))
                        .train()
                        .loss();
            }
            double curvature = (losses[0] - 2 * losses[1] + losses[2]) / (step * step);
            assertThat(curvature).isCloseTo(fixture.value("hessian-top"), withinPercentage(0.1));
            assertThat(top.note()).contains("nats/weight²");
        }
    }

    /** The cross-entropy of a linear model is convex: no segment has a barrier. */
    @Test
    void aConvexLossHasNoBarrier() {
        try (MeasureFixture fixture = new MeasureFixture("linear", 40, 20);
                Ground ground = ground(fixture, ALL)) {
            double[] other = Ground.weights(fixture.network);
            Chance chance = Chance.of(3, "other");
            for (int i = 0; i < other.length; i++) {
                other[i] += chance.nextGaussian();
            }
            Way way = Way.segment(ground, other, 11, Progress.SILENT);
            assertThat(way.barrier().loss()).isCloseTo(0, within(1e-12));
            assertThat(way.barrier().standardError()).isNaN();
        }
    }

    /** Through the middle of the segment the curve is the segment; a trained middle finds a lower way. */
    @Test
    void aTrainedCurvePassesUnderTheBarrier() {
        try (MeasureFixture one = new MeasureFixture("mlp:6,init=torch", 60, 150);
                Ground ground = ground(one, 50)) {
            double[] other = negated(Ground.weights(one.network));
            Way segment = Way.segment(ground, other, 9, Progress.SILENT);
            Way straight = Way.bezier(ground, other, trained(one, ground, other, 0), 9, Progress.SILENT);
            assertThat(straight.barrier().loss()).isCloseTo(segment.barrier().loss(), within(1e-9));
            assertThat(segment.barrier().standardError()).isPositive();
            Way curve = Way.bezier(ground, other, trained(one, ground, other, 60), 9, Progress.SILENT);
            assertThat(mean(curve)).isLessThan(mean(segment) - 0.05);
            for (int end : new int[] {0, 8}) {
                assertThat(curve.places().get(end).train().loss())
                        .isCloseTo(segment.places().get(end).train().loss(), within(1e-9));
            }
            assertThatThrownBy(() -> Way.segment(ground, new double[3], 9, Progress.SILENT))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("3 weights");
        }
    }

    /** Units reflected, a network of another function far away. */
    private static double[] negated(double[] weights) {
        double[] other = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            other[i] = -weights[i];
        }
        return other;
    }

    private static double[] trained(MeasureFixture fixture, Ground ground, double[] other, int epochs) {
        return BezierCurve.train(ground, other, fixture.train, 20, epochs, 0.05, Checkpoints.NONE, Progress.SILENT);
    }

    private static double mean(Way way) {
        return way.places().stream()
                .mapToDouble(place -> place.train().loss())
                .average()
                .orElseThrow();
    }
}
