package dev.shatter.curvature;

import dev.shatter.torch.StepScope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Eigenpairs at both ends of a symmetric operator's spectrum.
 *
 * <p>By {@link BandLanczos}: first one start vector; once all values have converged, a further one joins, and what it finds
 * among the values asked for is followed until a new vector finds nothing more. So multiple eigenvalues, as a linear
 * network's Hessian has, are found as often as they occur.
 *
 * @param top the largest, descending
 * @param bottom the smallest, ascending
 * @param vectors [top + bottom, q], unit rows in that order; belongs to the innermost scope
 * @param products products in all
 */
public record Eigenpairs(List<Eigenvalue> top, List<Eigenvalue> bottom, Tensor vectors, int products) {
    /** Bytes of a basis. */
    private static final double MEMORY = 1e9;

    /** Steps of a further start vector after which it has had its chance. */
    private static final int FURTHER = 10;

    /** Ritz vectors kept at a restart for each one asked for, and a few more. */
    private static final int KEPT = 2;

    /** Residuals of this many units in the last place of the largest value are rounding. */
    private static final double ROUNDING = 30;

    /** Errors are at least so many: what products in this precision can tell. */
    private static final double LEAST = 8;

    public Eigenpairs {
        top = List.copyOf(top);
        bottom = List.copyOf(bottom);
    }

    /**
     * How hard to try.
     *
     * @param products largest number of products
     * @param tolerance on each value, relative to it; where it is nearly 0, to {@code tolerance} times the largest
     * @param seed of the start vectors
     */
    public record Effort(int products, double tolerance, long seed) {}

    /**
     * So many eigenpairs at each end.
     *
     * @throws IllegalArgumentException if there are not so many
     */
    public static Eigenpairs of(LinearOperator operator, int top, int bottom, Effort effort) {
        if (top < 0 || bottom < 0 || Math.max(top, bottom) > operator.size()) {
            throw new IllegalArgumentException(top + " and " + bottom + " of " + operator.size());
        }
        double bytes = operator.type() == ScalarType.Double ? 8 : 4;
        int least = (KEPT + 1) * (top + bottom) + 20;
        int capacity = (int) Math.max(least, Math.min(effort.products(), MEMORY / bytes / operator.size()));
        try (BandLanczos space = new BandLanczos(operator, capacity, effort.seed())) {
            return new Search(space, operator, top, bottom, effort).run();
        }
    }

    private record Search(BandLanczos space, LinearOperator operator, int top, int bottom, Effort effort) {
        Eigenpairs run() {
            List<Eigenvalue> settled = List.of();
            int since = 0;
            int chance = 0;
            while (true) {
                space.step();
                since++;
                boolean over = space.complete() || space.products() >= effort.products();
                boolean crowded = space.full();
                if (!over && !crowded && since % (space.products() < 40 ? 1 : 4) != 0) {
                    continue;
                }
                BandLanczos.Ritz ritz = space.ritz();
                List<Eigenvalue> now = ends(ritz);
                if (over) {
                    return result(ritz, now);
                }
                if (converged(now) && since >= chance) {
                    if (same(settled, now)) {
                        return result(ritz, now);
                    }
                    settled = now;
                    since = 0;
                    chance = FURTHER;
                    space.join();
                }
                if (crowded) {
                    space.restart(ritz, kept(ritz));
                }
            }
        }

        private boolean converged(List<Eigenvalue> values) {
            return values.size() == top + bottom && values.stream().allMatch(Eigenvalue::converged);
        }

        /** Whether a further start vector changed nothing. */
        private boolean same(List<Eigenvalue> before, List<Eigenvalue> now) {
            return before.size() == now.size()
                    && IntStream.range(0, now.size())
                            .allMatch(i -> Math.abs(
                                            before.get(i).value() - now.get(i).value())
                                    <= 2 * (before.get(i).error() + now.get(i).error())
                                            + effort.tolerance()
                                                    * Math.abs(now.get(i).value()));
        }

        private int[] kept(BandLanczos.Ritz ritz) {
            int low = Math.min(KEPT * bottom + 5, ritz.count() / 3);
            int high = Math.min(KEPT * top + 5, ritz.count() / 3);
            return IntStream.range(0, ritz.count())
                    .filter(i -> i < low || i >= ritz.count() - high)
                    .toArray();
        }

        private List<Eigenvalue> ends(BandLanczos.Ritz ritz) {
            int count = ritz.count();
            List<Eigenvalue> ends = new ArrayList<>();
            IntStream.range(0, Math.min(top, count)).forEach(i -> ends.add(value(ritz, count - 1 - i)));
            IntStream.range(0, Math.min(bottom, count)).forEach(i -> ends.add(value(ritz, i)));
            return ends;
        }

        private Eigenvalue value(BandLanczos.Ritz ritz, int k) {
            double value = ritz.values()[k];
            double residual = ritz.residuals()[k];
            double gap = Double.POSITIVE_INFINITY;
            for (int other : new int[] {k - 1, k + 1}) {
                if (other >= 0 && other < ritz.count()) {
                    gap = Math.min(gap, Math.abs(ritz.values()[other] - value) - ritz.residuals()[other]);
                }
            }
            double unit = (operator.type() == ScalarType.Double ? Math.ulp(1.0) : Math.ulp(1.0f)) * space.scale();
            double error = ritz.count() > 1 && gap > residual ? residual * residual / gap : residual;
            double allowed = effort.tolerance() * Math.max(Math.abs(value), effort.tolerance() * space.scale());
            return new Eigenvalue(
                    value,
                    residual,
                    Math.max(error, LEAST * unit),
                    space.products(),
                    error <= allowed || residual <= ROUNDING * unit);
        }

        private Eigenpairs result(BandLanczos.Ritz ritz, List<Eigenvalue> ends) {
            int count = ritz.count();
            int found = Math.min(top, count);
            int[] places = IntStream.concat(
                            IntStream.range(0, found).map(i -> count - 1 - i),
                            IntStream.range(0, Math.min(bottom, count)))
                    .toArray();
            try (StepScope scope = StepScope.open()) {
                return new Eigenpairs(
                        ends.subList(0, found),
                        ends.subList(found, ends.size()),
                        scope.pass(space.vectors(ritz, places)),
                        space.products());
            }
        }
    }
}
