package dev.shatter.curvature;

import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Lanczos with full re-orthogonalisation, a band as wide as there are start vectors, and thick restarts: A V = V T + P C with
 * orthonormal V (the basis) and P (directions that wait to be multiplied), T = Vᵀ A V.
 *
 * <p>One start vector makes it the plain method. Each further one, which may join at any time, finds one more copy of a
 * multiple eigenvalue. Where the basis is full, Ritz vectors at both ends are kept and the rest is dropped. Sources: Ruhe
 * 1979 (band), Parlett 1998 (orthogonalising twice), Wu and Simon 2000 (restart). Owns native memory: close it.
 */
final class BandLanczos implements AutoCloseable {
    /** Relative length at which a direction is rounding and no more: a few thousand sums. */
    private static final double FLOOR = 1e-6;

    private static final double FLOOR_DOUBLE = 1e-12;

    private final LinearOperator operator;
    private final long seed;
    private final int capacity;
    private final Tensor basis;
    private final double[][] projected;
    private final List<Tensor> waiting = new ArrayList<>();
    private final List<double[]> couplings = new ArrayList<>();
    private int size;
    private int products;
    private int starts;
    private double scale;

    /**
     * A basis with one random start vector.
     *
     * @param capacity vectors of the basis at most, at least 2
     */
    BandLanczos(LinearOperator operator, int capacity, long seed) {
        this.operator = operator;
        this.seed = seed;
        this.capacity = (int) Math.min(capacity, operator.size());
        projected = new double[this.capacity][this.capacity];
        try (StepScope scope = StepScope.open()) {
            basis = scope.keep(
                    torch.zeros(new long[] {this.capacity, operator.size()}, new TensorOptions(operator.type())));
        }
        join();
    }

    /** Values found, ascending, each with its vector's coordinates in the basis and its residual. */
    record Ritz(double[] values, double[][] coordinates, double[] residuals) {
        int count() {
            return values.length;
        }
    }

    int products() {
        return products;
    }

    /** Largest absolute value found. */
    double scale() {
        return scale;
    }

    /** Whether the basis is the whole space, or no direction is left that leads out of it. */
    boolean complete() {
        return waiting.isEmpty();
    }

    boolean full() {
        return size == capacity;
    }

    /** Widens the band by a random vector; without effect where the space has no further direction. */
    void join() {
        if (size + waiting.size() >= operator.size()) {
            return;
        }
        try (StepScope scope = StepScope.open()) {
            Tensor start = Vectors.gaussian(operator.size(), operator.type(), seed, "lanczos", starts++);
            Tensor unit = start.div(new Scalar(Vectors.norm(start)));
            append(scope, orthogonal(unit, null), null);
        }
    }

    /** Multiplies the direction that waits longest. The basis must not be full. */
    void step() {
        try (StepScope scope = StepScope.open()) {
            Tensor v = basis.select(0, size);
            Tensor first = waiting.remove(0);
            couplings.remove(0);
            v.copy_(first);
            first.close();
            Tensor w = operator.apply(v);
            products++;
            size++;
            double[] column = new double[size];
            double own = Vectors.dot(v, w);
            Tensor rest = orthogonal(w, column);
            column[size - 1] = own;
            for (int i = 0; i < size; i++) {
                projected[i][size - 1] = column[i];
                projected[size - 1][i] = column[i];
            }
            double left = Vectors.norm(rest);
            scale = Math.max(scale, Math.max(Math.abs(own), left));
            if (left > floor() * scale) {
                append(scope, rest.div(new Scalar(left)), left);
            } else if (waiting.isEmpty()) {
                join();
            }
        }
    }

    private double floor() {
        return operator.type() == ScalarType.Double ? FLOOR_DOUBLE : FLOOR;
    }

    /**
     * w without its part in the basis and in the waiting directions, orthogonalised twice.
     *
     * @param column gets its coefficients in the basis; null where w is no product
     */
    private Tensor orthogonal(Tensor w, double @Nullable [] column) {
        Tensor rest = w;
        for (int twice = 0; twice < 2; twice++) {
            if (size > 0) {
                Tensor known = basis.narrow(0, 0, size);
                Tensor along = known.mv(rest);
                rest = rest.sub(known.t().mv(along));
                if (column != null) {
                    double[] part = Tensors.doubles(along);
                    for (int i = 0; i < size; i++) {
                        column[i] += part[i];
                    }
                }
            }
            for (int j = 0; j < waiting.size(); j++) {
                double along = Vectors.dot(waiting.get(j), rest);
                rest = rest.sub(waiting.get(j), new Scalar(along));
                if (column != null) {
                    couplings.get(j)[size - 1] += along;
                }
            }
        }
        return rest;
    }

    private void append(StepScope scope, Tensor direction, @Nullable Double coupling) {
        Tensor unit = direction.div(new Scalar(Vectors.norm(direction)));
        double[] row = new double[capacity];
        if (coupling != null) {
            row[size - 1] = coupling;
        }
        waiting.add(scope.keep(unit));
        couplings.add(row);
    }

    Ritz ritz() {
        double[] dense = new double[size * size];
        for (int i = 0; i < size; i++) {
            System.arraycopy(projected[i], 0, dense, i * size, size);
        }
        try (StepScope scope = StepScope.open()) {
            T_TensorTensor_T solved = torch.linalg_eigh(Tensors.of(dense, size, size));
            double[] values = Tensors.doubles(solved.get0());
            double[] columns = Tensors.doubles(solved.get1());
            double[][] coordinates = new double[size][size];
            double[] residuals = new double[size];
            for (int k = 0; k < size; k++) {
                for (int i = 0; i < size; i++) {
                    coordinates[k][i] = columns[i * size + k];
                }
                double sum = 0;
                for (double[] row : couplings) {
                    double out = 0;
                    for (int i = 0; i < size; i++) {
                        out += row[i] * coordinates[k][i];
                    }
                    sum += out * out;
                }
                residuals[k] = Math.sqrt(sum);
            }
            if (size > 0) {
                scale = Math.max(scale, Math.max(Math.abs(values[0]), Math.abs(values[size - 1])));
            }
            return new Ritz(values, coordinates, residuals);
        }
    }

    /** The vectors of some values as rows, [places, q]; belongs to the innermost scope. */
    Tensor vectors(Ritz ritz, int... places) {
        double[] rows = new double[places.length * size];
        for (int r = 0; r < places.length; r++) {
            System.arraycopy(ritz.coordinates()[places[r]], 0, rows, r * size, size);
        }
        try (StepScope scope = StepScope.open()) {
            return scope.pass(
                    Tensors.of(rows, places.length, size).to(operator.type()).matmul(basis.narrow(0, 0, size)));
        }
    }

    /** Keeps the vectors of these values alone. */
    void restart(Ritz ritz, int... places) {
        try (StepScope scope = StepScope.open()) {
            Tensor kept = vectors(ritz, places);
            basis.narrow(0, 0, places.length).copy_(kept);
        }
        for (double[] row : projected) {
            Arrays.fill(row, 0);
        }
        for (int r = 0; r < places.length; r++) {
            projected[r][r] = ritz.values()[places[r]];
        }
        for (double[] row : couplings) {
            double[] old = row.clone();
            Arrays.fill(row, 0);
            for (int r = 0; r < places.length; r++) {
                for (int i = 0; i < size; i++) {
                    row[r] += old[i] * ritz.coordinates()[places[r]][i];
                }
            }
        }
        size = places.length;
    }

    @Override
    public void close() {
        waiting.forEach(Tensor::close);
        basis.close();
    }
}
