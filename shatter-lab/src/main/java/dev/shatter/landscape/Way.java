package dev.shatter.landscape;

import dev.shatter.core.BadInput;
import dev.shatter.data.Progress;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Loss and error on a way between two networks of one architecture.
 *
 * @param name what kind of way it is
 * @param places x from 0, the first network, to 1, the second
 * @param barrier on the training examples
 */
public record Way(String name, List<Place> places, Barrier barrier) {
    public Way {
        places = List.copyOf(places);
    }

    /**
     * The segment (1 - t) θ + t θ'.
     *
     * @param other θ', as {@link Ground#weights} reads it
     * @param points places, ends included, at least 3
     * @throws BadInput if it has another number of weights
     */
    public static Way segment(Ground ground, double[] other, int points, Progress progress) {
        try (StepScope scope = StepScope.open()) {
            Tensor from = ground.centre();
            Tensor to = end(ground, other);
            return along(ground, "segment", t -> from.lerp(to, new Scalar(t)), points, progress);
        }
    }

    /**
     * The quadratic Bézier curve (1 - t)² θ + 2 t (1 - t) c + t² θ' whose middle point was trained.
     *
     * @param middle c, fp64 [p]
     */
    public static Way bezier(Ground ground, double[] other, double[] middle, int points, Progress progress) {
        try (StepScope scope = StepScope.open()) {
            Tensor from = ground.centre();
            Tensor to = end(ground, other);
            Tensor control = Ground.tensor(middle);
            return along(ground, "curve", t -> BezierCurve.at(from, control, to, t), points, progress);
        }
    }

    static Tensor end(Ground ground, double[] other) {
        long size = ground.network().flat().numel();
        if (other.length != size) {
            throw BadInput.in(
                    "the second network",
                    "has " + other.length + " weights and the first has " + size,
                    "give two networks of one architecture");
        }
        return Ground.tensor(other);
    }

    private static Way along(Ground ground, String name, DoubleFunction<Tensor> way, int points, Progress progress) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            double t = (double) i / (points - 1);
            try (StepScope scope = StepScope.open()) {
                places.add(ground.at(t, 0, way.apply(t)));
            }
            progress.at(name, places.size(), points);
        }
        return new Way(name, places, barrier(ground, way, places));
    }

    private static Barrier barrier(Ground ground, DoubleFunction<Tensor> way, List<Place> places) {
        Place first = places.get(0);
        Place last = places.get(places.size() - 1);
        double loss = 0;
        double error = 0;
        double at = 0;
        for (Place place : places) {
            double t = place.x();
            double rise = place.train().loss()
                    - (1 - t) * first.train().loss()
                    - t * last.train().loss();
            // Not 'greater': a loss that is not a number is a barrier that nobody can see over.
            if (!(rise <= loss)) {
                loss = rise;
                at = t;
            }
            error = Math.max(
                    error,
                    place.train().error()
                            - (1 - t) * first.train().error()
                            - t * last.train().error());
        }
        return new Barrier(loss, standardError(ground, way, at), at, error);
    }

    private static double standardError(Ground ground, DoubleFunction<Tensor> way, double at) {
        if (ground.whole()) {
            return Double.NaN;
        }
        double[][] three = new double[3][];
        double[] places = {0, at, 1};
        for (int i = 0; i < places.length; i++) {
            try (StepScope scope = StepScope.open()) {
                three[i] = ground.losses(way.apply(places[i]));
            }
        }
        int n = three[0].length;
        double[] rises = new double[n];
        double mean = 0;
        for (int i = 0; i < n; i++) {
            rises[i] = three[1][i] - (1 - at) * three[0][i] - at * three[2][i];
            mean += rises[i] / n;
        }
        double squares = 0;
        for (double rise : rises) {
            squares += (rise - mean) * (rise - mean);
        }
        return Math.sqrt(squares / (n - 1.0) / n);
    }
}
