package dev.shatter.information;

import dev.shatter.core.BadInput;
import dev.shatter.core.Chance;
import java.util.Arrays;

/**
 * What predictions, or losses, tell of which half of a supersample was trained on. Of n pairs of examples a selection U ∈ {0,1}^n takes one
 * each for training; a network is trained for each of k selections of one supersample, and F_i is what it gives on both examples of pair i,
 * in the order of the pair and not of the training. I_i is the plug-in information of U_i and F_i over the k networks.
 *
 * <p>Plug-in from few networks is too large, by about (values of F − 1)/(2k): the floor is what shuffled selections give; it is shown
 * beside the value and not taken off. Source: Harutyunyan, Raginsky, Ver Steeg and Galstyan 2021, arXiv:2110.01584.
 *
 * @param root (1/n) Σ_i √(2 I_i): the bound's value on this supersample, nats inside
 * @param mean (1/n) Σ_i I_i in nats
 * @param floorRoot the first with selections shuffled among the networks
 * @param floorMean the second likewise
 */
public record Supersample(double root, double mean, double floorRoot, double floorMean) {
    private static final PlugIn PLUG_IN = new PlugIn();

    /**
     * Of one supersample.
     *
     * @param selections [networks][pairs], which example of the pair was trained on: 0 or 1
     * @param values [networks][pairs], F_i as a number from 0; {@link #pair} makes it of two
     * @param shuffles for the floor
     */
    public static Supersample of(int[][] selections, int[][] values, int shuffles, Chance chance) {
        int networks = selections.length;
        if (networks < 2 || values.length != networks || shuffles < 1) {
            throw BadInput.in(
                    "supersample",
                    networks + " selections, values of " + values.length + " networks and " + shuffles + " shuffles",
                    "give at least two networks, values of each, and a shuffle");
        }
        int pairs = selections[0].length;
        double root = 0;
        double mean = 0;
        double floorRoot = 0;
        double floorMean = 0;
        for (int i = 0; i < pairs; i++) {
            int pair = i;
            int[] u = Arrays.stream(selections).mapToInt(s -> s[pair]).toArray();
            int[] f = Arrays.stream(values).mapToInt(v -> v[pair]).toArray();
            double information = information(u, f);
            root += Math.sqrt(2 * information) / pairs;
            mean += information / pairs;
            for (int s = 0; s < shuffles; s++) {
                int[] order = chance.permutation(networks);
                double shuffled =
                        information(Arrays.stream(order).map(t -> u[t]).toArray(), f);
                floorRoot += Math.sqrt(2 * shuffled) / pairs / shuffles;
                floorMean += shuffled / pairs / shuffles;
            }
        }
        return new Supersample(root, mean, floorRoot, floorMean);
    }

    /** Two numbers in 0 … size−1 as one: predicted classes, or losses 0 and 1. */
    public static int pair(int first, int second, int size) {
        return first * size + second;
    }

    private static double information(int[] u, int[] f) {
        return Math.max(
                0,
                PLUG_IN.entropy(Symbols.counts(u))
                        + PLUG_IN.entropy(Symbols.counts(f))
                        - PLUG_IN.entropy(Symbols.counts(Symbols.join(u, f))));
    }
}
