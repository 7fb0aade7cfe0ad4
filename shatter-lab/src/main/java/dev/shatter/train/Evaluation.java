package dev.shatter.train;

import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.torch.StepScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A network's mean loss and accuracy on a split, in evaluation mode.
 *
 * @param loss mean over the examples, summed in fp64
 * @param accuracy fraction whose largest output is the label's; ties go to the lowest class, as argmax does
 */
public record Evaluation(double loss, double accuracy) {
    /** Of no examples. */
    static final Evaluation NONE = new Evaluation(Double.NaN, Double.NaN);

    /** Evaluates every example, in the batches' precision. */
    public static Evaluation of(Network network, Loss loss, Batches batches) {
        try (WorkingWeights weights = WorkingWeights.of(network, batches.half());
                NoGradGuard off = new NoGradGuard()) {
            double[] sums = batches.sums(network.architecture().block(), 2, batch -> {
                Tensor outputs = weights.forward(batch.inputs(), Pass.LEAN_EVALUATION);
                double sum = loss.each(outputs, batch.labels()).sum().item_double();
                return new double[] {sum, correct(outputs, batch.labels())};
            });
            return new Evaluation(sums[0] / batches.count(), sums[1] / batches.count());
        }
    }

    /** Number of examples whose largest output is the label's. */
    static long correct(Tensor outputs, Tensor labels) {
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            return outputs.detach()
                    .argmax(new org.bytedeco.pytorch.LongOptional(1), false)
                    .eq(labels)
                    .sum()
                    .item_long();
        }
    }
}
