package dev.shatter.compress;

import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.train.Batch;
import dev.shatter.train.Batches;
import dev.shatter.train.Checkpoints;
import dev.shatter.train.Learner;
import dev.shatter.train.Loop;
import dev.shatter.train.Moment;
import dev.shatter.train.Optimizer;
import dev.shatter.train.Schedules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Trains {@link Coordinates} as numbers, by Adam; the rate falls to 0 along half a cosine. */
final class CoordinateTraining implements Learner {
    private static final Variant COSINE = Schedules.CATALOGUE.parse("cosine");
    private static final String PHASE = "numbers";

    private final Coordinates coordinates;
    private final Optimizer optimizer;
    private final double rate;
    private final Progress progress;

    private CoordinateTraining(Coordinates coordinates, Optimizer optimizer, double rate, Progress progress) {
        this.coordinates = coordinates;
        this.optimizer = optimizer;
        this.rate = rate;
        this.progress = progress;
    }

    /**
     * Trains in place.
     *
     * @param rate first learning rate
     */
    static void run(
            Coordinates coordinates,
            Batches examples,
            int epochs,
            int batch,
            double rate,
            Checkpoints checkpoints,
            Progress progress) {
        try (Optimizer optimizer = Coordinates.adam("theta", coordinates.theta())) {
            CoordinateTraining training = new CoordinateTraining(coordinates, optimizer, rate, progress);
            new Loop(coordinates.course(PHASE, batch, epochs, COSINE), examples, training, checkpoints, PHASE).run();
        }
    }

    @Override
    public void step(Batch batch, double factor, Moment at) {
        optimizer.step(List.of(coordinates.gradient(batch, coordinates.theta())), rate * factor);
    }

    @Override
    public void stepped(Moment at) {
        progress.at("training coordinates", at.step(), at.steps());
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>(optimizer.state());
        state.put("theta", coordinates.theta());
        return state;
    }
}
