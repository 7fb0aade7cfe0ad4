package dev.shatter.landscape;

import dev.shatter.curvature.Vectors;
import dev.shatter.network.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Gaussian directions d, filter-normalised (Li et al. 2018, arXiv:1712.09913): the part of each filter (the weights into
 * one unit or channel) is scaled to the length of that filter, d_ij ← d_ij ‖θ_ij‖ / ‖d_ij‖, and biases are left where they
 * are. Pictures of networks whose filters differ in scale can then be compared.
 */
record RandomDirections() implements DirectionFamily {
    @Override
    public String name() {
        return "random";
    }

    @Override
    public String summary() {
        return "Gaussian, each filter's part as long as the filter";
    }

    @Override
    public List<Direction> of(Ground ground, int count) {
        List<Direction> directions = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            directions.add(new Direction("random " + i, normalised(ground, i), -1, 1, "filter-normalised"));
        }
        return directions;
    }

    private static Tensor normalised(Ground ground, int index) {
        Tensor centre = ground.centre();
        Tensor drawn = Vectors.gaussian(centre.numel(), ScalarType.Double, ground.seed(), "landscape", "random", index);
        List<Tensor> parts = new ArrayList<>();
        long offset = 0;
        for (ParameterSpec spec : ground.network().architecture().parameters().values()) {
            Tensor part = drawn.narrow(0, offset, spec.count());
            if (spec.role() == ParameterSpec.Role.WEIGHT) {
                long filters = spec.sizes()[0];
                Tensor rows = part.reshape(filters, -1);
                Tensor own = centre.narrow(0, offset, spec.count()).reshape(filters, -1);
                parts.add(rows.mul(length(own).div(length(rows))).reshape(-1));
            } else {
                parts.add(torch.zeros_like(part));
            }
            offset += spec.count();
        }
        return torch.cat(new TensorVector(parts.toArray(new Tensor[0])), 0);
    }

    /** ‖row‖ of each row, [rows, 1]. */
    private static Tensor length(Tensor rows) {
        return rows.square()
                .sum(new long[] {1}, true, new org.bytedeco.pytorch.ScalarTypeOptional())
                .sqrt();
    }
}
