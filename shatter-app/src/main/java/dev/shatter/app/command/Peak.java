package dev.shatter.app.command;

import dev.shatter.app.PlainFormat;
import dev.shatter.torch.MatrixProduct;
import dev.shatter.torch.Precision;

/**
 * What this machine's fp32 arithmetic can do at best, for contests to be measured by.
 *
 * @param gigaflops of a product of large matrices
 */
record Peak(double gigaflops) {
    private static final int SIZE = 2048;

    static Peak measure() {
        return new Peak(MatrixProduct.measure(SIZE, Precision.FP32).gflops());
    }

    String words() {
        return PlainFormat.of("fp32 peak %.0f GFLOPS (a product of %d x %d matrices)", gigaflops, SIZE, SIZE);
    }
}
