package dev.shatter.study.neyshabur2015;

import dev.shatter.study.Evidence;
import dev.shatter.study.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Errors over widths, narrowest first, of one seed and of the others. Where a claim speaks of a best or worst width, the
 * others say which, and the one says what its error is: a width chosen by its own error would look better than it is.
 *
 * @param widths hidden units, [W]
 * @param test test error of this seed, [W]
 * @param train training error of this seed, [W]
 * @param others mean test error of the other seeds, [W]
 */
record Profile(double[] widths, double[] test, double[] train, double[] others) {
    /** Training error up to which a width counts as fitting its sample. */
    static final double FITTED = 0.01;

    /** A statistic of every seed's profile in a part of the study. */
    static Function<Evidence, Sample> each(String part, ToDoubleFunction<Profile> statistic) {
        return evidence -> {
            Evidence all = evidence.part(part);
            return all.perSeed(unit -> statistic.applyAsDouble(of(unit, all)));
        };
    }

    /** The means over all seeds, which choose widths for themselves: to be described, not to be tested. */
    static Profile ofMeans(Evidence evidence) {
        List<String> names = evidence.conditions();
        double[] test = means(evidence, names, "testAccuracy");
        return new Profile(
                names.stream().mapToDouble(Double::parseDouble).toArray(),
                test,
                means(evidence, names, "trainAccuracy"),
                test);
    }

    private static double[] means(Evidence evidence, List<String> names, String accuracy) {
        return names.stream()
                .mapToDouble(w -> Arrays.stream(evidence.condition(w).results(accuracy))
                        .map(a -> 1 - a)
                        .average()
                        .orElseThrow(() -> Evidence.Missing.absent("there is no other seed to choose widths by")))
                .toArray();
    }

    private static Profile of(Evidence unit, Evidence all) {
        long seed = unit.pieces().get(0).trial().seed();
        Evidence rest = all.only(piece -> piece.trial().seed() != seed);
        List<String> names = unit.conditions();
        return new Profile(
                names.stream().mapToDouble(Double::parseDouble).toArray(),
                names.stream()
                        .mapToDouble(w -> 1 - unit.condition(w).result("testAccuracy"))
                        .toArray(),
                names.stream()
                        .mapToDouble(w -> 1 - unit.condition(w).result("trainAccuracy"))
                        .toArray(),
                means(rest, names, "testAccuracy"));
    }

    /** Test error at the largest width. */
    double widest() {
        return test[test.length - 1];
    }

    /** Test error at the smallest width from which on every width fits its sample. */
    double atThreshold() {
        return test[threshold()];
    }

    /** Test error at the width that is best for the other seeds. */
    double atBest() {
        return test[lowest(others, others.length)];
    }

    /** How far the test error has climbed at the width where, for the other seeds, it has climbed most. */
    double climb() {
        int peak = peak(others);
        return test[peak] - test[lowest(others, peak)];
    }

    /** How far it falls from there to the largest width. */
    double descent() {
        return test[peak(others)] - widest();
    }

    /** |log2| of this seed's peak width over the smallest width from which on every width fits its sample. */
    double peakFromThreshold() {
        return Math.abs(Math.log(widths[peak(test)] / widths[threshold()]) / Math.log(2));
    }

    private int threshold() {
        int first = fitting();
        if (first == train.length) {
            throw new Evidence.Missing("not even the widest network fitted its sample");
        }
        return first;
    }

    /** The smallest width from which on every width fits its sample; the number of widths if the widest does not. */
    int fitting() {
        int first = train.length;
        while (first > 0 && train[first - 1] <= FITTED) {
            first--;
        }
        return first;
    }

    /** The width where test error has climbed most from the lowest before it. */
    int peak() {
        return peak(test);
    }

    /** The width of lowest test error among those before one. */
    int lowest(int before) {
        return lowest(test, before);
    }

    private static int peak(double[] errors) {
        int peak = Math.min(1, errors.length - 1);
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < errors.length; i++) {
            double climbed = errors[i] - errors[lowest(errors, i)];
            if (climbed > most) {
                most = climbed;
                peak = i;
            }
        }
        return peak;
    }

    private static int lowest(double[] errors, int before) {
        int lowest = 0;
        for (int i = 1; i < before; i++) {
            lowest = errors[i] < errors[lowest] ? i : lowest;
        }
        return lowest;
    }
}
