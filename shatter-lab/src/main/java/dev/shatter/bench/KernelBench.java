package dev.shatter.bench;

import dev.shatter.core.BadInput;
import dev.shatter.data.Dataset;
import dev.shatter.data.Progress;
import dev.shatter.data.store.DataStore;
import dev.shatter.kernel.FeatureMaps;
import dev.shatter.kernel.FeatureVectors;
import dev.shatter.kernel.KernelFit;
import dev.shatter.kernel.KernelRegression;
import dev.shatter.kernel.Kernels;
import dev.shatter.kernel.Solvers;
import dev.shatter.kernel.Targets;
import dev.shatter.torch.Memory;
import dev.shatter.torch.StepScope;
import java.util.Locale;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Exact kernel interpolation against n: the lab's (one fp32 triangle factored in place, refined in fp64) beside the plain
 * way, a full fp64 Gram matrix handed to LAPACK's {@code dposv}.
 *
 * <p>Points are a Gaussian mixture in {@value #DIMENSIONS} dimensions, so that what is measured is the matrix, not its
 * entries. Bytes are what the process has resident at its peak, less what it had before: the matrices, and what a library
 * takes to work in.
 */
public final class KernelBench {
    static final int DIMENSIONS = 50;
    private static final int CLASSES = 10;
    private static final int TESTS = 100;
    private static final double GAMMA = 0.02;
    private static final double TOLERANCE = 1e-6;

    private final DataStore data;

    /**
     * One n.
     *
     * @param seconds the whole fit: Gram matrix, factorisation, refinement, prediction of {@value #TESTS} points
     * @param factorSeconds of them, the factorisation
     * @param gigaflops n³/3 over those
     * @param bytes resident at the peak beyond what was before
     * @param relativeResidual in fp64, of the system solved
     * @param lapackSeconds Gram matrix and {@code dposv}; NaN where the matrix does not fit in memory
     * @param lapackBytes likewise; 0 where it does not fit
     * @param normDifference relative difference of the two squared norms: whether both solved the same system
     */
    public record Row(
            int n,
            double seconds,
            double factorSeconds,
            double gigaflops,
            long bytes,
            double relativeResidual,
            double lapackSeconds,
            long lapackBytes,
            double normDifference) {}

    public KernelBench(DataStore data) {
        this.data = data;
    }

    /** Both ways at this n, the lab's first: what LAPACK leaves behind would hide its peak. */
    public Row run(int n, Progress progress) {
        if (n < CLASSES || n > 200_000) {
            throw BadInput.in("--n", n + " is out of range", "give a number from " + CLASSES + " to 200000");
        }
        Dataset points = data.open(String.format(
                Locale.ROOT,
                "gaussian-mixture:classes=%d,dim=%d,separation=3,n=%d,test=%d",
                CLASSES,
                DIMENSIONS,
                n,
                TESTS));
        long before = Memory.resident();
        Memory.forgetPeak();
        KernelFit fit = new KernelRegression(
                        Kernels.CATALOGUE.parse("gaussian").with("gamma", GAMMA),
                        FeatureMaps.parse("pixels"),
                        Solvers.parse("direct"),
                        0,
                        Targets.ONE_HOT,
                        TOLERANCE)
                .fit(points, progress);
        long bytes = Math.max(0, Memory.peak() - before);
        double factor = fit.phases().getOrDefault("factorisation", Double.NaN);
        Lapack lapack = lapack(points, progress);
        return new Row(
                n,
                fit.seconds(),
                factor,
                (double) n * n * n / 3 / factor / 1e9,
                bytes,
                fit.relativeResidual(),
                lapack.seconds,
                lapack.bytes,
                Math.abs(lapack.squaredNorm / fit.squaredNorm() - 1));
    }

    private record Lapack(double seconds, long bytes, double squaredNorm) {}

    private static Lapack lapack(Dataset data, Progress progress) {
        int n = data.train().count();
        if (9.0 * n * n > Memory.available()) {
            return new Lapack(Double.NaN, 0, Double.NaN);
        }
        progress.at("LAPACK, fp64", 0, 1);
        long before = Memory.resident();
        Memory.forgetPeak();
        long start = System.nanoTime();
        double[] right = new double[n * CLASSES];
        int[] labels = data.train().labels();
        for (int i = 0; i < n; i++) {
            right[labels[i] * n + i] = 1;
        }
        try (StepScope scope = StepScope.open();
                FeatureVectors points = FeatureVectors.pixels(data.train().inputs());
                DoublePointer solution = new DoublePointer(right)) {
            Tensor x = points.values().to(ScalarType.Double);
            Tensor squares = x.mul(x).sum(new long[] {1}, true, new ScalarTypeOptional());
            Tensor gram = x.mm(x.t()).mul_(new Scalar(-2.0)).add_(squares).add_(squares.t());
            gram.clamp_min_(new Scalar(0.0)).mul_(new Scalar(-GAMMA)).exp_();
            int info = openblas.LAPACKE_dposv_work(
                    openblas.LAPACK_COL_MAJOR,
                    (byte) 'U',
                    n,
                    CLASSES,
                    new DoublePointer(gram.data_ptr()),
                    n,
                    solution,
                    n);
            if (info != 0) {
                throw new IllegalStateException("dposv: " + info);
            }
            double norm = 0;
            for (int i = 0; i < n; i++) {
                norm += solution.get((long) labels[i] * n + i);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            progress.at("LAPACK, fp64", 1, 1);
            return new Lapack(seconds, Math.max(0, Memory.peak() - before), norm);
        }
    }
}
