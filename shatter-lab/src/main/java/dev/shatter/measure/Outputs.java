package dev.shatter.measure;

import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Examples;
import java.util.Arrays;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What follows from a network's outputs on n fixed examples, in fp64. The n × K outputs themselves are looked at in blocks and not
 * kept: of 10,000 classes they would fill memory.
 *
 * @param labels [n]
 * @param classes K
 * @param predictions [n], argmax_j f_j; the first of equal ones
 * @param margins [n], m_i = f_y - max_{j≠y} f_j
 * @param confidences [n], the label's softmax probability p_y
 * @param crossEntropy (1/n) Σ -ln p_y, in nats
 * @param negativeEntropy (1/n) Σ_i Σ_c p_c ln p_c, in nats
 * @param size max_c (1/n) Σ_i |f_c(x_i)|
 */
public record Outputs(
        int[] labels,
        int classes,
        int[] predictions,
        double[] margins,
        double[] confidences,
        double crossEntropy,
        double negativeEntropy,
        double size) {
    /** One forward pass in evaluation mode. */
    public static Outputs of(Network network, Examples examples) {
        Pen pen = new Pen(examples.count(), network.architecture().classes());
        try (NoGradGuard off = new NoGradGuard()) {
            examples.inBlocks(network.architecture().block(), (from, batch) -> {
                Tensor outputs = network.forward(batch.inputs(), Pass.LEAN_EVALUATION);
                pen.write(from, Tensors.doubles(outputs.to(ScalarType.Double)), Tensors.longs(batch.labels()));
            });
        }
        return pen.outputs();
    }

    /** How far a network's outputs are from another's: max |g_c(x_i) - f_c(x_i)| / max |f_c(x_i)|; not divided where f is 0. */
    public static double apart(Network network, Network other, Examples examples) {
        double[] largest = new double[2];
        try (NoGradGuard off = new NoGradGuard()) {
            examples.inBlocks(network.architecture().block(), (from, batch) -> {
                Tensor f = network.forward(batch.inputs(), Pass.LEAN_EVALUATION).to(ScalarType.Double);
                Tensor g = other.forward(batch.inputs(), Pass.LEAN_EVALUATION).to(ScalarType.Double);
                largest[0] = Math.max(largest[0], f.abs().max().item_double());
                largest[1] = Math.max(largest[1], g.sub(f).abs().max().item_double());
            });
        }
        return largest[0] > 0 ? largest[1] / largest[0] : largest[1];
    }

    /** Takes the outputs of one example after another. */
    private static final class Pen {
        private final int classes;
        private final int[] labels;
        private final int[] predictions;
        private final double[] margins;
        private final double[] confidences;
        private final double[] sizes;
        private final double[] p;
        private double loss;
        private double negativeEntropy;

        Pen(int n, int classes) {
            this.classes = classes;
            labels = new int[n];
            predictions = new int[n];
            margins = new double[n];
            confidences = new double[n];
            sizes = new double[classes];
            p = new double[classes];
        }

        void write(int from, double[] logits, long[] classOf) {
            for (double logit : logits) {
                if (!Double.isFinite(logit)) {
                    throw new Unmeasurable("the network's outputs are not finite");
                }
            }
            for (int i = 0; i < classOf.length; i++) {
                labels[from + i] = Math.toIntExact(classOf[i]);
                write(from + i, logits, i * classes, labels[from + i]);
            }
        }

        private void write(int example, double[] logits, int at, int label) {
            int first = 0;
            double other = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                first = logits[at + c] > logits[at + first] ? c : first;
                other = c == label ? other : Math.max(other, logits[at + c]);
                sizes[c] += Math.abs(logits[at + c]) / labels.length;
            }
            predictions[example] = first;
            margins[example] = logits[at + label] - other;
            double largest = logits[at + first];
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                p[c] = Math.exp(logits[at + c] - largest);
                sum += p[c];
            }
            confidences[example] = p[label] / sum;
            loss += largest + Math.log(sum) - logits[at + label];
            for (int c = 0; c < classes; c++) {
                double share = p[c] / sum;
                negativeEntropy += share > 0 ? share * Math.log(share) : 0;
            }
        }

        Outputs outputs() {
            int n = labels.length;
            return new Outputs(
                    labels,
                    classes,
                    predictions,
                    margins,
                    confidences,
                    loss / n,
                    negativeEntropy / n,
                    Arrays.stream(sizes).max().orElseThrow());
        }
    }

    public int count() {
        return labels.length;
    }

    /** Errors under the 0-1 loss; ties count. */
    public long errors() {
        return Arrays.stream(margins).filter(m -> m <= 0).count();
    }

    /**
     * The k-th smallest margin, k = max(1, ⌊q n⌋): the q-quantile as in Jiang et al. 2020 with q = 0.1.
     *
     * @param q in (0, 1]
     */
    public double marginQuantile(double q) {
        double[] sorted = margins.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(1, (int) Math.floor(q * sorted.length)) - 1];
    }
}
