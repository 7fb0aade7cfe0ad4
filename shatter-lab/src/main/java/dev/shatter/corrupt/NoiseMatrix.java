package dev.shatter.corrupt;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Parameter;
import dev.shatter.core.Variant;
import dev.shatter.data.Dataset;
import java.util.List;
import java.util.Map;

/**
 * Noise that depends on the class: label i becomes j, independently, with probability T_ij.
 *
 * <p>What a spec holds is the matrix itself, whether it was written out or read from a file: {@link TransitionMatrix}.
 *
 * <p>Source: Patrini et al. 2017, arXiv:1609.03683.
 */
final class NoiseMatrix implements LabelCorruption {
    private static final String FLIPS = "flips";
    private static final String CLASSES = "classes";

    @Override
    public String name() {
        return "matrix";
    }

    @Override
    public String summary() {
        return "each training label changed with the probabilities of its class, written out or from a file";
    }

    @Override
    public String source() {
        return "Patrini et al. 2017, arXiv:1609.03683";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.text(
                        FLIPS,
                        null,
                        "class 9 becomes 1 with probability 0.4 and 2 becomes 0 with 0.3: 9-1:0.4+2-0:0.3; or a text file"
                                + " with a line of K probabilities for each true class"),
                Parameter.integer(
                        CLASSES, 0L, 0, TransitionMatrix.MOST_CLASSES, "K of a matrix from a file; 0 fits any data"));
    }

    @Override
    public Variant canonical(Variant options) {
        TransitionMatrix matrix = TransitionMatrix.of(options.text(FLIPS), options.integer(CLASSES));
        return Variant.of(name(), Map.of(FLIPS, matrix.text(), CLASSES, (long) matrix.classes()));
    }

    @Override
    public String example() {
        return name() + ":0-1:0.5";
    }

    @Override
    public String words(Variant options) {
        return "each changed with the probabilities of its class ("
                + TransitionMatrix.of(options.text(FLIPS), options.integer(CLASSES))
                        .brief() + ")";
    }

    @Override
    public LabelNoise noise(Variant options, int classes) {
        double[][] rows = rows(options, classes);
        double leastKept = 1;
        double mostKept = 0;
        double leastHit = 1;
        double mostHit = 0;
        for (int i = 0; i < classes; i++) {
            leastKept = Math.min(leastKept, rows[i][i]);
            mostKept = Math.max(mostKept, rows[i][i]);
            for (int j = 0; j < classes; j++) {
                if (i != j) {
                    leastHit = Math.min(leastHit, rows[i][j]);
                    mostHit = Math.max(mostHit, rows[i][j]);
                }
            }
        }
        return new LabelNoise(leastKept, mostKept, leastHit, mostHit, true);
    }

    @Override
    public int[] labels(Dataset data, Variant options, long seed) {
        double[][] rows = rows(options, data.classes().size());
        int[] labels = data.train().labels().clone();
        for (int i = 0; i < labels.length; i++) {
            labels[i] = draw(
                    rows[labels[i]],
                    labels[i],
                    Chance.of(seed, "matrix", "train", i).nextDouble());
        }
        return labels;
    }

    /** The class at quantile u: the label itself first, then the others in their order. */
    private static int draw(double[] row, int label, double u) {
        double left = u - row[label];
        int drawn = label;
        for (int j = 0; j < row.length && left >= 0; j++) {
            if (j != label && row[j] > 0) {
                drawn = j;
                left -= row[j];
            }
        }
        return drawn;
    }

    private static double[][] rows(Variant options, int classes) {
        TransitionMatrix matrix = TransitionMatrix.of(options.text(FLIPS), options.integer(CLASSES));
        if ((matrix.classes() > 0 && matrix.classes() != classes) || matrix.needs() > classes) {
            throw BadInput.in(
                    "label corruption 'matrix'",
                    "is of " + Math.max(matrix.classes(), matrix.needs()) + " classes, the data of " + classes,
                    "classes are numbered from 0, in the order of 'data describe'");
        }
        return matrix.rows(classes);
    }
}
