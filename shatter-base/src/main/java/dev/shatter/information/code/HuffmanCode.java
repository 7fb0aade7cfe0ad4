package dev.shatter.information.code;

import dev.shatter.core.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * The shortest prefix code of whole bits for symbols of known weights: H ≤ mean length &lt; H + 1 bits (Huffman 1952). Words are canonical:
 * in the order of their lengths, and of the symbols among equals.
 *
 * @param lengths bits of each symbol's word, 0 for a symbol of weight 0; a symbol alone has one bit
 * @param words the words as zeros and ones
 */
public record HuffmanCode(List<Integer> lengths, List<String> words) {
    public HuffmanCode {
        lengths = List.copyOf(lengths);
        words = List.copyOf(words);
    }

    private record Node(double weight, int first, List<Integer> symbols) {}

    /**
     * The code of these weights.
     *
     * @param weights at least 0, not all of them 0; probabilities or counts
     */
    public static HuffmanCode of(double... weights) {
        int[] lengths = new int[weights.length];
        // Of equal weights the one with the smallest symbol first, so that the code does not depend on a queue's whim.
        PriorityQueue<Node> queue =
                new PriorityQueue<>(Comparator.comparingDouble(Node::weight).thenComparingInt(Node::first));
        for (int s = 0; s < weights.length; s++) {
            if (!(weights[s] >= 0) || Double.isInfinite(weights[s])) {
                throw BadInput.in("weight " + (s + 1), weights[s] + " is none", "give finite numbers of at least 0");
            }
            if (weights[s] > 0) {
                queue.add(new Node(weights[s], s, List.of(s)));
            }
        }
        if (queue.isEmpty()) {
            throw BadInput.in("weights", "are all 0", "give some symbol a weight");
        }
        if (queue.size() == 1) {
            lengths[queue.element().first()] = 1;
        }
        while (queue.size() > 1) {
            Node a = queue.remove();
            Node b = queue.remove();
            List<Integer> both = new ArrayList<>(a.symbols());
            both.addAll(b.symbols());
            both.forEach(s -> lengths[s]++);
            queue.add(new Node(a.weight() + b.weight(), Math.min(a.first(), b.first()), both));
        }
        return new HuffmanCode(Arrays.stream(lengths).boxed().toList(), words(lengths));
    }

    private static List<String> words(int... lengths) {
        String[] words = new String[lengths.length];
        Arrays.fill(words, "");
        String last = "";
        for (int symbol : IntStream.range(0, lengths.length)
                .filter(s -> lengths[s] > 0)
                .boxed()
                .sorted(Comparator.comparingInt(s -> lengths[s]))
                .mapToInt(Integer::intValue)
                .toArray()) {
            last = last.isEmpty() ? "0".repeat(lengths[symbol]) : next(last, lengths[symbol]);
            words[symbol] = last;
        }
        return List.of(words);
    }

    /** The word that follows in counting, with zeros behind it. */
    private static String next(String word, int length) {
        int zero = word.lastIndexOf('0');
        return word.substring(0, zero) + "1" + "0".repeat(length - zero - 1);
    }

    /** Mean bits a symbol when symbols come with these probabilities: those of the code, or others. */
    public double meanLength(double... law) {
        if (law.length != lengths.size()) {
            throw BadInput.in("law", "has " + law.length + " symbols, the code " + lengths.size(), "give as many");
        }
        return IntStream.range(0, law.length)
                .mapToDouble(
                        s -> law[s] == 0 ? 0 : lengths.get(s) == 0 ? Double.POSITIVE_INFINITY : law[s] * lengths.get(s))
                .sum();
    }

    public void write(BitWriter out, int... symbols) {
        for (int symbol : symbols) {
            words.get(symbol).chars().forEach(c -> out.bit(c == '1'));
        }
    }

    /** Reads what {@link #write} wrote. */
    public int[] read(BitReader in, int count) {
        int[] symbols = new int[count];
        for (int i = 0; i < count; i++) {
            StringBuilder word = new StringBuilder();
            do {
                word.append(in.bit() ? '1' : '0');
                if (word.length() > words.size()) {
                    throw BadInput.in(
                            "Huffman code, symbol " + (i + 1), "is no word of it", "give the bits as written");
                }
                symbols[i] = words.indexOf(word.toString());
            } while (symbols[i] < 0);
        }
        return symbols;
    }
}
