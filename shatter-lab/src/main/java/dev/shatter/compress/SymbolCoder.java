package dev.shatter.compress;

/**
 * Adaptive arithmetic coding of symbols 0 … q-1: each is coded by the frequencies of those before it, (2c + 1)/(2t + q) for a
 * symbol seen c times among t (Krichevsky and Trofimov 1981), so no table need be sent. Integer arithmetic on 32 bits:
 * Witten, Neal and Cleary 1987.
 */
final class SymbolCoder {
    private static final int PRECISION = 32;
    private static final long TOP = (1L << PRECISION) - 1;
    private static final long HALF = 1L << (PRECISION - 1);
    private static final long QUARTER = HALF >>> 1;

    /** Above it a symbol's share of the interval could vanish. */
    private static final long LARGEST_TOTAL = QUARTER;

    private final long[] frequencies;
    private long total;
    private long low;
    private long high = TOP;

    private SymbolCoder(int alphabet) {
        frequencies = new long[alphabet];
        java.util.Arrays.fill(frequencies, 1);
        total = alphabet;
    }

    /** Writes symbols in 0 … alphabet-1. */
    static void write(BitWriter out, int[] symbols, int alphabet) {
        SymbolCoder coder = new SymbolCoder(alphabet);
        long pending = 0;
        for (int symbol : symbols) {
            coder.narrow(symbol);
            while (coder.settled()) {
                pending = emit(out, coder.low >= HALF, pending);
                coder.shift();
            }
            while (coder.straddles()) {
                pending++;
                coder.zoom();
            }
        }
        // One more bit and its complements point inside the interval whatever follows.
        emit(out, coder.low >= QUARTER, pending + 1);
    }

    private static long emit(BitWriter out, boolean one, long pending) {
        out.bit(one);
        for (long i = 0; i < pending; i++) {
            out.bit(!one);
        }
        return 0;
    }

    /** Reads what {@link #write} wrote. */
    static int[] read(BitReader in, int count, int alphabet) {
        SymbolCoder coder = new SymbolCoder(alphabet);
        long value = in.bits(PRECISION);
        int[] symbols = new int[count];
        for (int i = 0; i < count; i++) {
            long scaled = ((value - coder.low + 1) * coder.total - 1) / (coder.high - coder.low + 1);
            int symbol = 0;
            long below = 0;
            while (below + coder.frequencies[symbol] <= scaled) {
                below += coder.frequencies[symbol++];
            }
            symbols[i] = symbol;
            coder.narrow(symbol);
            while (coder.settled()) {
                value = (value << 1 & TOP) | (in.bit() ? 1 : 0);
                coder.shift();
            }
            while (coder.straddles()) {
                value = ((value - QUARTER) << 1) | (in.bit() ? 1 : 0);
                coder.zoom();
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
        frequencies[symbol] += 2;
        total += 2;
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
