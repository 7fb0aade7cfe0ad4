package dev.shatter.train;

import dev.shatter.core.Catalogue;
import dev.shatter.core.Variant;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The losses. */
public final class Losses {
    static final Loss CROSS_ENTROPY = new CrossEntropy();

    /** All of them. */
    public static final Catalogue<Loss> CATALOGUE =
            Catalogue.of("loss", CROSS_ENTROPY, new MeanSquared(), new Logistic(), new Hinge(), new Darc());

    private static final long NO_REDUCTION = 0;
    private static final long MEAN = 1;
    private static final long IGNORE_NONE = -100;

    private Losses() {}

    /** A loss with its options. */
    public static Loss of(Variant variant) {
        return CATALOGUE.get(variant).with(variant);
    }

    /** -ln softmax(f)_y, in nats. */
    private record CrossEntropy() implements Loss {
        @Override
        public String name() {
            return "cross-entropy";
        }

        @Override
        public String summary() {
            return "-ln softmax(f)_y, in nats";
        }

        @Override
        public boolean likelihood() {
            return true;
        }

        @Override
        public Tensor each(Tensor outputs, Tensor labels) {
            return torch.cross_entropy_loss(
                    wide(outputs), labels, new TensorOptional(), NO_REDUCTION, IGNORE_NONE, 0.0);
        }

        @Override
        public Tensor mean(Tensor outputs, Tensor labels) {
            return torch.cross_entropy_loss(wide(outputs), labels, new TensorOptional(), MEAN, IGNORE_NONE, 0.0);
        }

        /** softmax(f) - 1[y = c], over n. */
        @Override
        public void differentiate(Tensor outputs, Tensor labels, Tensor gradient, Tensor losses) {
            Tensor column = labels.unsqueeze(2);
            torch.log_softmax_out(gradient, outputs, 2);
            Tensor own = gradient.gather(2, column);
            torch.neg_out(losses, own.squeeze(2));
            gradient.exp_().scatter_(2, column, own.expm1_()).mul_(new Scalar(1.0 / labels.size(1)));
        }
    }

    /** (1/K) Σ_c (f_c - 1[y = c])². */
    private record MeanSquared() implements Loss {
        @Override
        public String name() {
            return "mse";
        }

        @Override
        public String summary() {
            return "squared distance to the one-hot label, averaged over the classes";
        }

        @Override
        public boolean likelihood() {
            return true;
        }

        @Override
        public Tensor each(Tensor outputs, Tensor labels) {
            Tensor wide = wide(outputs);
            return wide.sub(oneHot(wide, labels)).square().mean(1);
        }

        /** 2 (f - 1[y = c]), over K n. */
        @Override
        public void differentiate(Tensor outputs, Tensor labels, Tensor gradient, Tensor losses) {
            Tensor column = labels.unsqueeze(2);
            gradient.copy_(outputs)
                    .scatter_(2, column, outputs.gather(2, column).sub(new Scalar(1f)));
            losses.copy_(gradient.square().mean(new long[] {2}, false, new ScalarTypeOptional()));
            gradient.mul_(new Scalar(2.0 / (outputs.size(2) * labels.size(1))));
        }
    }

    /** Σ_c ln(1 + exp(-s_c f_c)) with s_c = 1 for the label's class and -1 for the others: one against the rest. */
    private record Logistic() implements Loss {
        @Override
        public String name() {
            return "logistic";
        }

        @Override
        public String summary() {
            return "sum over classes of ln(1 + exp(-s f)), s = 1 for the label's class, else -1: one against the rest";
        }

        @Override
        public boolean likelihood() {
            return true;
        }

        @Override
        public Tensor each(Tensor outputs, Tensor labels) {
            Tensor wide = wide(outputs);
            Tensor signs = oneHot(wide, labels).mul(new Scalar(2f)).sub(new Scalar(1f));
            return torch.softplus(wide.mul(signs).neg()).sum(1);
        }
    }

    /** max(0, 1 - (f_y - max_{j≠y} f_j)). */
    private record Hinge() implements Loss {
        @Override
        public String name() {
            return "hinge";
        }

        @Override
        public String summary() {
            return "max(0, 1 - margin), margin = f_y - max over the other classes";
        }

        @Override
        public String source() {
            return "Crammer and Singer 2001";
        }

        @Override
        public Tensor each(Tensor outputs, Tensor labels) {
            return margins(wide(outputs), labels).neg().add(new Scalar(1f)).relu();
        }
    }

    /** Margins f_y - max_{j≠y} f_j of every example, [n]. */
    public static Tensor margins(Tensor outputs, Tensor labels) {
        Tensor column = labels.unsqueeze(1);
        Tensor own = outputs.gather(1, column).squeeze(1);
        Tensor others = outputs.scatter(1, column, new Scalar(Float.NEGATIVE_INFINITY));
        return own.sub(others.amax(new long[] {1}, false));
    }

    /** Errors under the 0-1 loss: ties count, and so do outputs that are no numbers. */
    public static long errors(Tensor outputs, Tensor labels) {
        // Not margins <= 0, of which NaN is none.
        return labels.numel()
                - margins(outputs, labels).gt(new Scalar(0.0)).sum().item_long();
    }

    /** bf16 has too few digits for a sum of exponentials; fp64 stays as it is. */
    static Tensor wide(Tensor outputs) {
        return outputs.scalar_type().intern() == ScalarType.BFloat16 ? outputs.to(ScalarType.Float) : outputs;
    }

    private static Tensor oneHot(Tensor outputs, Tensor labels) {
        return torch.zeros_like(outputs).scatter_(1, labels.unsqueeze(1), new Scalar(1f));
    }
}
