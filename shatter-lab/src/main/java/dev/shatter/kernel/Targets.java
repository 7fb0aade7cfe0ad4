package dev.shatter.kernel;

import dev.shatter.core.BadInput;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;

/** How labels become numbers to be fitted, one column a class; the largest column is the prediction, ties are errors. */
public enum Targets {
    /** 1 for the label, 0 for the others. */
    ONE_HOT(0),
    /** 1 for the label, −1 for the others. */
    SIGNS(-1);

    private final double other;

    Targets(double other) {
        this.other = other;
    }

    /** Reads {@code one-hot} or {@code signs}. */
    public static Targets parse(String text) {
        for (Targets targets : values()) {
            if (targets.text().equals(text)) {
                return targets;
            }
        }
        throw BadInput.in("--targets '" + text + "'", "is not known", "choose one-hot or signs");
    }

    /** As typed. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Y, fp64 [n, K]. */
    Tensor of(int[] labels, int classes) {
        double[] values = new double[Math.multiplyExact(labels.length, classes)];
        java.util.Arrays.fill(values, other);
        for (int i = 0; i < labels.length; i++) {
            values[i * classes + labels[i]] = 1;
        }
        return Tensors.of(values, labels.length, classes);
    }

    /** Fraction of rows whose label's output is not strictly the largest. */
    static double error(Tensor outputs, int[] labels) {
        try (StepScope scope = StepScope.open()) {
            int classes = Math.toIntExact(outputs.size(1));
            double[] values = Tensors.doubles(outputs);
            int wrong = 0;
            for (int i = 0; i < labels.length; i++) {
                double own = values[i * classes + labels[i]];
                boolean right = Double.isFinite(own);
                for (int k = 0; k < classes; k++) {
                    right &= k == labels[i] || values[i * classes + k] < own;
                }
                wrong += right ? 0 : 1;
            }
            return (double) wrong / labels.length;
        }
    }
}
