package dev.shatter.compress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Batch;
import dev.shatter.train.Batches;
import dev.shatter.train.Checkpoints;
import dev.shatter.train.Learner;
import dev.shatter.train.Loop;
import dev.shatter.train.Moment;
import dev.shatter.train.Optimizer;
import dev.shatter.train.Schedules;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains {@link Coordinates} rounded to q levels, with the gradient at the rounded weights passed straight through to θ
 * (Bengio et al. 2013, arXiv:1308.3432) and summed over its coordinates for each level. Adam; rates fall linearly to 0.
 *
 * <p>A coordinate takes the level k with the least (θ - c_k)² + t b_k w², where b_k is the code length of the symbol in bits
 * at its present frequency and w the first distance between levels: the weight t trades precision for shorter codes
 * (entropy-constrained quantisation: Chou, Lookabaugh and Gray 1989).
 */
final class RoundedTraining implements Learner, AutoCloseable {
    private static final Variant LINEAR = Schedules.CATALOGUE.parse("linear");
    private static final String PHASE = "levels";
    private static final String CHOSEN = "chosen";

    /** The first levels lie on a grid of so many standard deviations of θ in all. */
    private static final double SPREAD = 4.4;

    private final Coordinates coordinates;
    private final Budget budget;
    private final Candidates candidates;
    private final Progress progress;
    private final double price;
    private final Tensor levels;
    private final Tensor lengths;
    private final Tensor bestLevels;
    private final Tensor bestSymbols;
    private final Optimizer forTheta;
    private final Optimizer forLevels;
    private boolean chosen;

    /** Hears of rounded networks. */
    @FunctionalInterface
    interface Candidates {
        /** Whether this is the best so far. */
        boolean offer(Rounded rounded);
    }

    /**
     * How long, how fast, how short.
     *
     * @param epochs passes over the examples
     * @param batch examples a step
     * @param rate first learning rate of θ
     * @param levelRate of the levels
     * @param codeWeight t ≥ 0
     * @param every epochs between two candidates
     */
    record Budget(int epochs, int batch, double rate, double levelRate, double codeWeight, int every) {}

    /**
     * From where the coordinates are now.
     *
     * @param q number of levels
     * @param candidates are shown the rounded network from time to time and at the end, and say whether it is the best so
     *     far; after a resumption they are shown that one again
     */
    RoundedTraining(Coordinates coordinates, int q, Budget budget, Candidates candidates, Progress progress) {
        this.coordinates = coordinates;
        this.budget = budget;
        this.candidates = candidates;
        this.progress = progress;
        Tensor theta = coordinates.theta();
        try (StepScope scope = StepScope.open()) {
            double width = SPREAD * theta.std(false).item_double() / q;
            float[] grid = new float[q];
            for (int k = 0; k < q; k++) {
                grid[k] = (float) ((k - (q - 1) / 2.0) * width);
            }
            price = budget.codeWeight() * width * width;
            levels = scope.keep(Tensors.of(grid, q));
            lengths = scope.keep(Tensors.of(new float[q], q));
            bestLevels = scope.keep(Tensors.of(new float[q], q));
            bestSymbols = scope.keep(Tensors.of(new long[Math.toIntExact(theta.numel())], theta.numel()));
        }
        forTheta = Coordinates.adam("theta", theta);
        forLevels = Coordinates.adam("levels", levels);
    }

    /** Trains in place. */
    void run(Batches examples, Checkpoints checkpoints) {
        new Loop(coordinates.course(PHASE, budget.batch(), budget.epochs(), LINEAR), examples, this, checkpoints, PHASE)
                .run();
        offer();
    }

    @Override
    public void begin(Moment at) {
        if (chosen) {
            candidates.offer(new Rounded(Tensors.floats(bestLevels), integers(bestSymbols)));
        }
    }

    @Override
    public void step(Batch batch, double factor, Moment at) {
        if (at.batch() == 0 && at.epoch() % budget.every() == 0) {
            offer();
        }
        Tensor theta = coordinates.theta();
        try (NoGradGuard off = new NoGradGuard()) {
            Tensor symbols = symbols();
            Tensor gradient;
            try (org.bytedeco.pytorch.AutoGradMode on = new org.bytedeco.pytorch.AutoGradMode(true)) {
                gradient = coordinates.gradient(batch, levels.index_select(0, symbols));
            }
            Tensor counts = torch.zeros_like(levels).index_add_(0, symbols, torch.ones_like(theta), new Scalar(1.0));
            lengths.copy_(counts.add(new Scalar(0.5))
                    .div_(new Scalar(theta.numel() + levels.numel() / 2.0))
                    .log2_()
                    .neg_());
            Tensor forEach = torch.zeros_like(levels).index_add_(0, symbols, gradient, new Scalar(1.0));
            forTheta.step(List.of(gradient), budget.rate() * factor);
            forLevels.step(List.of(forEach), budget.levelRate() * factor);
        }
    }

    @Override
    public void stepped(Moment at) {
        progress.at("training rounded coordinates", at.step(), at.steps());
    }

    private void offer() {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            Tensor symbols = symbols();
            float[] values = Tensors.floats(levels);
            for (int k = 0; k < values.length; k++) {
                values[k] = NetworkCode.rounded(values[k]);
            }
            if (candidates.offer(new Rounded(values, integers(symbols)))) {
                bestLevels.copy_(Tensors.of(values, values.length));
                bestSymbols.copy_(symbols);
                chosen = true;
            }
        }
    }

    private Tensor symbols() {
        Tensor cost = coordinates
                .theta()
                .unsqueeze(1)
                .sub(levels.unsqueeze(0))
                .square_()
                .add_(lengths.unsqueeze(0), new Scalar(price));
        return cost.argmin(new LongOptional(1), false);
    }

    private static int[] integers(Tensor symbols) {
        return Arrays.stream(Tensors.longs(symbols)).mapToInt(Math::toIntExact).toArray();
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put("theta", coordinates.theta());
        state.put("levels", levels);
        state.put("lengths", lengths);
        state.put("best.levels", bestLevels);
        state.put("best.symbols", bestSymbols);
        forTheta.state().forEach((name, tensor) -> state.put("optimizer.theta." + name, tensor));
        forLevels.state().forEach((name, tensor) -> state.put("optimizer.levels." + name, tensor));
        return state;
    }

    @Override
    public void remember(ObjectNode memory) {
        memory.put(CHOSEN, chosen);
    }

    @Override
    public void recall(JsonNode memory) {
        chosen = memory.required(CHOSEN).asBoolean();
    }

    @Override
    public void close() {
        forTheta.close();
        forLevels.close();
        levels.close();
        lengths.close();
        bestLevels.close();
        bestSymbols.close();
    }
}
