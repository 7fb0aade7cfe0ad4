package dev.shatter.curvature;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.network.Network;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Batches;
import dev.shatter.train.Examples;
import dev.shatter.train.Loss;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A trained network's mean loss on chosen examples, in fp32 or fp64: where second derivatives are asked for. Evaluation
 * mode, examples never augmented. Owns its copy of the network: close it.
 */
public final class LossSurface implements AutoCloseable {
    /** Parameters below which fp64 is the default: there it costs little. */
    private static final long SMALL = 20_000;

    /** Number formats. */
    public enum Precision {
        FP32,
        FP64;

        private ScalarType type() {
            return this == FP64 ? ScalarType.Double : ScalarType.Float;
        }
    }

    private final Network network;
    private final EmpiricalLoss loss;
    private final double value;

    private LossSurface(Network network, EmpiricalLoss loss, double value) {
        this.network = network;
        this.loss = loss;
        this.value = value;
    }

    /**
     * A network's loss.
     *
     * @param count examples, drawn under the seed; 0 = all
     * @param precision empty = fp64 below 20,000 parameters, else fp32
     * @throws BadInput if there are not so many examples, or the loss on them is not finite
     */
    public static LossSurface of(
            Network network, Loss loss, Batches examples, int count, long seed, Optional<Precision> precision) {
        if (count < 0 || count > examples.count()) {
            throw BadInput.in(
                    "--examples",
                    count + " is out of range",
                    "give 1 to " + examples.count() + ", or leave it out for all");
        }
        ScalarType chosen = precision
                .orElse(network.architecture().parameterCount() < SMALL ? Precision.FP64 : Precision.FP32)
                .type();
        Network copy = network.to(chosen);
        int[] order = Chance.of(seed, "curvature", "examples").permutation(examples.count());
        Examples own = count == 0 || count == examples.count()
                ? Examples.of(examples, chosen)
                : Examples.of(examples, Arrays.copyOf(order, count), chosen);
        EmpiricalLoss mean = new EmpiricalLoss(copy, loss, own);
        double value;
        try (StepScope scope = StepScope.open()) {
            value = mean.value(copy.flat());
            // A NaN in a weight that is never used leaves the loss finite.
            if (!Double.isFinite(value) || !torch.isfinite(copy.flat()).all().item_bool()) {
                copy.close();
                throw BadInput.in(
                        "network '" + network.architecture().name() + "'",
                        "has a loss on these examples that is not finite (" + value + ")",
                        "give a network whose training did not diverge, and data without gaps");
            }
        }
        return new LossSurface(copy, mean, value);
    }

    /** Its copy of the network. */
    public Network network() {
        return network;
    }

    /** The mean loss. */
    public double value() {
        return value;
    }

    /** n. */
    public int examples() {
        return loss.examples().count();
    }

    /** The number format. */
    public Precision precision() {
        return network.type() == ScalarType.Double ? Precision.FP64 : Precision.FP32;
    }

    /** As a function of chosen parameters. */
    public LocalLoss at(Selection selection) {
        return new LocalLoss(loss, network.flat(), selection);
    }

    @Override
    public void close() {
        network.close();
    }
}
