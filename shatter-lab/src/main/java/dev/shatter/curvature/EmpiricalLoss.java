package dev.shatter.curvature;

import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Examples;
import dev.shatter.train.Loss;
import dev.shatter.train.Losses;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Mean loss over fixed examples as a function of all parameters: L(θ) = (1/n) Σ_i l(f(x_i; θ), y_i), with its gradient;
 * matrices of second derivatives: {@link CurvatureMatrices}. Evaluation mode: batch norm uses its running statistics, which are not parameters.
 *
 * <p>Computed in blocks, so memory does not grow with n. The network's own values are not touched.
 */
public final class EmpiricalLoss implements Objective {
    private final Network network;
    private final Loss loss;
    private final Examples examples;
    private final int block;

    public EmpiricalLoss(Network network, Loss loss, Examples examples) {
        this(network, loss, examples, network.architecture().block());
    }

    /**
     * With so many examples at a time; the result is the same but for rounding.
     *
     * @param block at least 1; need not divide the number of examples
     */
    public EmpiricalLoss(Network network, Loss loss, Examples examples, int block) {
        this.network = network;
        this.loss = loss;
        this.examples = examples;
        this.block = block;
    }

    public Network network() {
        return network;
    }

    public Examples examples() {
        return examples;
    }

    public Loss loss() {
        return loss;
    }

    /** Examples looked at together. */
    int block() {
        return block;
    }

    /** Loss of every example and whether it is an error (ties count), summed in fp64. */
    public record Risk(double loss, double error) {}

    @Override
    public double value(Tensor theta) {
        return risk(theta).loss();
    }

    /** Mean loss and 0-1 error; ties count as errors. */
    public Risk risk(Tensor theta) {
        try (NoGradGuard off = new NoGradGuard()) {
            double[] sums = examples.sums(block, 2, batch -> {
                Tensor outputs = network.forward(
                        batch.inputs(), ParameterViews.of(network.architecture(), theta), Pass.LEAN_EVALUATION);
                double sum = loss.each(outputs, batch.labels()).sum().item_double();
                return new double[] {sum, Losses.errors(outputs, batch.labels())};
            });
            return new Risk(sums[0] / examples.count(), sums[1] / examples.count());
        }
    }

    @Override
    public Tensor gradient(Tensor theta) {
        return LocalLoss.of(this, theta).gradient();
    }

    /**
     * Outputs f(x_i; θ) and their derivatives J_i v of some examples, both [n, K], without gradient.
     *
     * @param slopes J_i v
     */
    public record Directional(Tensor outputs, Tensor slopes) {}

    /** How the outputs of the examples from a place on change along a vector. Belongs to the innermost scope. */
    public Directional directional(Tensor theta, Tensor vector, int from, int count) {
        try (StepScope scope = StepScope.open()) {
            Selection all = Selection.all(network.architecture());
            Traced block = Traced.of(this, theta, all, examples.slice(from, count));
            Tensor slopes = block.slopes(all.spread(vector));
            return new Directional(scope.pass(block.outputs().detach()), scope.pass(slopes));
        }
    }
}
