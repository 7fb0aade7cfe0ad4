package dev.shatter.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shatter.bound.CodeLength;
import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import dev.shatter.core.Json;
import dev.shatter.data.Shape;
import dev.shatter.information.code.BitReader;
import dev.shatter.information.code.BitWriter;
import dev.shatter.information.code.SymbolCoder;
import dev.shatter.network.Architecture;
import dev.shatter.network.Networks;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read back to the bit, and is as short as theory says. */
class NetworkCodeTest {
    private static final Architecture ARCHITECTURE = Networks.architecture("mlp:20", Shape.of(1, 5, 5), 4);

    private static int[] symbols(int count, int alphabet, double skew) {
        Chance chance = Chance.of(2, "symbols", count, alphabet);
        int[] symbols = new int[count];
        for (int i = 0; i < count; i++) {
            symbols[i] = (int) (alphabet * Math.pow(chance.nextDouble(), skew));
        }
        return symbols;
    }

    @ParameterizedTest
    @CsvSource({"0,1,1", "1,1,1", "1,2,1", "300,1,1", "2000,5,1", "2000,5,6", "5000,2,40", "3000,64,2", "20000,3,1"})
    void symbolsComeBackAndCostTheirEntropy(int count, int alphabet, double skew) {
        int[] symbols = symbols(count, alphabet, skew);
        BitWriter out = new BitWriter();
        SymbolCoder.write(out, symbols, alphabet);
        assertThat(SymbolCoder.read(new BitReader(out.toBytes(), out.count()), count, alphabet))
                .isEqualTo(symbols);
        // The adaptive model's own length, symbol by symbol; the coder adds at most two bits.
        double ideal = 0;
        int[] seen = new int[alphabet];
        for (int t = 0; t < count; t++) {
            ideal -= Math.log((seen[symbols[t]] + 0.5) / (t + alphabet / 2.0)) / Math.log(2);
            seen[symbols[t]]++;
        }
        assertThat((double) out.count()).isBetween(ideal, ideal + 2.1);
        if (count >= 2000) {
            long[] counts = Arrays.stream(seen).asLongStream().toArray();
            assertThat(out.count()).isLessThanOrEqualTo(CodeLength.enumerative(counts) + 8 + alphabet / 2);
        }
    }

    /** So no code word begins another, and lengths need no length in front (Kraft 1949). */
    @ParameterizedTest
    @CsvSource({"1,3,1", "40,3,1", "500,2,3", "999,5,6"})
    void whateverFollowsTheSameSymbolsAreRead(int count, int alphabet, double skew) {
        int[] symbols = symbols(count, alphabet, skew);
        for (int trial = 0; trial < 20; trial++) {
            BitWriter out = new BitWriter();
            SymbolCoder.write(out, symbols, alphabet);
            Chance chance = Chance.of(trial, "bits behind");
            for (int i = 0; i < 64; i++) {
                out.bit(trial == 0 || (trial > 1 && chance.nextInt(2) == 1));
            }
            assertThat(SymbolCoder.read(new BitReader(out.toBytes(), out.count()), count, alphabet))
                    .isEqualTo(symbols);
        }
    }

    @Test
    void numbersInGammaCodeComeBack() {
        long[] numbers = {1, 2, 3, 4, 7, 8, 1000, (1L << 40) + 17, Long.MAX_VALUE};
        BitWriter out = new BitWriter();
        long bits = 0;
        for (long number : numbers) {
            out.gamma(number);
            bits += CodeLength.eliasGamma(number);
        }
        assertThat(out.count()).isEqualTo(bits);
        BitReader in = new BitReader(out.toBytes(), out.count());
        for (long number : numbers) {
            assertThat(in.gamma()).isEqualTo(number);
        }
    }

    @Test
    void aCodeDecodesToTheVeryNetwork() {
        int[] symbols = symbols(150, 5, 1.5);
        float[] levels = {-0.5f, -0.125f, 0, 0.125f, NetworkCode.rounded(0.37f)};
        NetworkCode code = NetworkCode.of(7, levels, symbols);
        float[] theta = new float[150];
        for (int j = 0; j < theta.length; j++) {
            theta[j] = levels[symbols[j]];
        }
        Subspace subspace = Subspace.of(ARCHITECTURE, 150, 7);
        assertThat(code.decode(ARCHITECTURE)).isEqualTo(subspace.weights(theta));
        // Nothing but the bits counts: what stands behind them in the last byte is not read.
        byte[] dirty = code.bytes().clone();
        dirty[dirty.length - 1] |= (byte) ((1L << (8L * dirty.length - code.bits())) - 1);
        assertThat(new NetworkCode(dirty, code.bits()).decode(ARCHITECTURE)).isEqualTo(subspace.weights(theta));
        // One symbol changed is another network.
        symbols[3] = (symbols[3] + 1) % 5;
        assertThat(NetworkCode.of(7, levels, symbols).decode(ARCHITECTURE)).isNotEqualTo(subspace.weights(theta));
    }

    @Test
    void damagedBitsAreRefusedPlainly() {
        assertThatThrownBy(() -> new NetworkCode(new byte[3], 24).decode(ARCHITECTURE))
                .isInstanceOf(BadInput.class);
        BitWriter out = new BitWriter();
        out.gamma(1);
        out.gamma(1L << 40);
        out.gamma(3);
        assertThatThrownBy(() -> new NetworkCode(out.toBytes(), out.count()).decode(ARCHITECTURE))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("coordinates");
    }

    /** The map is an isometry, and the decoder's constants never change: the number of a code depends on them. */
    @Test
    void theSubspaceIsFixedForEver() {
        Subspace subspace = Subspace.of(ARCHITECTURE, 60, 1);
        double[] squares = new double[60];
        for (int i = 0; i < subspace.bucket().length; i++) {
            squares[(int) subspace.bucket()[i]] += Math.pow(subspace.factor()[i], 2);
        }
        assertThat(Arrays.stream(squares).allMatch(s -> Math.abs(s - 1) < 1e-5)).isTrue();
        float[] ones = new float[60];
        Arrays.fill(ones, 1);
        String print = Json.sha256(Arrays.toString(subspace.weights(ones)));
        assertThat(print).isEqualTo("c35e7b788d048d9caf363cc375be8173b4b73cbdda3808c2182119fecb39ae7b");
    }

    @Test
    void levelsHaveSixteenBits() {
        assertThat(NetworkCode.rounded(1.0035f)).isEqualTo(1.0f);
        assertThat(NetworkCode.rounded(-3.14159f)).isEqualTo(-3.140625f);
        assertThatThrownBy(() -> NetworkCode.of(1, new float[] {0.1f}, new int[] {0}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
