package dev.shatter.compress;

import dev.shatter.bayes.Pretraining;
import dev.shatter.core.Chance;
import dev.shatter.core.Variant;
import dev.shatter.measure.Outputs;
import dev.shatter.measure.Subject;
import dev.shatter.network.Network;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Rounds of pick-to-learn: of the points that the network is wrong about, the worst are added to those it learns from, and
 * it is trained further, on all that were added and on examples of its pretraining, lest it forget them.
 *
 * <p>The order of the points is that of their margins under the pretrained network, so that nothing depends on the order in
 * which they were given; chance is of the round alone. So picking again from the added points alone goes through the same
 * rounds: they determine the network.
 */
final class Picking {
    /** Rounds after which the learning rate has fallen to half. */
    private static final double SLOWING = 10;

    private final Pretraining pretraining;
    private final Variant options;
    private final Subject subject;
    private final int[] order;
    private final boolean[] added;
    private double[] margins;
    private int rounds;

    /**
     * Before the first round.
     *
     * @param pretraining whose network is trained further
     * @param options of the certifier
     * @param subject whose seed and checkpoints are used
     */
    Picking(Pretraining pretraining, Variant options, Subject subject) {
        this.pretraining = pretraining;
        this.options = options;
        this.subject = subject;
        double[] first = Outputs.of(pretraining.network(), pretraining.rest()).margins();
        order = byValue(IntStream.range(0, first.length), first);
        added = new boolean[first.length];
        margins = first;
    }

    private static int[] byValue(IntStream places, double[] values) {
        return places.boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** The network after the rounds so far; belongs to the pretraining. */
    Network network() {
        return pretraining.network();
    }

    /** Rounds so far. */
    int rounds() {
        return rounds;
    }

    /** N. */
    int points() {
        return added.length;
    }

    /** k, points added so far. */
    int picked() {
        return (int) places(i -> added[i]).count();
    }

    /** Points not added that the network is wrong about; ties are errors. */
    int errors() {
        return (int) wrong().count();
    }

    private IntStream wrong() {
        return places(i -> !added[i] && !(margins[i] > 0));
    }

    /** In the order of the first margins. */
    private IntStream places(IntPredicate which) {
        return Arrays.stream(order).filter(which);
    }

    /** Adds points and trains. */
    void round() {
        int[] worst = byValue(wrong(), margins);
        Arrays.stream(worst).limit(options.integer("add")).forEach(i -> added[i] = true);
        int[] picked = places(i -> added[i]).toArray();
        int count = Math.min(options.integer("replay"), pretraining.partCount());
        int[] again = Arrays.copyOf(
                Chance.of(subject.seed(), "picking", "replay", rounds).permutation(pretraining.partCount()), count);
        int[] often = new int[picked.length * options.integer("repeat")];
        Arrays.setAll(often, i -> picked[i % picked.length]);
        // Slower and slower, so that what was right stays right and the rounds come to an end.
        double rate = options.number("rate") / (1 + rounds / SLOWING);
        pretraining.further(again, often, options.integer("batch"), rate, subject, rounds);
        margins = Outputs.of(pretraining.network(), pretraining.rest()).margins();
        rounds++;
    }
}
