package dev.shatter.landscape;

import dev.shatter.core.BadInput;
import dev.shatter.curvature.CurvatureMatrices;
import dev.shatter.curvature.Eigenpairs;
import dev.shatter.curvature.LocalLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Eigenvectors of the Hessian with the largest eigenvalues, of length 1: the steepest walls of the valley. Looked at as far as
 * the loss rises by about 1 nat on them if it stays quadratic, at least over 0.1.
 */
record TopDirections() implements DirectionFamily {
    private static final int PRODUCTS = 300;
    private static final double TOLERANCE = 1e-3;
    private static final double LEAST = 0.1;

    @Override
    public String name() {
        return "top";
    }

    @Override
    public String summary() {
        return "eigenvectors of the Hessian's largest eigenvalues";
    }

    @Override
    public List<Direction> of(Ground ground, int count) {
        LocalLoss local = LocalLoss.of(
                ground.trainLoss(), ground.centre().to(ground.network().type()));
        if (count > local.size()) {
            throw BadInput.in("directions 'top'", "are " + local.size() + " for this network", "take another network");
        }
        Eigenpairs pairs = Eigenpairs.of(
                CurvatureMatrices.CATALOGUE.get("hessian").at(local),
                count,
                0,
                new Eigenpairs.Effort(PRODUCTS, TOLERANCE, ground.seed()));
        List<Direction> directions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Tensor vector = pairs.vectors().select(0, i).to(ScalarType.Double);
            double value = pairs.top().get(i).value();
            double reach = Math.max(LEAST, value > 0 ? Math.sqrt(2 / value) : LEAST);
            directions.add(new Direction(
                    "eigenvector " + (i + 1),
                    vector,
                    -reach,
                    reach,
                    String.format(Locale.ROOT, "eigenvalue %.4g nats/weight²", value)));
        }
        return directions;
    }
}
