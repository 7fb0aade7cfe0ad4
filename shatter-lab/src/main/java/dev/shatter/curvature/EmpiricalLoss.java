package dev.shatter.curvature;

import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Batch;
import dev.shatter.train.Examples;
import dev.shatter.train.Loss;
import dev.shatter.train.Losses;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Mean loss over fixed examples as a function of all parameters: L(θ) = (1/n) Σ_i l(f(x_i; θ), y_i), with its first and
 * second derivatives along a vector. Evaluation mode: batch norm uses its running statistics, which are not parameters.
 *
 * <p>Computed in blocks, so memory does not grow with n. The network's own values are not touched.
 */
public final class EmpiricalLoss implements Objective {
    private final Network network;
    private final Loss loss;
    private final Examples examples;
    private final int block;

    public EmpiricalLoss(Network network, Loss loss, Examples examples) {
        this.network = network;
        this.loss = loss;
        this.examples = examples;
        this.block = network.architecture().block();
    }

    public Network network() {
        return network;
    }

    public Examples examples() {
        return examples;
    }

    /** A block's part of a result. */
    @FunctionalInterface
    private interface Part {
        Tensor of(Batch batch, Tensor theta);
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
        return sum(
                theta,
                (batch, leaf) -> torch.grad(new TensorVector(total(batch, leaf)), new TensorVector(leaf))
                        .get(0));
    }

    /** ∇²L(θ) v, exactly, by differentiating ∇L · v. */
    public Tensor hessianVector(Tensor theta, Tensor vector) {
        return sum(theta, (batch, leaf) -> {
            Tensor gradient = first(total(batch, leaf), leaf, null, true);
            Tensor along = gradient.dot(vector);
            // Where the loss is piecewise linear in θ the gradient is constant.
            return along.requires_grad() ? first(along, leaf, null, false) : torch.zeros_like(leaf);
        });
    }

    /**
     * (1/n) Σ_i J_iᵀ (∇²_f l_i) J_i v with J_i = ∂f(x_i)/∂θ: the Gauss-Newton part of the Hessian, positive semi-definite
     * for convex losses (Schraudolph 2002).
     */
    public Tensor gaussNewtonVector(Tensor theta, Tensor vector) {
        return sum(theta, (batch, leaf) -> {
            Tensor outputs = outputs(batch, leaf);
            Tensor along = jacobianVector(outputs, leaf, vector);
            Tensor free = outputs.detach().set_requires_grad(true);
            Tensor slope = first(loss.each(free, batch.labels()).sum(), free, null, true);
            Tensor product = slope.mul(along.detach()).sum();
            if (!product.requires_grad()) {
                return torch.zeros_like(leaf);
            }
            Tensor curved = first(product, free, null, false);
            return first(outputs, leaf, curved.detach(), false);
        });
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
            Tensor leaf = theta.detach().set_requires_grad(true);
            Tensor outputs = outputs(examples.slice(from, count), leaf);
            Tensor slopes = jacobianVector(outputs, leaf, vector);
            return new Directional(scope.pass(outputs.detach()), scope.pass(slopes.detach()));
        }
    }

    /** J v by two backward passes: Jᵀu is linear in u, and its derivative along v is J v. */
    private static Tensor jacobianVector(Tensor outputs, Tensor leaf, Tensor vector) {
        Tensor dummy = torch.zeros_like(outputs).set_requires_grad(true);
        Tensor back = first(outputs, leaf, dummy, true);
        return first(back, dummy, vector, false, true);
    }

    private Tensor outputs(Batch batch, Tensor leaf) {
        return network.forward(batch.inputs(), ParameterViews.of(network.architecture(), leaf), Pass.EVALUATION);
    }

    private Tensor total(Batch batch, Tensor leaf) {
        return loss.each(outputs(batch, leaf), batch.labels()).sum();
    }

    private static Tensor first(
            Tensor of, Tensor with, @org.jspecify.annotations.Nullable Tensor weights, boolean create) {
        return first(of, with, weights, create, create);
    }

    private static Tensor first(
            Tensor of, Tensor with, @org.jspecify.annotations.Nullable Tensor weights, boolean create, boolean retain) {
        TensorVector seeds = weights == null ? new TensorVector() : new TensorVector(weights);
        // The outputs' graph is used again after J v: keep it.
        return torch.grad(new TensorVector(of), new TensorVector(with), seeds, new BoolOptional(retain), create, false)
                .get(0);
    }

    private Tensor sum(Tensor theta, Part part) {
        try (StepScope all = StepScope.open()) {
            Tensor total = torch.zeros_like(theta.detach());
            examples.inBlocks(block, (from, batch) -> {
                Tensor leaf = theta.detach().set_requires_grad(true);
                total.add_(part.of(batch, leaf).detach());
            });
            return all.pass(total.div_(new Scalar((double) examples.count())));
        }
    }
}
