package dev.shatter.bayes;

import dev.shatter.data.Progress;
import dev.shatter.network.Architecture;
import dev.shatter.train.Batches;
import dev.shatter.train.Losses;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The empirical risk of a stochastic network, by drawing.
 *
 * @param errors 0-1 losses; ties are errors
 * @param boundedCrossEntropies bounded cross-entropies
 */
record GibbsRisk(Draws errors, Draws boundedCrossEntropies) {
    private static final int KINDS = 2;

    /** Draws so often that every example is looked at {@code passes} times on average. */
    static GibbsRisk sample(Posterior posterior, Batches examples, int passes, long seed, Progress progress) {
        Architecture architecture = posterior.mean().architecture();
        return of(new Drawing(examples, passes, seed, progress).run(architecture, KINDS, losses(posterior)));
    }

    private static GibbsRisk of(List<Draws> draws) {
        return new GibbsRisk(draws.get(0), draws.get(1));
    }

    private static Drawing.Losses losses(Posterior posterior) {
        return (batch, chance) -> sums(posterior.outputs(batch.inputs(), chance), batch.labels());
    }

    private static double[] sums(Tensor outputs, Tensor labels) {
        double loss =
                Surrogate.boundedCrossEntropy().each(outputs, labels).sum().item_double();
        return new double[] {Losses.errors(outputs, labels), Double.isNaN(loss) ? labels.numel() : loss};
    }

    double error() {
        return errors.mean();
    }

    double boundedCrossEntropy() {
        return boundedCrossEntropies.mean();
    }

    /** N, the same for both losses. */
    long draws() {
        return errors.count();
    }
}
