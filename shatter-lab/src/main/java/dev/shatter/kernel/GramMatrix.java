package dev.shatter.kernel;

import dev.shatter.core.BadInput;
import dev.shatter.data.Progress;
import dev.shatter.torch.Natives;
import dev.shatter.torch.StepScope;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A symmetric positive definite matrix K + λI in fp32, of which only the lower triangle is ever written, and its Cholesky
 * factor in the same memory.
 *
 * <p>The buffer has n² entries, but pages of the other triangle that nobody touches are never resident: about 2n² bytes
 * of the 4n². Row-major lower is column-major upper, which LAPACK factors in place. Owns its memory: close it.
 */
final class GramMatrix implements AutoCloseable {
    static {
        Natives.load();
    }

    /** Column-major upper triangle in LAPACK's words. */
    private static final int COLUMN_MAJOR = openblas.LAPACK_COL_MAJOR;

    private static final byte UPPER = 'U';

    /** Rows a block: wide enough for products at full speed, narrow enough for steady progress. */
    private static final int PANEL = 1024;

    private final FloatPointer buffer;
    private final Tensor matrix;
    private final Tensor rowSums;
    private final int n;
    private boolean factored;

    /** Fresh memory for an n × n matrix; nothing of it is resident yet. */
    GramMatrix(int n) {
        this.n = n;
        // Uninitialised memory of this size comes straight from the system, page by page, when first written.
        this.buffer = new FloatPointer((long) n * n);
        try (StepScope scope = StepScope.open()) {
            matrix = scope.keep(torch.from_blob(buffer, new long[] {n, n}, new TensorOptions(ScalarType.Float)));
            rowSums = scope.keep(torch.zeros(new long[] {n}, new TensorOptions(ScalarType.Double)));
        }
    }

    int size() {
        return n;
    }

    /**
     * The block of rows and columns, as a view to be written to. Blocks above the diagonal are not to be asked for; in a
     * block on the diagonal both triangles may be written.
     */
    Tensor tile(int rowStart, int rowEnd, int columnStart, int columnEnd) {
        if (columnStart > rowStart || factored) {
            throw new IllegalArgumentException("no tile from row " + rowStart + " and column " + columnStart);
        }
        return matrix.narrow(0, rowStart, rowEnd - rowStart).narrow(1, columnStart, columnEnd - columnStart);
    }

    /** Adds a finished tile to the row sums of |K|, for the 1-norm. */
    void sum(Tensor tile, int rowStart, int rowEnd, int columnStart, int columnEnd) {
        Tensor absolute = tile.abs();
        ScalarTypeOptional wide = new ScalarTypeOptional(ScalarType.Double);
        rowSums.narrow(0, rowStart, rowEnd - rowStart).add_(absolute.sum(new long[] {1}, false, wide));
        if (columnStart != rowStart) {
            rowSums.narrow(0, columnStart, columnEnd - columnStart).add_(absolute.sum(new long[] {0}, false, wide));
        }
    }

    /** Adds λ to the diagonal; before {@link #factor}. */
    void ridge(double lambda) {
        if (lambda > 0) {
            try (StepScope scope = StepScope.open()) {
                matrix.diagonal().add_(new Scalar(lambda));
                rowSums.add_(new Scalar(lambda));
            }
        }
    }

    /**
     * Overwrites the matrix with its Cholesky factor, block column by block column (right-looking): factor the block on
     * the diagonal, solve for the rest of its rows, subtract their products from the rest of the matrix. LAPACK's own
     * does the same in one call, and says nothing for minutes.
     *
     * @param progress told the arithmetic done, in thousandths
     * @throws BadInput if it is not positive definite in fp32
     */
    void factor(Progress progress) {
        for (int start = 0; start < n; start += PANEL) {
            int rows = Math.min(PANEL, n - start);
            int rest = n - start - rows;
            int info = openblas.LAPACKE_spotrf_work(COLUMN_MAJOR, UPPER, rows, at(start, start), n);
            if (info != 0) {
                throw BadInput.in(
                        "Gram matrix of " + n + " points",
                        "is singular in single precision: factoring stopped at point " + (start + info),
                        "give a positive --ridge, a more local kernel, or --solver nystrom");
            }
            if (rest > 0) {
                int next = start + rows;
                openblas.cblas_strsm(
                        openblas.CblasColMajor,
                        openblas.CblasLeft,
                        openblas.CblasUpper,
                        openblas.CblasTrans,
                        openblas.CblasNonUnit,
                        rows,
                        rest,
                        1,
                        at(start, start),
                        n,
                        at(start, next),
                        n);
                openblas.cblas_ssyrk(
                        openblas.CblasColMajor,
                        openblas.CblasUpper,
                        openblas.CblasTrans,
                        rest,
                        rows,
                        -1,
                        at(start, next),
                        n,
                        1,
                        at(next, next),
                        n);
            }
            double left = (double) rest / n;
            progress.at("factorisation", Math.round(1000 * (1 - left * left * left)), 1000);
        }
        factored = true;
    }

    /** Where an entry of the column-major upper triangle lies. */
    private FloatPointer at(int row, int column) {
        return buffer.getPointer((long) column * n + row);
    }

    /** Solves (K + λI) Z = R with the factor, in fp32. R is [n, k], any type; the result is fp64 [n, k]. */
    Tensor solve(Tensor right) {
        try (StepScope scope = StepScope.open()) {
            int columns = Math.toIntExact(right.size(1));
            // fp32 has a narrow range: scale by the largest entry and back.
            double scale = right.abs().max().item_double();
            if (scale == 0) {
                return scope.pass(right.to(ScalarType.Double).clone());
            }
            Tensor values = right.div(new Scalar(scale)).t().contiguous().to(ScalarType.Float);
            int info = openblas.LAPACKE_spotrs_work(
                    COLUMN_MAJOR, UPPER, n, columns, buffer, n, new FloatPointer(values.data_ptr()), n);
            if (info != 0) {
                throw new IllegalStateException("spotrs: argument " + -info);
            }
            return scope.pass(values.t().contiguous().to(ScalarType.Double).mul_(new Scalar(scale)));
        }
    }

    /** LAPACK's estimate of the condition number κ₁ = ‖K‖₁ ‖K⁻¹‖₁, from the fp32 factor: an order of magnitude. */
    double condition() {
        try (StepScope scope = StepScope.open()) {
            FloatPointer reciprocal = new FloatPointer(1);
            int info = openblas.LAPACKE_spocon_work(
                    COLUMN_MAJOR,
                    UPPER,
                    n,
                    buffer,
                    n,
                    (float) rowSums.max().item_double(),
                    reciprocal,
                    new FloatPointer(3L * n),
                    new IntPointer((long) n));
            if (info != 0) {
                throw new IllegalStateException("spocon: argument " + -info);
            }
            return 1.0 / reciprocal.get();
        }
    }

    @Override
    public void close() {
        matrix.close();
        rowSums.close();
        buffer.close();
    }
}
