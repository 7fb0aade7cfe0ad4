package dev.shatter.measure;

import dev.shatter.bound.Certificate;
import dev.shatter.bound.CodeLength;
import dev.shatter.bound.Occam;
import dev.shatter.bound.Scope;
import dev.shatter.network.Network;
import dev.shatter.torch.StepScope;
import dev.shatter.torch.Tensors;
import dev.shatter.train.Examples;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Occam's razor on a rounded network: every tensor of the folded network on a uniform grid of 2^b - 1 values between ± its
 * scale, b from 2 to 8.
 *
 * <p>The code, fixed beforehand and self-delimiting: b among 7 choices; for each tensor 16 bits of scale (bf16, rounded up),
 * one bit that says which of two codes follows, and the shorter of b bits a value and the enumerative code of the values.
 * Batch norm is folded, so its statistics are in the code.
 */
final class Quantised {
    private static final int LEAST = 2;
    private static final int MOST = 8;

    /**
     * A rounded network's code.
     *
     * @param bits of its description
     * @param network the decoded network; the caller closes it
     */
    record Code(long bits, Network network) {}

    private Quantised() {}

    /** The best certificate over b; the code pays for the choice. */
    static Proof prove(Subject subject, double delta) {
        Scope scope = Scope.ofCompressed(subject.n(), subject.classes());
        @Nullable Certificate best = null;
        Map<String, Double> evidence = new TreeMap<>();
        for (int b = LEAST; b <= MOST; b++) {
            Code code = encode(subject.folded(), b);
            try (Network network = code.network()) {
                double nats = Occam.nats(code.bits());
                double least = Occam.upper(0, nats, subject.n(), delta);
                if (best != null && least >= best.value()) {
                    continue;
                }
                double error = error(network, subject.train());
                Certificate certificate = Occam.certify(scope, error, nats, delta)
                        .assuming("the network rounded to " + b + " bits a weight, " + code.bits()
                                + " bits in all, training error " + error);
                if (best == null || certificate.value() < best.value()) {
                    best = certificate;
                    evidence.put("bits", (double) code.bits());
                    evidence.put("bitsPerWeight", (double) b);
                    evidence.put("error", error);
                }
            }
        }
        if (subject.comparable() != null) {
            int bits = Objects.requireNonNull(evidence.get("bitsPerWeight")).intValue();
            try (Network network = encode(subject.folded(), bits).network()) {
                evidence.put("testError", error(network, subject.test()));
            }
        }
        return Proof.of(Objects.requireNonNull(best), evidence);
    }

    private static double error(Network network, Examples examples) {
        return (double) Outputs.of(network, examples).errors() / examples.count();
    }

    /** Rounds a network without batch norm to b bits a value. */
    static Code encode(Network network, int b) {
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
        return new Code(bits, decoded);
    }

    /** The next bf16: a float whose lower 16 bits are 0. */
    static float roundedUp(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.intBitsToFloat((bits & 0xFFFF) == 0 ? bits : (bits & 0xFFFF0000) + 0x10000);
    }
}
