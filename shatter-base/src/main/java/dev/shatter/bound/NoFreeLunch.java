package dev.shatter.bound;

import dev.shatter.core.BadInput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Errors of a learner on the points it has not seen, over every target and every training set on a few points: enumerated, not sampled.
 *
 * @param points m ≤ 12, on a line
 * @param seen n &lt; m, size of the training sets
 * @param mean error on unseen points, over all 2^m targets and all training sets: 1/2 for every learner
 * @param best mean over training sets for the target that the learner likes best
 * @param worst likewise for the one it likes least
 */
public record NoFreeLunch(int points, int seen, double mean, double best, double worst) {
    /** 2^12 targets by at most binom(12, 6) training sets. */
    public static final int MOST = 12;

    public static final Theorem THEOREM = Theorem.named(
                    "no-free-lunch", Guarantee.EXACT, "error on unseen points, over every target, enumerated")
            .formula("2^-m sum_f mean_S err_{unseen}(A(S, f), f) = 1/2 for every learner A")
            .reading(
                    "a learner that is right on unseen points for some targets is as wrong for others: what decides is which targets occur")
            .assuming(
                    "all 2^m labellings of m points are equally likely",
                    "errors are counted on points outside the training set only")
            .pitfalls("of targets that occur in the world it says nothing: they are not all equally likely")
            .from("Wolpert 1996; Shalev-Shwartz and Ben-David 2014, Theorem 5.1");

    /** Learners to choose from, by name. */
    public enum Learner {
        /** The label of the nearest training point; of two equally near, the left one's. */
        NEAREST {
            @Override
            boolean label(int point, int points, int seen, int labels) {
                for (int distance = 1; distance < points; distance++) {
                    for (int other : new int[] {point - distance, point + distance}) {
                        if (other >= 0 && other < points && (seen >>> other & 1) == 1) {
                            return (labels >>> other & 1) == 1;
                        }
                    }
                }
                return false;
            }
        },
        /** The label of most training points; 0 in a tie. */
        MAJORITY {
            @Override
            boolean label(int point, int points, int seen, int labels) {
                return 2 * Integer.bitCount(seen & labels) > Integer.bitCount(seen);
            }
        },
        /** The other one. */
        MINORITY {
            @Override
            boolean label(int point, int points, int seen, int labels) {
                return !MAJORITY.label(point, points, seen, labels);
            }
        },
        /** The parity of the training labels. */
        PARITY {
            @Override
            boolean label(int point, int points, int seen, int labels) {
                return Integer.bitCount(seen & labels) % 2 == 1;
            }
        };

        /** As typed. */
        public static final List<String> WORDS = Arrays.stream(values())
                .map(l -> l.name().toLowerCase(Locale.ROOT))
                .toList();

        public static Learner of(String word) {
            return values()[WORDS.indexOf(word)];
        }

        /**
         * What it says of a point it has not seen.
         *
         * @param seen a bit for each training point
         * @param labels a bit for each point, of which those seen may be looked at
         */
        abstract boolean label(int point, int points, int seen, int labels);
    }

    /** Every target, every training set. */
    public static NoFreeLunch of(Learner learner, int points, int seen) {
        if (points < 2 || points > MOST || seen < 0 || seen >= points) {
            throw BadInput.in(
                    "no free lunch",
                    "of " + points + " points " + seen
                            + " seen leave none to count errors on, or too many to enumerate",
                    "give 2 to " + MOST + " points and see fewer");
        }
        int all = (1 << points) - 1;
        long[] errors = new long[all + 1];
        long sets = 0;
        for (int set = 0; set <= all; set++) {
            if (Integer.bitCount(set) != seen) {
                continue;
            }
            sets++;
            int unseen = all & ~set;
            // Over the labellings of the training points: subsets of the set, each with all targets that agree with it
            // there.
            for (int labels = set; ; labels = (labels - 1) & set) {
                int predicted = 0;
                for (int point = 0; point < points; point++) {
                    if ((unseen >>> point & 1) == 1 && learner.label(point, points, set, labels)) {
                        predicted |= 1 << point;
                    }
                }
                for (int rest = unseen; ; rest = (rest - 1) & unseen) {
                    errors[labels | rest] += Integer.bitCount(predicted ^ rest);
                    if (rest == 0) {
                        break;
                    }
                }
                if (labels == 0) {
                    break;
                }
            }
        }
        double counted = (double) sets * (points - seen);
        return new NoFreeLunch(
                points,
                seen,
                Arrays.stream(errors).sum() / counted / errors.length,
                Arrays.stream(errors).min().orElseThrow() / counted,
                Arrays.stream(errors).max().orElseThrow() / counted);
    }
}
