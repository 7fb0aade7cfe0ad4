package dev.shatter.train;

import dev.shatter.network.Backpropagation;
import dev.shatter.network.Network;
import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * One plain update of each network of a cohort, on a batch of its own, at a learning rate of its own: what {@link
 * TrainingStep} does for each of them, up to rounding. A network's update depends on the others only where a product is rounded
 * otherwise at another place in memory.
 */
public final class CohortStep implements AutoCloseable {
    private final Cohort cohort;
    private final Optimizer optimizer;
    private final Gradients gradients;

    /**
     * The step for these networks; owns none of its arguments.
     *
     * @param loss one that is {@link Loss#separable}
     * @param optimizer of {@link Cohort#theta}
     */
    public CohortStep(Cohort cohort, Loss loss, Optimizer optimizer) {
        this.cohort = cohort;
        this.optimizer = optimizer;
        List<Network> networks = cohort.networks();
        this.gradients = Backpropagation.covers(networks.get(0).architecture())
                ? new ExplicitGradients(
                        networks.stream().map(Network::architecture).toList(), cohort.theta(), loss)
                : new RecordedGradients(cohort, loss);
    }

    /**
     * Trains every network on its batch.
     *
     * @param batch inputs [m, n, shape…] and labels [m, n]
     * @param rates learning rate of each network
     * @param noise for each network the seed of its dropout in this step
     * @param norms whether the norms of the gradients are asked for
     * @return for each network what {@link TrainingStep#run} returns
     */
    public List<TrainingStep.Result> run(Batch batch, double[] rates, long[] noise, boolean norms) {
        try (StepScope scope = StepScope.open()) {
            gradients.at(batch, noise);
            Tensor values = gradients.values();
            List<TrainingStep.Result> results = new ArrayList<>();
            for (int i = 0; i < cohort.size(); i++) {
                double norm = norms ? JointNorm.joint(List.of(values.select(0, i))) : Double.NaN;
                results.add(new TrainingStep.Result(gradients.loss(i), gradients.correct(i), norm));
            }
            optimizer.step(List.of(values), rates);
            return results;
        }
    }

    @Override
    public void close() {
        gradients.close();
    }
}
