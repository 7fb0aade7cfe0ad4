package dev.shatter.bound;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.hipparchus.optim.LocalizedOptimFormats;
import org.hipparchus.optim.linear.LinearConstraint;
import org.hipparchus.optim.linear.LinearConstraintSet;
import org.hipparchus.optim.linear.LinearObjectiveFunction;
import org.hipparchus.optim.linear.NonNegativeConstraint;
import org.hipparchus.optim.linear.PivotSelectionRule;
import org.hipparchus.optim.linear.Relationship;
import org.hipparchus.optim.linear.SimplexSolver;
import org.hipparchus.optim.nonlinear.scalar.GoalType;

/**
 * Which labellings of given points an affine halfspace realises: y is realised iff the linear programme 'find (w, b):
 * y_i (w·x_i + b) ≥ 1 for all i' has a solution.
 *
 * <p>Coordinates are centred and scaled by powers of two, w is free, and points in more dimensions than they span are
 * turned into their span. 'Yes' is proved: the solution's signs are checked in exact arithmetic on the points given. 'No'
 * is the solver's, at a relative tolerance of 1e-9: a labelling realised only by a thinner margin counts as not realised.
 */
final class Halfspaces {
    private static final double TOLERANCE = 1e-9;

    private final double[][] points;
    private final double[] centre;
    private final double[] scale;
    private final double[][] reduced;
    private final RealMatrix back;

    /** Prepares n ≥ 1 finite points of equal dimension ≥ 1. */
    Halfspaces(double[][] points) {
        this.points = points;
        int d = points[0].length;
        centre = new double[d];
        scale = new double[d];
        RealMatrix scaled = new Array2DRowRealMatrix(points.length, d);
        for (int j = 0; j < d; j++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double[] point : points) {
                low = Math.min(low, point[j]);
                high = Math.max(high, point[j]);
            }
            centre[j] = low / 2 + high / 2;
            double half = high / 2 - low / 2;
            // A power of two: scaling is then exact, so the check below speaks of the very points given.
            scale[j] = half > 0 ? Math.scalb(1.0, -Math.getExponent(half)) : 1;
            for (int i = 0; i < points.length; i++) {
                scaled.setEntry(i, j, (points[i][j] - centre[j]) * scale[j]);
            }
        }
        if (d < points.length) {
            back = MatrixUtils.createRealIdentityMatrix(d);
        } else {
            SingularValueDecomposition svd = new SingularValueDecomposition(scaled);
            double[] singular = svd.getSingularValues();
            int rank = 0;
            while (rank < singular.length && singular[rank] > TOLERANCE * Math.max(singular[0], 1e-300)) {
                rank++;
            }
            back = svd.getV().getSubMatrix(0, d - 1, 0, Math.max(rank, 1) - 1);
        }
        reduced = scaled.multiply(back).getData();
    }

    /** Whether the labelling whose bits are the positive points is realised. */
    boolean realises(int positive) {
        return separator(positive).filter(wb -> proved(wb, positive)).isPresent();
    }

    /** (w, b) in reduced coordinates, b last; empty if the programme is infeasible. */
    private Optional<double[]> separator(int positive) {
        int d = reduced[0].length;
        LinearConstraint[] constraints = new LinearConstraint[reduced.length];
        for (int i = 0; i < reduced.length; i++) {
            double y = (positive >> i & 1) == 1 ? 1 : -1;
            double[] row = new double[d + 1];
            for (int j = 0; j < d; j++) {
                row[j] = y * reduced[i][j];
            }
            row[d] = y;
            constraints[i] = new LinearConstraint(row, Relationship.GEQ, 1);
        }
        try {
            return Optional.of(new SimplexSolver(TOLERANCE)
                    .optimize(
                            new LinearObjectiveFunction(new double[d + 1], 0),
                            new LinearConstraintSet(constraints),
                            GoalType.MINIMIZE,
                            new NonNegativeConstraint(false),
                            // Bland's rule cannot cycle on the many ties of symmetric points.
                            PivotSelectionRule.BLAND)
                    .getPoint());
        } catch (MathIllegalStateException e) {
            if (e.getSpecifier() == LocalizedOptimFormats.NO_FEASIBLE_SOLUTION) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Signs of w·x + b on the points themselves, without rounding. */
    private boolean proved(double[] wb, int positive) {
        double[] w = back.operate(Arrays.copyOf(wb, wb.length - 1));
        for (int i = 0; i < points.length; i++) {
            BigDecimal sum = new BigDecimal(wb[wb.length - 1]);
            for (int j = 0; j < w.length; j++) {
                BigDecimal x = new BigDecimal(points[i][j])
                        .subtract(new BigDecimal(centre[j]))
                        .multiply(new BigDecimal(scale[j]));
                sum = sum.add(x.multiply(new BigDecimal(w[j])));
            }
            if (sum.signum() != ((positive >> i & 1) == 1 ? 1 : -1)) {
                return false;
            }
        }
        return true;
    }
}
