package dev.shatter.information.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Draw;
import dev.shatter.core.Property;
import dev.shatter.information.Entropy;
import dev.shatter.information.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HuffmanCodeTest {
    @Test
    void dyadicLawsAreCodedByTheirEntropy() {
        HuffmanCode code = HuffmanCode.of(0.5, 0.25, 0.125, 0.125);
        assertThat(code.words()).containsExactly("0", "10", "110", "111");
        assertThat(code.meanLength(0.5, 0.25, 0.125, 0.125)).isCloseTo(1.75, within(1e-15));
        // Huffman's own: lengths of equal weights differ by at most 1.
        assertThat(HuffmanCode.of(1, 1, 1, 1, 1).lengths()).containsExactlyInAnyOrder(2, 2, 2, 3, 3);
        assertThat(HuffmanCode.of(0, 7, 0).words()).containsExactly("", "0", "");
        assertThat(HuffmanCode.of(0, 1).meanLength(0.5, 0.5)).isInfinite();
    }

    /** Kraft's sum is 1, no word begins another, H ≤ mean < H + 1, what is written is read. */
    @Property(tries = 100)
    void isAPrefixCodeWithinABitOfTheEntropy(Draw draw) {
        Chance chance = draw.chance();
        int symbols = draw.whole(2, 20);
        double[] weights = IntStream.range(0, symbols)
                .mapToDouble(i -> Math.exp(6 * chance.nextGaussian()))
                .toArray();
        double sum = Arrays.stream(weights).sum();
        double[] law = Arrays.stream(weights).map(w -> w / sum).toArray();
        HuffmanCode code = HuffmanCode.of(weights);
        assertThat(code.lengths().stream().mapToDouble(l -> Math.pow(2, -l)).sum())
                .isCloseTo(1, within(1e-12));
        List<String> words = code.words();
        for (String word : words) {
            assertThat(words).filteredOn(other -> other.startsWith(word)).containsExactly(word);
        }
        double bits = Unit.BITS.of(Entropy.of(law));
        assertThat(code.meanLength(law)).isBetween(bits - 1e-9, bits + 1);
        int[] text = IntStream.range(0, 50).map(i -> chance.nextInt(symbols)).toArray();
        BitWriter out = new BitWriter();
        code.write(out, text);
        assertThat(code.read(new BitReader(out.toBytes(), out.count()), 50)).containsExactly(text);
    }

    @Test
    void whatHasNoCodeIsRefused() {
        assertThatThrownBy(() -> HuffmanCode.of(0, 0)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> HuffmanCode.of(1, -1)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> HuffmanCode.of(1, 2).meanLength(1)).isInstanceOf(BadInput.class);
        HuffmanCode lacking = HuffmanCode.of(1, 1, 0);
        assertThat(lacking.read(new BitReader(new byte[] {0x40}, 2), 2)).containsExactly(0, 1);
        assertThatThrownBy(() -> HuffmanCode.of(0, 1).read(new BitReader(new byte[] {-1}, 8), 1))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void symbolsAreCodedByFixedFrequenciesToo() {
        Chance chance = Chance.of(2, "symbols");
        long[] frequencies = {900, 50, 49, 1};
        int[] text = IntStream.range(0, 3000)
                .map(i -> chance.nextInt(10) == 0 ? 1 + i % 3 : 0)
                .toArray();
        BitWriter out = new BitWriter();
        SymbolCoder.write(out, text, frequencies);
        assertThat(SymbolCoder.read(new BitReader(out.toBytes(), out.count()), text.length, frequencies))
                .containsExactly(text);
        double bits = Arrays.stream(text)
                .mapToDouble(s -> -Math.log(frequencies[s] / 1000.0) / Math.log(2))
                .sum();
        assertThat((double) out.count()).isBetween(bits - 1, bits + 3);
        assertThatThrownBy(() -> SymbolCoder.write(new BitWriter(), text, 1L << 29, 1L << 29, 1L))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> SymbolCoder.write(new BitWriter(), text, 5L, 0L))
                .isInstanceOf(BadInput.class);
    }
}
