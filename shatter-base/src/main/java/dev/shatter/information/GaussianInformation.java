package dev.shatter.information;

import dev.shatter.core.BadInput;
import dev.shatter.core.Variant;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.stat.correlation.Covariance;

/** I = ½ ln(det S_x det S_y / det S): exact for jointly Gaussian variables, a lower bound of nothing for others. */
public record GaussianInformation() implements Estimator {
    @Override
    public String name() {
        return "gaussian";
    }

    @Override
    public String summary() {
        return "from covariances, as if jointly Gaussian";
    }

    @Override
    public String formula() {
        return "I = 1/2 ln(det Sx det Sy / det Sxy); given Z: 1/2 ln(det Sxz det Syz / (det Sz det Sxyz))";
    }

    @Override
    public String bias() {
        return "about +dx dy/(2N) for Gaussian variables";
    }

    @Override
    public String pitfall() {
        return "sees correlation only: 0 for Y = X^2; of other laws it is neither an upper nor a lower bound";
    }

    @Override
    public String source() {
        return "Gelfand and Yaglom 1957";
    }

    @Override
    public boolean takesCondition() {
        return true;
    }

    /** −½ ln(1 − ρ²). */
    public static double of(double correlation) {
        if (!(Math.abs(correlation) <= 1)) {
            throw BadInput.in("rho", correlation + " is no correlation", "give a number from -1 to 1");
        }
        return -0.5 * Math.log1p(-correlation * correlation);
    }

    /**
     * Of a covariance matrix of (X, Y, Z).
     *
     * @param x coordinates of X, the first
     * @param y coordinates of Y, the next; the rest are of Z
     */
    public static double of(double[][] covariance, int x, int y) {
        int all = covariance.length;
        int[] condition = range(x + y, all);
        return 0.5
                * (logDeterminant(covariance, range(0, x), condition)
                        + logDeterminant(covariance, range(x, x + y), condition)
                        - logDeterminant(covariance, range(0, x + y), condition)
                        - logDeterminant(covariance, new int[0], condition));
    }

    @Override
    public double nats(Observations sample, Variant options) {
        double[][] rows =
                Variables.join(sample.x().rows(), sample.y().rows(), sample.z().rows());
        if (rows.length <= sample.dimension()) {
            throw BadInput.in(
                    "estimator '" + name() + "'",
                    rows.length + " rows of " + sample.dimension() + " coordinates are too few",
                    "give more rows");
        }
        return of(
                new Covariance(rows).getCovarianceMatrix().getData(),
                sample.x().dimension(),
                sample.y().dimension());
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    /** Of the correlations; the variances cancel in every difference that is taken. */
    private static double logDeterminant(double[][] covariance, int[] first, int[] second) {
        int[] chosen =
                IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
        if (chosen.length == 0) {
            return 0;
        }
        RealMatrix matrix = MatrixUtils.createRealMatrix(chosen.length, chosen.length);
        for (int i = 0; i < chosen.length; i++) {
            for (int j = 0; j < chosen.length; j++) {
                double scale = Math.sqrt(covariance[chosen[i]][chosen[i]] * covariance[chosen[j]][chosen[j]]);
                matrix.setEntry(i, j, i == j ? 1 : covariance[chosen[i]][chosen[j]] / scale);
            }
        }
        try {
            RealMatrix root = new CholeskyDecomposition(matrix, 1e-9, 1e-14).getL();
            return IntStream.range(0, chosen.length)
                    .mapToDouble(i -> 2 * Math.log(root.getEntry(i, i)))
                    .sum();
        } catch (MathIllegalArgumentException e) {
            throw BadInput.in(
                    "estimator 'gaussian'",
                    "some coordinate is constant or a linear function of others, and the information infinite",
                    "leave that coordinate out",
                    e);
        }
    }
}
