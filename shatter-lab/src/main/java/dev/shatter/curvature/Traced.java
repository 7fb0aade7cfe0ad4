package dev.shatter.curvature;

import dev.shatter.core.BadInput;
import dev.shatter.network.Pass;
import dev.shatter.train.Batch;
import dev.shatter.train.Loss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Outputs of a block of examples with the graph that leads to them from the chosen parameters. Everything belongs to the
 * innermost scope.
 *
 * <p>Each parameter tensor is a leaf of its own: as views of one vector, every backward pass would add up vectors of length
 * p. Forward-over-reverse differentiation was measured beside this (MLP and convolutional networks, 1 core of an AMD EPYC,
 * fp32): 2.2 to 3.0 gradients a product where double backward takes 1.8 to 2.4, and libtorch has no forward derivative of
 * batch norm's backward pass.
 */
record Traced(List<Tensor> leaves, Tensor outputs, Tensor labels, Loss loss) {
    static Traced of(EmpiricalLoss loss, Tensor theta, Selection selection, Batch batch) {
        Map<String, Tensor> values =
                new LinkedHashMap<>(ParameterViews.of(loss.network().architecture(), theta.detach()));
        List<Tensor> leaves = new ArrayList<>();
        for (String name : selection.names()) {
            Tensor leaf = Selection.tensor(values, name).detach().set_requires_grad(true);
            values.put(name, leaf);
            leaves.add(leaf);
        }
        Tensor outputs = loss.network().forward(batch.inputs(), values, Pass.EVALUATION);
        if (!outputs.requires_grad()) {
            throw BadInput.in(
                    "network '" + loss.network().architecture().name() + "'",
                    "gives outputs through which no gradient by these parameters can be taken",
                    "choose parameters that its outputs depend on, or a model that is differentiable");
        }
        return new Traced(leaves, outputs, batch.labels(), loss.loss());
    }

    /** Σ_i ∇l_i. */
    List<Tensor> gradient() {
        return derivatives(List.of(total()), null, false, false);
    }

    /** Σ_i ∇²l_i v, by differentiating the gradient along v (Pearlmutter 1994). */
    List<Tensor> hessian(List<Tensor> direction) {
        return derivatives(derivatives(List.of(total()), null, true, true), direction, false, false);
    }

    /** J_i v for each example, [n, K], by two backward passes: Jᵀu is linear in u, and its derivative along v is J v. */
    Tensor slopes(List<Tensor> direction) {
        Tensor dummy = torch.zeros_like(outputs).set_requires_grad(true);
        List<Tensor> back = derivatives(List.of(outputs), List.of(dummy), true, true);
        return grad(back, direction, List.of(dummy), true, false).get(0).detach();
    }

    /** Σ_i J_iᵀ u_i for u of shape [n, K]. */
    List<Tensor> back(Tensor u) {
        return derivatives(List.of(outputs), List.of(u), false, false);
    }

    /** ∂l_i/∂f for each example, [n, K]. */
    Tensor lossSlopes() {
        Tensor free = outputs.detach().set_requires_grad(true);
        Tensor sum = loss.each(free, labels).sum();
        return grad(List.of(sum), null, List.of(free), false, false).get(0).detach();
    }

    /** (∂²l_i/∂f²) u_i for each example, [n, K]. */
    Tensor lossCurved(Tensor u) {
        Tensor free = outputs.detach().set_requires_grad(true);
        Tensor sum = loss.each(free, labels).sum();
        List<Tensor> slope = grad(List.of(sum), null, List.of(free), true, true);
        return grad(slope, List.of(u), List.of(free), false, false).get(0).detach();
    }

    private Tensor total() {
        return loss.each(outputs, labels).sum();
    }

    private List<Tensor> derivatives(List<Tensor> of, @Nullable List<Tensor> seeds, boolean create, boolean retain) {
        return grad(of, seeds, leaves, retain, create);
    }

    /** Σ_j ∂(of_j · seeds_j)/∂with; zeros where there is no path, as where a loss is piecewise linear. */
    private static List<Tensor> grad(
            List<Tensor> of, @Nullable List<Tensor> seeds, List<Tensor> with, boolean retain, boolean create) {
        TensorVector ends = new TensorVector();
        TensorVector weights = new TensorVector();
        for (int i = 0; i < of.size(); i++) {
            if (of.get(i).requires_grad()) {
                ends.push_back(of.get(i));
                if (seeds != null) {
                    weights.push_back(seeds.get(i));
                }
            }
        }
        List<Tensor> found = new ArrayList<>();
        if (ends.empty()) {
            with.forEach(tensor -> found.add(torch.zeros_like(tensor)));
            return found;
        }
        TensorVector grads = torch.grad(
                ends, new TensorVector(with.toArray(Tensor[]::new)), weights, new BoolOptional(retain), create, true);
        for (int i = 0; i < with.size(); i++) {
            Tensor one = grads.get(i);
            found.add(one.defined() ? one : torch.zeros_like(with.get(i)));
        }
        return found;
    }
}
