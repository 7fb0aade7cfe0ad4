package dev.shatter.information;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.information.code.BitWriter;
import dev.shatter.information.code.HuffmanCode;
import dev.shatter.information.code.SymbolCoder;
import java.util.Arrays;
import java.util.List;

/**
 * What entropy and divergence mean: bits a symbol of codes made for the law p that symbols come from, and of the same codes made for a
 * wrong law q, which cost KL(p‖q) more.
 *
 * @param entropy H(p), bits
 * @param huffman mean length of p's Huffman code
 * @param arithmetic length of an arithmetic code, truly written for symbols drawn from p
 * @param divergence KL(p‖q), bits; 0 without a wrong law
 * @param wrongHuffman mean length of q's Huffman code on symbols of p
 * @param wrongArithmetic length of an arithmetic code by q, written for the same symbols
 * @param drawn number of symbols written
 * @param drawnCross mean of lg(1/q) over the symbols drawn: what the arithmetic code by q comes to, but for chance
 * @param words p's Huffman code
 */
public record CodeLengths(
        double entropy,
        double huffman,
        double arithmetic,
        double divergence,
        double wrongHuffman,
        double wrongArithmetic,
        int drawn,
        double drawnCross,
        List<String> words) {
    /** Frequencies sum to about this: finer than any law one writes down, coarser than the coder's limit. */
    private static final double RESOLUTION = 1 << 24;

    public CodeLengths {
        words = List.copyOf(words);
    }

    /**
     * Codes for p, and for q in its place.
     *
     * @param p law that symbols come from
     * @param q law that the wrong code believes in; must allow what p allows
     * @param symbols how many to draw and write
     */
    public static CodeLengths of(double[] p, double[] q, int symbols, Chance chance) {
        double[] law = Entropy.law("law", p);
        double[] wrong = Entropy.law("wrong law", q);
        double divergence = Entropy.relative(law, wrong);
        if (Double.isInfinite(divergence)) {
            throw BadInput.in("wrong law", "gives a symbol that occurs no word", "give every such symbol a share");
        }
        if (symbols < 1) {
            throw BadInput.in("symbols", symbols + " are too few", "give at least 1");
        }
        int[] drawn = draw(law, symbols, chance);
        HuffmanCode right = HuffmanCode.of(law);
        double cross =
                Arrays.stream(drawn).mapToDouble(s -> -Math.log(wrong[s])).sum() / symbols;
        return new CodeLengths(
                Unit.BITS.of(Entropy.of(law)),
                right.meanLength(law),
                written(drawn, law),
                Unit.BITS.of(divergence),
                HuffmanCode.of(wrong).meanLength(law),
                written(drawn, wrong),
                symbols,
                Unit.BITS.of(cross),
                right.words());
    }

    private static double written(int[] symbols, double[] law) {
        BitWriter out = new BitWriter();
        SymbolCoder.write(
                out,
                symbols,
                Arrays.stream(law)
                        .mapToLong(p -> Math.max(1, Math.round(RESOLUTION * p)))
                        .toArray());
        return out.count() / (double) symbols.length;
    }

    private static int[] draw(double[] law, int count, Chance chance) {
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            double left = chance.nextDouble();
            // The last symbol that occurs takes what rounding leaves.
            for (int symbol = 0; symbol < law.length && left >= 0; symbol++) {
                drawn[i] = law[symbol] > 0 ? symbol : drawn[i];
                left -= law[symbol];
            }
        }
        return drawn;
    }
}
