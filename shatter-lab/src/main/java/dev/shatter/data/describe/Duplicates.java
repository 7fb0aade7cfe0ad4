package dev.shatter.data.describe;

import dev.shatter.data.Dataset;
import dev.shatter.data.Split;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Samples that equal another byte for byte.
 *
 * @param train training samples that equal an earlier training sample
 * @param trainConflicting of these, how many carry a label that no earlier equal carries
 * @param test test samples that equal an earlier test sample
 * @param testConflicting of these, how many carry a label that no earlier equal carries
 * @param across test samples that equal a training sample: the leak from train to test
 * @param acrossConflicting of these, how many carry a label that no equal training sample carries
 */
public record Duplicates(
        int train, int trainConflicting, int test, int testConflicting, int across, int acrossConflicting) {

    /** Compares all samples through their hashes; equal hashes are compared byte for byte. */
    public static Duplicates of(Dataset data) {
        Labels train = new Labels();
        Labels test = new Labels();
        Count withinTrain = new Count();
        Count withinTest = new Count();
        Count across = new Count();
        for (int i = 0; i < data.train().count(); i++) {
            withinTrain.add(train.see(data.train(), i), data.train().labels()[i]);
        }
        for (int i = 0; i < data.test().count(); i++) {
            withinTest.add(test.see(data.test(), i), data.test().labels()[i]);
            across.add(train.of(data.test(), i), data.test().labels()[i]);
        }
        return new Duplicates(
                withinTrain.equal,
                withinTrain.conflicting,
                withinTest.equal,
                withinTest.conflicting,
                across.equal,
                across.conflicting);
    }

    private static final class Count {
        private int equal;
        private int conflicting;

        void add(Set<Integer> others, int label) {
            equal += others.isEmpty() ? 0 : 1;
            conflicting += others.isEmpty() || others.contains(label) ? 0 : 1;
        }
    }

    /** The labels that go with each content. A byte buffer hashes and compares by content. */
    private static final class Labels {
        private final Map<ByteBuffer, Set<Integer>> byContent = new HashMap<>();

        Set<Integer> of(Split split, int index) {
            return byContent.getOrDefault(content(split, index), Set.of());
        }

        /** The labels of earlier equals; the sample's own is noted for later ones. */
        Set<Integer> see(Split split, int index) {
            ByteBuffer content = content(split, index);
            int label = split.labels()[index];
            Set<Integer> earlier = byContent.getOrDefault(content, Set.of());
            if (earlier.isEmpty()) {
                byContent.put(content, Set.of(label));
            } else if (!earlier.contains(label)) {
                Set<Integer> all = new HashSet<>(earlier);
                all.add(label);
                byContent.put(content, all);
            }
            return earlier;
        }

        private static ByteBuffer content(Split split, int index) {
            int stride = split.inputs().stride();
            return split.inputs().buffer().slice(index * stride, stride);
        }
    }
}
