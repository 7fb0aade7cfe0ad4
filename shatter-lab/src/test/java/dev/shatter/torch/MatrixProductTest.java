package dev.shatter.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MatrixProductTest {
    /** Rounding of a product of length n: about √n · 2⁻²⁴ in fp32 and √n · 2⁻⁹ in bf16, relative to ‖A‖‖B‖‖v‖. */
    @Test
    void fp32AndBf16AreAsExactAsTheyClaim() {
        MatrixProduct fp32 = MatrixProduct.measure(128, Precision.FP32);
        MatrixProduct bf16 = MatrixProduct.measure(128, Precision.BF16);
        assertThat(fp32.error()).isBetween(1e-9, 1e-5);
        assertThat(bf16.error()).isBetween(1e-5, 5e-2);
        assertThat(fp32.gflops()).isPositive();
    }
}
