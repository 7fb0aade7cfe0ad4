package dev.shatter.stats;

import dev.shatter.core.BadInput;
import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * Variances of data along their principal axes, and the linear dimensions they speak of. A curved manifold has more of
 * these than its intrinsic dimension.
 *
 * @param variances eigenvalues of the covariance (divisor n − 1), descending, never negative, in squared data units
 */
public record PrincipalSpectrum(double[] variances) {
    /**
     * A given spectrum.
     *
     * @throws BadInput if it is empty, all zero, or holds a negative value or one that is not finite
     */
    public PrincipalSpectrum {
        double sum = 0;
        for (double value : variances) {
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw BadInput.in("spectrum", value + " is not a variance", "give finite values from 0");
            }
            sum += value;
        }
        if (!(sum > 0)) {
            throw BadInput.in("spectrum", "has no variance", "give points that differ");
        }
        variances = variances.clone();
        Arrays.sort(variances);
        for (int i = 0, j = variances.length - 1; i < j; i++, j--) {
            double swap = variances[i];
            variances[i] = variances[j];
            variances[j] = swap;
        }
    }

    /**
     * Of points, through the smaller of the covariance [d, d] and the inner products [n, n].
     *
     * @param points [n][d], at least two
     */
    public static PrincipalSpectrum of(double[][] points) {
        if (points.length < 2) {
            throw BadInput.in("spectrum", points.length + " points have no variance", "give two or more");
        }
        int d = points[0].length;
        double[] mean = new double[d];
        for (double[] point : points) {
            for (int j = 0; j < d; j++) {
                mean[j] += point[j] / points.length;
            }
        }
        RealMatrix centred = new Array2DRowRealMatrix(points.length, d);
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < d; j++) {
                centred.setEntry(i, j, points[i][j] - mean[j]);
            }
        }
        RealMatrix small =
                d <= points.length ? centred.transposeMultiply(centred) : centred.multiplyTransposed(centred);
        double[] values =
                new EigenDecompositionSymmetric(small.scalarMultiply(1.0 / (points.length - 1))).getEigenvalues();
        return new PrincipalSpectrum(
                Arrays.stream(values).map(v -> Math.max(0, v)).toArray());
    }

    /** Participation ratio (Σ l)² / Σ l²: d for equal variances, 1 for a line. */
    public double participation() {
        double sum = Arrays.stream(variances).sum();
        return sum * sum / Arrays.stream(variances).map(v -> v * v).sum();
    }

    /** The fewest axes that hold this share of the variance. */
    public int components(double share) {
        double wanted = share * Arrays.stream(variances).sum();
        double held = 0;
        for (int k = 0; k < variances.length; k++) {
            held += variances[k];
            // The sum and its parts are rounded differently.
            if (held >= wanted * (1 - 1e-12)) {
                return k + 1;
            }
        }
        return variances.length;
    }
}
