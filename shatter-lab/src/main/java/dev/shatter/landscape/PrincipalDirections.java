package dev.shatter.landscape;

import dev.shatter.core.BadInput;
import dev.shatter.curvature.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Principal components of a training's path: of the differences θ_t - θ of the weights that were kept from the final ones
 * (Li et al. 2018, arXiv:1712.09913, section 7.2). Each has length 1; its share is that of the sum of squared distances
 * which lies along it. Of a random walk in many dimensions the first two have a large share too (Antognini and
 * Sohl-Dickstein 2018).
 */
record PrincipalDirections() implements DirectionFamily {
    /** How far beyond the path is looked, as a share of its extent. */
    private static final double MARGIN = 0.15;

    @Override
    public String name() {
        return "pca";
    }

    @Override
    public String summary() {
        return "principal components of the training's path, of a run that kept weights";
    }

    @Override
    public boolean followsPath() {
        return true;
    }

    @Override
    public List<Direction> of(Ground ground, int count) {
        List<double[]> path = ground.path();
        if (path.size() < count + 1) {
            throw BadInput.in(
                    "plane 'pca'",
                    "needs weights from " + (count + 1) + " moments of the training, and " + path.size() + " were kept",
                    "train with --keep, for instance --keep epoch:1,epoch:2,epoch:3");
        }
        List<Tensor> rows = new ArrayList<>();
        Tensor centre = ground.centre();
        path.forEach(weights -> rows.add(Ground.tensor(weights).sub(centre)));
        Tensor moves = torch.stack(new TensorVector(rows.toArray(new Tensor[0])));
        // The small matrix of inner products has the same eigenvalues as the large one of coordinates.
        T_TensorTensor_T eigen = torch.linalg_eigh(moves.matmul(moves.t()));
        double total = eigen.get0().sum().item_double();
        List<Direction> directions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long column = rows.size() - 1L - i;
            double variance = eigen.get0().select(0, column).item_double();
            Tensor vector = moves.t().matmul(eigen.get1().select(1, column));
            double length = Vectors.norm(vector);
            if (!(length > 0)) {
                throw BadInput.in(
                        "plane 'pca'", "the weights that were kept lie on one line", "keep those of more moments");
            }
            Tensor unit = vector.div(new Scalar(length));
            Tensor along = moves.matmul(unit);
            double low = Math.min(0, along.min().item_double());
            double high = Math.max(0, along.max().item_double());
            double margin = MARGIN * (high - low);
            directions.add(new Direction(
                    "component " + (i + 1),
                    unit,
                    low - margin,
                    high + margin,
                    String.format(Locale.ROOT, "%.0f %% of the path's squared distances", 100 * variance / total)));
        }
        return directions;
    }
}
