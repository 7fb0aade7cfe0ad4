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
        double sum = 0;
        long correct = 0;
        int block = network.architecture().block();
        try (WorkingWeights weights = WorkingWeights.of(network, batches.half())) {
            for (int from = 0; from < batches.count(); from += block) {
                try (StepScope scope = StepScope.open();
                        NoGradGuard off = new NoGradGuard()) {
                    Batch batch = batches.slice(from, Math.min(block, batches.count() - from));
                    Tensor outputs = weights.forward(batch.inputs(), Pass.LEAN_EVALUATION);
                    sum += loss.each(outputs, batch.labels()).sum().item_double();
                    correct += correct(outputs, batch.labels());
                }
            }
        }
        return new Evaluation(sum / batches.count(), (double) correct / batches.count());
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
