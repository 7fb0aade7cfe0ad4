package dev.shatter.bayes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.data.Progress;
import dev.shatter.network.Network;
import dev.shatter.torch.Generators;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Batch;
import dev.shatter.train.Batches;
import dev.shatter.train.Checkpoints;
import dev.shatter.train.Course;
import dev.shatter.train.Learner;
import dev.shatter.train.Loop;
import dev.shatter.train.Moment;
import dev.shatter.train.Optimizer;
import dev.shatter.train.Optimizers;
import dev.shatter.train.Schedules;
import dev.shatter.train.Streams;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Minimises a bound over a posterior's means, its deviations and, where it is learnt, the prior's variance: Adam in {@link
 * PriorUnits}, the learning rate falling to a tenth along half a cosine, and the mean of the last fifth of the steps at the
 * end. The surrogate risk is of per-example draws ({@link ExampleDraws}); the divergence and its gradient are exact.
 */
final class PosteriorTraining implements AutoCloseable, Learner {
    private static final Variant ADAM = Optimizers.CATALOGUE.parse("adam");
    private static final Variant COSINE = Schedules.CATALOGUE.parse("cosine:end=0.1");

    /** Share of the steps before averaging begins. */
    private static final double SETTLED = 0.8;

    private static final String OPTIMIZER = "optimizer.";
    private static final String AVERAGE = "average.";
    private static final String AVERAGED = "averaged";

    private final Posterior posterior;
    private final PosteriorObjective objective;
    private final Surrogate surrogate;
    private final Budget budget;
    private final long seed;
    private final Progress progress;
    private final TensorVector leaves;
    private final PriorUnits units;
    private final IterateAverage average;
    private final Optimizer optimizer;

    /**
     * How long and how fast.
     *
     * @param epochs passes over the examples
     * @param batch examples a step
     * @param rate first learning rate
     */
    record Budget(int epochs, int batch, double rate) {}

    PosteriorTraining(
            Posterior posterior,
            Prior prior,
            PosteriorObjective objective,
            Surrogate surrogate,
            Budget budget,
            long seed,
            Progress progress) {
        this.posterior = posterior;
        this.objective = objective;
        this.surrogate = surrogate;
        this.budget = budget;
        this.seed = seed;
        this.progress = progress;
        Network mean = posterior.mean();
        try (StepScope scope = StepScope.open()) {
            leaves = scope.keep(new TensorVector(mean.parameters().values().toArray(new Tensor[0])));
            posterior.variance().parameters().values().forEach(leaves::push_back);
        }
        units = new PriorUnits(posterior, prior);
        average = new IterateAverage(units.free());
        optimizer = Optimizers.CATALOGUE.get(ADAM).create(ADAM, units.free());
    }

    /** ln λ as it stands: learnt, or the prior's own. */
    double logVariance() {
        return units.logVariance();
    }

    /** Trains on random batches of the examples. */
    void run(Batches examples, Checkpoints checkpoints) {
        Streams streams = new Streams(
                pass -> Chance.of(seed, "posterior", "order", pass),
                at -> Chance.seed(seed, "posterior", "noise", at.step()));
        Course course = Course.full(budget.batch(), budget.epochs(), COSINE, streams);
        new Loop(course, examples, this, checkpoints, "posterior").run();
        average.write();
        units.place();
    }

    @Override
    public void begin(Moment at) {
        if (at.step() > 0) {
            units.place();
        }
    }

    @Override
    public void step(Batch batch, double factor, Moment at) {
        GeneratorOptional chance = Generators.of(seed, "posterior", "noise", at.step());
        Tensor outputs = new ExampleDraws(posterior, chance).forward(batch.inputs());
        Tensor risk = surrogate.each(outputs, batch.labels()).mean();
        TensorVector found = torch.grad(new TensorVector(risk), leaves);
        long half = found.size() / 2;
        PosteriorObjective.Slopes slopes = objective.at(risk.item_double(), units.divergence(), units.logVariance());
        Tensor byMean = Tensors.joined(found, 0, half);
        Tensor byVariance = Tensors.joined(found, half, found.size());
        optimizer.step(units.gradient(byMean, byVariance, slopes), budget.rate() * factor);
        units.place();
        if (at.step() >= SETTLED * at.steps()) {
            average.add();
        }
    }

    @Override
    public void stepped(Moment at) {
        progress.at("optimising the stochastic network", at.step(), at.steps());
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>(units.free());
        average.sums().forEach((name, tensor) -> state.put(AVERAGE + name, tensor));
        optimizer.state().forEach((name, tensor) -> state.put(OPTIMIZER + name, tensor));
        return state;
    }

    @Override
    public void remember(ObjectNode memory) {
        memory.put(AVERAGED, average.steps());
    }

    @Override
    public void recall(JsonNode memory) {
        average.resume(memory.required(AVERAGED).asLong());
    }

    @Override
    public void close() {
        leaves.close();
        units.close();
        average.close();
        optimizer.close();
    }
}
