package dev.shatter.measure;

import dev.shatter.network.Network;
import dev.shatter.network.Pass;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Examples;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A network's outputs on fixed examples and what follows from them, in fp64.
 *
 * @param logits [n × K], row-major
 * @param labels [n]
 * @param classes K
 * @param margins m_i = f_y - max_{j≠y} f_j
 */
public record Outputs(double[] logits, int[] labels, int classes, double[] margins) {
    /** One forward pass in evaluation mode. */
    public static Outputs of(Network network, Examples examples) {
        return of(
                x -> network.forward(x, Pass.LEAN_EVALUATION),
                network.architecture().classes(),
                examples,
                network.architecture().block());
    }

    private static Outputs of(UnaryOperator<Tensor> model, int classes, Examples examples, int block) {
        int n = examples.count();
        double[] logits = new double[Math.multiplyExact(n, classes)];
        int[] labels = new int[n];
        try (NoGradGuard off = new NoGradGuard()) {
            examples.inBlocks(block, (from, batch) -> {
                Tensor outputs = model.apply(batch.inputs());
                double[] part = Tensors.doubles(outputs.to(ScalarType.Double));
                System.arraycopy(part, 0, logits, from * classes, part.length);
                long[] classOf = Tensors.longs(batch.labels());
                for (int i = 0; i < classOf.length; i++) {
                    labels[from + i] = Math.toIntExact(classOf[i]);
                }
            });
        }
        for (double logit : logits) {
            if (!Double.isFinite(logit)) {
                throw new Unmeasurable("the network's outputs are not finite");
            }
        }
        double[] margins = new double[n];
        for (int i = 0; i < n; i++) {
            margins[i] = margin(logits, i * classes, classes, labels[i]);
        }
        return new Outputs(logits, labels, classes, margins);
    }

    private static double margin(double[] logits, int at, int classes, int label) {
        double other = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            if (c != label) {
                other = Math.max(other, logits[at + c]);
            }
        }
        return logits[at + label] - other;
    }

    public int count() {
        return labels.length;
    }

    /** Errors under the 0-1 loss; ties count. */
    public long errors() {
        return Arrays.stream(margins).filter(m -> m <= 0).count();
    }

    /** argmax_j f_j of every example; the first of equal ones. */
    public int[] predictions() {
        int[] predicted = new int[count()];
        for (int i = 0; i < predicted.length; i++) {
            for (int c = 1; c < classes; c++) {
                if (logits[i * classes + c] > logits[i * classes + predicted[i]]) {
                    predicted[i] = c;
                }
            }
        }
        return predicted;
    }

    /** Softmax of example i. */
    public double[] probabilities(int i) {
        double[] p = new double[classes];
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            largest = Math.max(largest, logits[i * classes + c]);
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            p[c] = Math.exp(logits[i * classes + c] - largest);
            sum += p[c];
        }
        for (int c = 0; c < classes; c++) {
            p[c] /= sum;
        }
        return p;
    }

    /** Mean cross-entropy in nats. */
    public double crossEntropy() {
        double sum = 0;
        for (int i = 0; i < count(); i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                largest = Math.max(largest, logits[i * classes + c]);
            }
            double total = 0;
            for (int c = 0; c < classes; c++) {
                total += Math.exp(logits[i * classes + c] - largest);
            }
            sum += largest + Math.log(total) - logits[i * classes + labels[i]];
        }
        return sum / count();
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
