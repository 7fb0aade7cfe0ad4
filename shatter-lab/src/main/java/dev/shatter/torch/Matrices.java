package dev.shatter.torch;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * m matrices in the memory of a tensor [m, rows, columns], to be multiplied in place: C_i ← A_i B_i + β C_i is one call of the BLAS
 * for each i, and no tensor is made. At sizes where a product takes a few microseconds, libtorch's own calls take as long again.
 *
 * <p>A view: the tensor must live, and stay where it is, as long as this is used. fp32 or fp64.
 */
public final class Matrices {
    private final FloatPointer[] floats;
    private final DoublePointer[] doubles;
    private final int count;
    private final int rows;
    private final int columns;
    private final int lead;
    private final boolean transposed;

    private Matrices(
            FloatPointer[] floats,
            DoublePointer[] doubles,
            int count,
            int rows,
            int columns,
            int lead,
            boolean transposed) {
        this.floats = floats;
        this.doubles = doubles;
        this.count = count;
        this.rows = rows;
        this.columns = columns;
        this.lead = lead;
        this.transposed = transposed;
    }

    /**
     * The matrices of a tensor.
     *
     * @param tensor [m, rows, columns], fp32 or fp64, each row without gaps
     */
    public static Matrices of(Tensor tensor) {
        int count = Math.toIntExact(tensor.size(0));
        int rows = Math.toIntExact(tensor.size(1));
        int columns = Math.toIntExact(tensor.size(2));
        if (columns > 1 && tensor.stride(2) != 1) {
            throw new IllegalArgumentException("the rows have gaps of " + tensor.stride(2));
        }
        // BLAS wants a distance of rows of at least their length, where there is but one too.
        int lead = Math.toIntExact(rows == 1 ? columns : Math.max(tensor.stride(1), columns));
        boolean wide = tensor.scalar_type().intern() == ScalarType.Double;
        FloatPointer[] floats = new FloatPointer[wide ? 0 : count];
        DoublePointer[] doubles = new DoublePointer[wide ? count : 0];
        long step = count == 1 ? 0 : tensor.stride(0);
        if (wide) {
            DoublePointer first = tensor.data_ptr_double();
            for (int i = 0; i < count; i++) {
                doubles[i] = new DoublePointer(first).position(i * step);
            }
        } else {
            FloatPointer first = tensor.data_ptr_float();
            for (int i = 0; i < count; i++) {
                floats[i] = new FloatPointer(first).position(i * step);
            }
        }
        return new Matrices(floats, doubles, count, rows, columns, lead, false);
    }

    /** The transposed matrices, in the same memory. */
    public Matrices transposed() {
        return new Matrices(floats, doubles, count, columns, rows, lead, !transposed);
    }

    /** This ← A B + β this, matrix by matrix. Not for transposed matrices. */
    public void set(Matrices a, Matrices b, double beta) {
        if (transposed
                || a.count != count
                || b.count != count
                || a.rows != rows
                || b.columns != columns
                || a.columns != b.rows) {
            throw new IllegalArgumentException(this + " from " + a + " and " + b);
        }
        int first = a.transposed ? openblas.CblasTrans : openblas.CblasNoTrans;
        int second = b.transposed ? openblas.CblasTrans : openblas.CblasNoTrans;
        for (int i = 0; i < floats.length; i++) {
            openblas.cblas_sgemm(
                    openblas.CblasRowMajor,
                    first,
                    second,
                    rows,
                    columns,
                    a.columns,
                    1f,
                    a.floats[i],
                    a.lead,
                    b.floats[i],
                    b.lead,
                    (float) beta,
                    floats[i],
                    lead);
        }
        for (int i = 0; i < doubles.length; i++) {
            openblas.cblas_dgemm(
                    openblas.CblasRowMajor,
                    first,
                    second,
                    rows,
                    columns,
                    a.columns,
                    1,
                    a.doubles[i],
                    a.lead,
                    b.doubles[i],
                    b.lead,
                    beta,
                    doubles[i],
                    lead);
        }
    }

    /** One number. Not for transposed matrices. */
    public double get(int matrix, int row, int column) {
        long place = (long) row * lead + column;
        return floats.length > 0 ? floats[matrix].get(place) : doubles[matrix].get(place);
    }

    @Override
    public String toString() {
        return count + " matrices " + rows + "x" + columns;
    }
}
