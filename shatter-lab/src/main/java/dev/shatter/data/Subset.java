package dev.shatter.data;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import java.util.Arrays;

/**
 * A stratified draw without replacement: exactly n samples, classes in the proportions of the whole (largest remainder,
 * at least one of each class), in the order of the whole.
 *
 * <p>Each class has one random order a seed and the draw takes its beginning, so with balanced classes the smaller of two
 * subsets with the same seed is part of the larger.
 */
public final class Subset {
    private Subset() {}

    /**
     * The data with n training samples; the test split stays whole.
     *
     * @throws BadInput if n is below the number of classes or above the number of training samples
     */
    public static Dataset of(Dataset data, int n, long seed) {
        return strata(data, data.derived(act(n, seed), draw(data, data.train(), "train", n, seed), data.test()));
    }

    /** The data with n training and {@code tests} test samples. */
    public static Dataset of(Dataset data, int n, int tests, long seed) {
        return strata(
                data,
                data.derived(
                        act(n, seed) + ",test=" + tests,
                        draw(data, data.train(), "train", n, seed),
                        draw(data, data.test(), "test", tests, seed)));
    }

    private static Dataset strata(Dataset whole, Dataset part) {
        boolean less = part.train().count() < whole.train().count()
                || part.test().count() < whole.test().count();
        return less ? part.with(part.origin().inStrata()) : part;
    }

    /** So many training and test samples, stratified; 0 takes all. */
    public static Dataset take(Dataset whole, int train, int test, long seed) {
        return train == 0 && test == 0
                ? whole
                : of(
                        whole,
                        train > 0 ? train : whole.train().count(),
                        test > 0 ? test : whole.test().count(),
                        seed);
    }

    /**
     * Ascending places of n training samples, stratified; the rest is a validation part.
     *
     * @throws BadInput if n is below the number of classes or above the number of training samples
     */
    public static int[] places(Dataset data, int n, long seed, String purpose) {
        return indices(
                data.train().labels(),
                data.classes().size(),
                checked(data, data.train(), "train", n),
                seed,
                purpose,
                "train");
    }

    private static String act(int n, long seed) {
        return "subset:n=" + n + ",seed=" + seed;
    }

    private static Split draw(Dataset data, Split split, String name, int n, long seed) {
        checked(data, split, name, n);
        int classes = data.classes().size();
        return n == split.count() ? split : split.select(indices(split.labels(), classes, n, seed, "subset", name));
    }

    private static int checked(Dataset data, Split split, String name, int n) {
        int classes = data.classes().size();
        if (n > split.count() || n < classes) {
            throw BadInput.in(
                    "subset of " + n + " " + name + " samples",
                    "is impossible: " + data.name() + " has " + split.count() + " in " + classes + " classes",
                    "ask for " + classes + " to " + split.count());
        }
        return n;
    }

    /** Ascending places of n samples, drawn with the stream named by seed, purpose, split and class. */
    static int[] indices(int[] labels, int classes, int n, long seed, String purpose, String split) {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        int[] quota = quota(counts, labels.length, n);
        int[][] members = new int[classes][];
        int[] filled = new int[classes];
        Arrays.setAll(members, k -> new int[counts[k]]);
        for (int i = 0; i < labels.length; i++) {
            members[labels[i]][filled[labels[i]]++] = i;
        }
        int[] chosen = new int[n];
        for (int k = 0, at = 0; k < classes; k++) {
            int[] order = Chance.of(seed, purpose, split, k).permutation(counts[k]);
            for (int j = 0; j < quota[k]; j++) {
                chosen[at++] = members[k][order[j]];
            }
        }
        Arrays.sort(chosen);
        return chosen;
    }

    /** How many of each class: n · count / total, rounded by largest remainder, then at least one where n allows. */
    private static int[] quota(int[] counts, int total, int n) {
        int classes = counts.length;
        int[] quota = new int[classes];
        long[] remainder = new long[classes];
        int left = n;
        for (int k = 0; k < classes; k++) {
            long share = (long) n * counts[k];
            quota[k] = (int) (share / total);
            remainder[k] = share % total;
            left -= quota[k];
        }
        for (; left > 0; left--) {
            int best = 0;
            for (int k = 1; k < classes; k++) {
                best = remainder[k] > remainder[best] ? k : best;
            }
            quota[best]++;
            remainder[best] = -1;
        }
        for (int k = 0; k < classes && n >= classes; k++) {
            if (quota[k] == 0 && counts[k] > 0) {
                int richest = 0;
                for (int j = 1; j < classes; j++) {
                    richest = quota[j] > quota[richest] ? j : richest;
                }
                quota[richest]--;
                quota[k] = 1;
            }
        }
        return quota;
    }
}
