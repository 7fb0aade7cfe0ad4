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
    /** bf16 where the processor multiplies it natively and a step has enough to multiply, else fp32. */
    AUTO,
    /** IEEE single precision throughout. */
    FP32,
    /** bfloat16 products with fp32 sums; correct everywhere, slow without AMX or AVX512-BF16. */
    BF16;

    /**
     * Multiplications of a step from which bf16 pays, modelled once: casts and calls beside the products cost about 110
     * microseconds a step, and a million multiplications take 6 microseconds less than in fp32. Both from steps of mlp:100 on 40
     * inputs and of mlp:64 and mlp:512 on 784, batch 64, by autograd on one core with AVX512-BF16: 0.7 and 7 million
     * multiplications lose, 52 million gain.
     */
    static final long PAYS = 18_000_000;

    /**
     * The same where derivatives are written out, which is done in fp32 alone: that saves nearly half of a step of mlp:100, 95
     * microseconds on that core.
     */
    static final long PAYS_BESIDE_WRITTEN_OUT = 34_000_000;

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
     * FP32 or BF16: what products on this machine use where they are large. Depends only on the processor and its libraries,
     * so it repeats. Loads libtorch.
     */
    public Precision here() {
        return here(Long.MAX_VALUE, false);
    }

    /**
     * FP32 or BF16: what a training on this machine uses and records.
     *
     * @param work of one of its steps
     * @param writtenOut whether its network has derivatives that are written out
     */
    public Precision here(long work, boolean writtenOut) {
        return this == AUTO && Natives.oneDnn() == OneDnn.OFF ? FP32 : on(Machine.here(), work, writtenOut);
    }

    /** FP32 or BF16 by what a processor can multiply. */
    public Precision on(Machine machine) {
        return on(machine, Long.MAX_VALUE, false);
    }

    /** FP32 or BF16 by what a processor can multiply, and by whether a step has enough to multiply. */
    public Precision on(Machine machine, long work, boolean writtenOut) {
        if (this != AUTO) {
            return this;
        }
        boolean multiplies = machine.has("amx_bf16") || machine.has("avx512_bf16");
        return multiplies && work >= (writtenOut ? PAYS_BESIDE_WRITTEN_OUT : PAYS) ? BF16 : FP32;
    }

    /** Multiplications of a step on a batch. */
    public static long work(long multiplications, int batch) {
        return multiplications * batch;
    }
}
