package dev.shatter.data;

import dev.shatter.core.BadInput;
import dev.shatter.core.Parameter;
import java.util.List;

/**
 * A stratified test split for data that come without one.
 *
 * @param train ascending places of the training samples
 * @param test ascending places of the test samples
 */
public record Holdout(int[] train, int[] test) {
    public static final Parameter SEED =
            Parameter.integer("seed", 7L, 0, Integer.MAX_VALUE, "names the draw of the test split");

    /** The option that asks for a test split, for data that always need one. */
    public static final Parameter FRACTION =
            Parameter.number("test", 0.2, 0.001, 0.999, "fraction of the samples held out as test split, stratified");

    /**
     * Draws round(fraction · n) samples as test split; every class keeps at least one training sample.
     *
     * @throws BadInput if there are too few samples for that
     */
    public static Holdout draw(String where, int[] labels, int classes, double fraction, long seed) {
        int tests = (int) Math.round(fraction * labels.length);
        int trains = labels.length - tests;
        if (tests < 1 || trains < classes) {
            throw BadInput.in(
                    where,
                    "has " + labels.length + " samples in " + classes + " classes, too few to hold out " + fraction
                            + " of them",
                    "give more samples or another fraction");
        }
        int[] train = Subset.indices(labels, classes, trains, seed, "holdout", "train");
        boolean[] taken = new boolean[labels.length];
        for (int i : train) {
            taken[i] = true;
        }
        int[] test = new int[tests];
        for (int i = 0, at = 0; i < labels.length; i++) {
            if (!taken[i]) {
                test[at++] = i;
            }
        }
        return new Holdout(train, test);
    }

    /** The data with the drawn split. */
    public static Dataset of(
            String where, String name, List<String> classes, Samples inputs, int[] labels, double fraction, long seed) {
        Dataset.checkClasses(where, classes);
        Holdout drawn = draw(where, labels, classes.size(), fraction, seed);
        Split all = new Split(inputs, labels);
        return Dataset.of(where, name, classes, all.select(drawn.train()), all.select(drawn.test()))
                .with(Origin.COLLECTED.inStrata());
    }
}
