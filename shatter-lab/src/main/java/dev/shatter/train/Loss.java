package dev.shatter.train;

import dev.shatter.core.Entry;
import dev.shatter.core.Variant;
import dev.shatter.torch.StepScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** What training minimises: a non-negative number an example, averaged over a batch, and what a batch adds to that. */
public interface Loss extends Entry {
    /** The same with these options; those that have none return themselves. */
    default Loss with(Variant options) {
        return this;
    }

    /**
     * Loss of each example.
     *
     * @param outputs the network's outputs f(x), [n, K], any floating type; computed in fp32 at least
     * @param labels classes, [n], int64
     * @return [n]
     */
    Tensor each(Tensor outputs, Tensor labels);

    /** Whether {@link #mean} is nothing but the mean of {@link #each}. */
    default boolean separable() {
        return true;
    }

    /**
     * Loss of each example in m batches, and the gradient of each batch's {@link #mean} by its outputs. As it stands by autograd
     * through the loss alone.
     *
     * @param outputs [m, n, K], without gradient tracking
     * @param labels [m, n], int64
     * @param gradient where the gradients belong, [m, n, K]
     * @param losses where the losses belong, [m, n]; of a loss that is not {@link #separable}, the batch's mean at every place
     */
    default void differentiate(Tensor outputs, Tensor labels, Tensor gradient, Tensor losses) {
        try (StepScope scope = StepScope.open();
                AutoGradMode on = new AutoGradMode(true)) {
            Tensor leaf = outputs.detach().set_requires_grad(true);
            Tensor each;
            if (separable()) {
                each = each(leaf.flatten(0, 1), labels.flatten()).view(labels.sizes());
            } else {
                TensorVector means = new TensorVector();
                for (long i = 0; i < labels.size(0); i++) {
                    means.push_back(mean(leaf.select(0, i), labels.select(0, i)));
                }
                each = torch.stack(means).unsqueeze(1).expand(labels.sizes());
            }
            Tensor total =
                    each.mean(new long[] {1}, false, new ScalarTypeOptional()).sum();
            gradient.copy_(
                    torch.grad(new TensorVector(total), new TensorVector(leaf)).get(0));
            losses.copy_(each.detach());
        }
    }

    /**
     * Whether exp(-loss) is, up to a constant, the probability of a label under an exponential family whose natural
     * parameters are the outputs: then its second derivative by the outputs does not depend on the label.
     */
    default boolean likelihood() {
        return false;
    }

    /** What is minimised: the mean over the examples and any penalty on the batch, a scalar. */
    default Tensor mean(Tensor outputs, Tensor labels) {
        return each(outputs, labels).mean();
    }
}
