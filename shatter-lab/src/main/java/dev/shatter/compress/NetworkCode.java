package dev.shatter.compress;

import dev.shatter.core.BadInput;
import dev.shatter.information.code.BitReader;
import dev.shatter.information.code.BitWriter;
import dev.shatter.information.code.SymbolCoder;
import dev.shatter.network.Architecture;

/**
 * A network of a known architecture as bits: seed + 1, r and q in Elias gamma code, q levels of 16 bits (the upper half of an
 * fp32), and r symbols that say which level each coordinate of the {@link Subspace} has. Whatever bits follow, the same
 * network is read: no code begins another.
 *
 * @param bytes the bits, the last byte filled up with zeros
 * @param bits how many they are
 */
record NetworkCode(byte[] bytes, long bits) {
    private static final int LEVEL_BITS = 16;

    /** No code here has so many coordinates or levels: longer ones are damaged. */
    private static final long LARGEST = 1 << 24;

    /**
     * Writes a network.
     *
     * @param seed of the subspace, ≥ 0
     * @param levels values of the q symbols, each as {@link #rounded} gives it
     * @param symbols of the r coordinates
     */
    static NetworkCode of(long seed, float[] levels, int[] symbols) {
        BitWriter out = new BitWriter();
        out.gamma(Math.addExact(seed, 1));
        out.gamma(symbols.length);
        out.gamma(levels.length);
        for (float level : levels) {
            if (level != rounded(level)) {
                throw new IllegalArgumentException("a level of more than 16 bits: " + level);
            }
            out.bits(Float.floatToIntBits(level) >>> LEVEL_BITS, LEVEL_BITS);
        }
        SymbolCoder.write(out, symbols, levels.length);
        return new NetworkCode(out.toBytes(), out.count());
    }

    /** The nearest number of 16 bits: sign, exponent and 7 digits of an fp32 (bfloat16), ties to even. */
    static float rounded(float value) {
        int bits = Float.floatToIntBits(value);
        int odd = bits >>> LEVEL_BITS & 1;
        return Float.intBitsToFloat((bits + 0x7FFF + odd) & 0xFFFF0000);
    }

    /**
     * The decoder: all weights [p] of the network, from these bits and the architecture alone.
     *
     * @throws BadInput if the bits are no such code
     */
    float[] decode(Architecture architecture) {
        BitReader in = new BitReader(bytes, bits);
        long seed = in.gamma() - 1;
        long dimension = in.gamma();
        long alphabet = in.gamma();
        if (dimension > LARGEST || alphabet > LARGEST) {
            throw BadInput.in(
                    "network code",
                    "asks for " + dimension + " coordinates of " + alphabet + " levels",
                    "give the bits as they were written");
        }
        float[] levels = new float[(int) alphabet];
        for (int k = 0; k < levels.length; k++) {
            levels[k] = Float.intBitsToFloat((int) in.bits(LEVEL_BITS) << LEVEL_BITS);
        }
        int[] symbols = SymbolCoder.read(in, (int) dimension, (int) alphabet);
        float[] theta = new float[symbols.length];
        for (int j = 0; j < theta.length; j++) {
            theta[j] = levels[symbols[j]];
        }
        return Subspace.of(architecture, (int) dimension, seed).weights(theta);
    }
}
