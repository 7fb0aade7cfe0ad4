package dev.shatter.landscape;

import dev.shatter.data.Progress;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Loss and error along a line through the centre.
 *
 * @param name of the direction
 * @param note what is to be said of it, or empty
 * @param places in order of their coordinate
 */
public record Slice(String name, String note, List<Place> places) {
    public Slice {
        places = List.copyOf(places);
    }

    /**
     * Along several directions.
     *
     * @param count directions
     * @param points places on each line, at least 2
     */
    public static List<Slice> of(Ground ground, DirectionFamily family, int count, int points, Progress progress) {
        List<Slice> slices = new ArrayList<>();
        try (StepScope all = StepScope.open()) {
            Tensor centre = ground.centre();
            List<Direction> directions = family.of(ground, count);
            for (Direction direction : directions) {
                List<Place> places = new ArrayList<>();
                for (double x : direction.places(points)) {
                    try (StepScope scope = StepScope.open()) {
                        places.add(ground.at(x, 0, centre.add(direction.vector(), new Scalar(x))));
                    }
                    progress.at(direction.name(), (long) slices.size() * points + places.size(), (long) count * points);
                }
                slices.add(new Slice(direction.name(), direction.note(), places));
            }
        }
        return slices;
    }
}
