package dev.shatter.torch;

import dev.shatter.core.BadInput;
import java.util.Locale;

/**
 * Arithmetic of a training step.
 *
 * <p>bf16 keeps the 8 exponent bits of fp32 and 8 bits of significand: products of matrices and convolutions run in bf16,
 * while the loss, batch-norm statistics and the optimiser's state stay in fp32. Measures always run in fp32 or fp64.
 */
public enum Precision {
    /** bf16 where the processor multiplies it natively, else fp32. */
    AUTO,
    /** IEEE single precision throughout. */
    FP32,
    /** bfloat16 products with fp32 sums; correct everywhere, slow without AMX or AVX512-BF16. */
    BF16;

    /** Reads {@code auto}, {@code fp32} or {@code bf16}. */
    public static Precision parse(String text) {
        for (Precision precision : values()) {
            if (precision.text().equals(text)) {
                return precision;
            }
        }
        throw BadInput.in("--precision '" + text + "'", "is not known", "choose one of auto, fp32, bf16");
    }

    /** As typed. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * FP32 or BF16: what a run on this machine uses and records. Depends only on the processor and its libraries, so it
     * repeats. Loads libtorch.
     */
    public Precision here() {
        return this == AUTO && Natives.oneDnn() == OneDnn.OFF ? FP32 : on(Machine.here());
    }

    /** FP32 or BF16 by what a processor can multiply. */
    public Precision on(Machine machine) {
        if (this != AUTO) {
            return this;
        }
        return machine.has("amx_bf16") || machine.has("avx512_bf16") ? BF16 : FP32;
    }
}
