package dev.shatter.certify;

import dev.shatter.bound.CodeLength;
import dev.shatter.network.Network;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A rounded network: every tensor on a uniform grid of 2^b - 1 values between ± its scale, b from 2 to 8.
 *
 * <p>The code, fixed beforehand and self-delimiting: b among 7 choices; for each tensor 16 bits of scale (bf16, rounded up),
 * one bit that says which of two codes follows, and the shorter of b bits a value and the enumerative code of the values.
 *
 * @param bits of its description
 * @param network the decoded network; the caller closes it
 */
record Quantised(long bits, Network network) {
    static final int LEAST = 2;
    static final int MOST = 8;

    /** Rounds a network without batch norm to b bits a value. */
    static Quantised encode(Network network, int b) {
        Network decoded = network.copy();
        long bits = CodeLength.choice(MOST - LEAST + 1);
        try (StepScope scope = StepScope.open();
                NoGradGuard off = new NoGradGuard()) {
            for (Map.Entry<String, Tensor> entry : decoded.parameters().entrySet()) {
                double[] values = Tensors.doubles(entry.getValue());
                float largest = 0;
                for (double value : values) {
                    largest = Math.max(largest, Math.abs((float) value));
                }
                float scale = roundedUp(largest);
                int half = (1 << (b - 1)) - 1;
                float step = scale / half;
                long[] counts = new long[2 * half + 1];
                for (int i = 0; i < values.length; i++) {
                    long symbol = step > 0 ? Math.round(values[i] / step) : 0;
                    int place = (int) Math.max(-half, Math.min(half, symbol));
                    counts[place + half]++;
                    values[i] = place * step;
                }
                bits += 16 + 1 + Math.min((long) b * values.length, CodeLength.enumerative(counts));
                entry.getValue()
                        .detach()
                        .copy_(Tensors.of(values, entry.getValue().shape()).to(ScalarType.Float));
            }
        }
        return new Quantised(bits, decoded);
    }

    /** The next bf16: a float whose lower 16 bits are 0. */
    static float roundedUp(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.intBitsToFloat((bits & 0xFFFF) == 0 ? bits : (bits & 0xFFFF0000) + 0x10000);
    }
}
