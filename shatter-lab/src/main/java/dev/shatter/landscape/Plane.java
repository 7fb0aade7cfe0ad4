package dev.shatter.landscape;

import dev.shatter.data.Progress;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Loss and error over a plane through the centre.
 *
 * @param names of the two directions
 * @param notes what is to be said of them, or empty
 * @param rows places by rising second coordinate, each row by rising first
 * @param path coordinates (x, y) of the weights that the training passed through; empty if the plane does not follow them
 */
public record Plane(List<String> names, List<String> notes, List<List<Place>> rows, List<double[]> path) {
    public Plane {
        names = List.copyOf(names);
        notes = List.copyOf(notes);
        rows = List.copyOf(rows);
        path = List.copyOf(path);
    }

    /**
     * Over the plane of two directions.
     *
     * @param points places along each, at least 2
     */
    public static Plane of(Ground ground, DirectionFamily family, int points, Progress progress) {
        List<List<Place>> rows = new ArrayList<>();
        try (StepScope all = StepScope.open()) {
            Tensor centre = ground.centre();
            List<Direction> two = family.of(ground, 2);
            for (double y : two.get(1).places(points)) {
                List<Place> row = new ArrayList<>();
                for (double x : two.get(0).places(points)) {
                    try (StepScope scope = StepScope.open()) {
                        Tensor theta = centre.add(two.get(0).vector(), new Scalar(x))
                                .add(two.get(1).vector(), new Scalar(y));
                        row.add(ground.at(x, y, theta));
                    }
                    progress.at("places", (long) rows.size() * points + row.size(), (long) points * points);
                }
                rows.add(row);
            }
            return new Plane(
                    two.stream().map(Direction::name).toList(),
                    two.stream().map(Direction::note).toList(),
                    rows,
                    family.followsPath() ? coordinates(ground, centre, two) : List.of());
        }
    }

    private static List<double[]> coordinates(Ground ground, Tensor centre, List<Direction> two) {
        Tensor axes =
                torch.stack(new TensorVector(two.stream().map(Direction::vector).toArray(Tensor[]::new)));
        List<double[]> coordinates = new ArrayList<>();
        for (double[] weights : ground.path()) {
            try (StepScope scope = StepScope.open()) {
                Tensor at = axes.mv(Ground.tensor(weights).sub(centre));
                coordinates.add(new double[] {
                    at.select(0, 0).item_double(), at.select(0, 1).item_double()
                });
            }
        }
        return coordinates;
    }
}
