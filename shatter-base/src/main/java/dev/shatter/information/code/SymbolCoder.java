package dev.shatter.information.code;

import dev.shatter.core.BadInput;
import java.util.Arrays;

/**
 * Arithmetic coding of symbols 0 … q−1 in integer arithmetic on 32 bits (Witten, Neal and Cleary 1987): at most 2 bits and rounding more than
 * Σ lg(1/p) of the symbols. Adaptive, each symbol is coded by the frequencies of those before it, (2c + 1)/(2t + q) for one seen c times
 * among t (Krichevsky and Trofimov 1981), so that no table need be sent; or by frequencies fixed beforehand.
 */
public final class SymbolCoder {
    private static final int PRECISION = 32;
    private static final long TOP = (1L << PRECISION) - 1;
    private static final long HALF = 1L << (PRECISION - 1);
    private static final long QUARTER = HALF >>> 1;

    /** Above it a symbol's share of the interval could vanish. */
    private static final long LARGEST_TOTAL = QUARTER;

    private final long[] frequencies;
    /** What a symbol's frequency grows by when it is seen. */
    private final int step;

    private long total;
    private long low;
    private long high = TOP;

    private SymbolCoder(long[] frequencies, int step) {
        this.frequencies = frequencies;
        this.step = step;
        total = Arrays.stream(frequencies).sum();
        if (total >= LARGEST_TOTAL || Arrays.stream(frequencies).anyMatch(f -> f < 1)) {
            throw BadInput.in(
                    "frequencies",
                    "some is below 1, or they sum to more than " + LARGEST_TOTAL,
                    "give every symbol that can occur a frequency of at least 1");
        }
    }

    private static SymbolCoder adaptive(int alphabet) {
        long[] ones = new long[alphabet];
        Arrays.fill(ones, 1);
        return new SymbolCoder(ones, 2);
    }

    /** Writes symbols in 0 … alphabet−1, adaptively. */
    public static void write(BitWriter out, int[] symbols, int alphabet) {
        adaptive(alphabet).write(out, symbols);
    }

    /** Writes symbols by fixed frequencies, each at least 1, below 2^30 together. */
    public static void write(BitWriter out, int[] symbols, long... frequencies) {
        new SymbolCoder(frequencies.clone(), 0).write(out, symbols);
    }

    private void write(BitWriter out, int[] symbols) {
        long pending = 0;
        for (int symbol : symbols) {
            narrow(symbol);
            while (settled()) {
                pending = emit(out, low >= HALF, pending);
                shift();
            }
            while (straddles()) {
                pending++;
                zoom();
            }
        }
        // One more bit and its complements point inside the interval whatever follows.
        emit(out, low >= QUARTER, pending + 1);
    }

    private static long emit(BitWriter out, boolean one, long pending) {
        out.bit(one);
        for (long i = 0; i < pending; i++) {
            out.bit(!one);
        }
        return 0;
    }

    /** Reads what was written adaptively. */
    public static int[] read(BitReader in, int count, int alphabet) {
        return adaptive(alphabet).read(in, count);
    }

    /** Reads what was written by these frequencies. */
    public static int[] read(BitReader in, int count, long... frequencies) {
        return new SymbolCoder(frequencies.clone(), 0).read(in, count);
    }

    private int[] read(BitReader in, int count) {
        long value = in.bits(PRECISION);
        int[] symbols = new int[count];
        for (int i = 0; i < count; i++) {
            long scaled = ((value - low + 1) * total - 1) / (high - low + 1);
            int symbol = 0;
            long below = 0;
            while (below + frequencies[symbol] <= scaled) {
                below += frequencies[symbol++];
            }
            symbols[i] = symbol;
            narrow(symbol);
            while (settled()) {
                value = (value << 1 & TOP) | (in.bit() ? 1 : 0);
                shift();
            }
            while (straddles()) {
                value = ((value - QUARTER) << 1) | (in.bit() ? 1 : 0);
                zoom();
            }
        }
        return symbols;
    }

    /** The interval becomes the symbol's part of it, and the symbol more frequent. */
    private void narrow(int symbol) {
        long below = 0;
        for (int k = 0; k < symbol; k++) {
            below += frequencies[k];
        }
        long range = high - low + 1;
        high = low + range * (below + frequencies[symbol]) / total - 1;
        low = low + range * below / total;
        frequencies[symbol] += step;
        total += step;
        if (total >= LARGEST_TOTAL) {
            throw new IllegalStateException("too many symbols for 32 bits");
        }
    }

    /** Whether the highest bit is the same at both ends. */
    private boolean settled() {
        return high < HALF || low >= HALF;
    }

    private void shift() {
        low = low << 1 & TOP;
        high = (high << 1 & TOP) | 1;
    }

    /** Whether the ends are near the middle, on either side of it. */
    private boolean straddles() {
        return low >= QUARTER && high < HALF + QUARTER;
    }

    private void zoom() {
        low = (low - QUARTER) << 1;
        high = ((high - QUARTER) << 1) | 1;
    }
}
