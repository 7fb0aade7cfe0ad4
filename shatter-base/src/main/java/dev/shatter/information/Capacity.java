package dev.shatter.information;

import dev.shatter.core.BadInput;
import java.util.Arrays;

/**
 * Capacity of a channel p(y|x), max over p(x) of I(X;Y), by Blahut's and Arimoto's iteration p(x) ← p(x) exp(KL(p(·|x) ‖ p_y)) / Σ. Each
 * step knows how far it is: mean of the divergences ≤ capacity ≤ largest of them. Source: Arimoto 1972; Blahut 1972.
 *
 * @param nats the lower end, attained by {@code input}
 * @param gap how much larger the capacity can be at most
 * @param input law of the inputs
 * @param iterations made
 */
public record Capacity(double nats, double gap, double[] input, int iterations) {
    private static final double EXACT = 1e-12;
    private static final int MOST = 200_000;

    /**
     * Of a channel [inputs][outputs], rows summing to 1.
     *
     * @throws BadInput for a row that is no law
     */
    public static Capacity of(double[][] channel) {
        if (channel.length == 0) {
            throw BadInput.in("channel", "has no input", "give a row an input");
        }
        double[][] rows = new double[channel.length][];
        for (int x = 0; x < rows.length; x++) {
            rows[x] = Entropy.law("channel, row " + (x + 1), channel[x]);
            if (rows[x].length != rows[0].length) {
                throw BadInput.in(
                        "channel, row " + (x + 1), "has another length than the first", "give rows of one length");
            }
        }
        double[] input = new double[rows.length];
        Arrays.fill(input, 1.0 / rows.length);
        for (int t = 1; ; t++) {
            double[] output = Joint.of(input, rows).y();
            double[] divergence = new double[rows.length];
            double mean = 0;
            double largest = 0;
            for (int x = 0; x < rows.length; x++) {
                divergence[x] = Entropy.relative(rows[x], output);
                mean += input[x] > 0 ? input[x] * divergence[x] : 0;
                largest = Math.max(largest, divergence[x]);
            }
            if (largest - mean <= EXACT || t == MOST) {
                return new Capacity(mean, Math.max(0, largest - mean), input, t);
            }
            double sum = 0;
            for (int x = 0; x < rows.length; x++) {
                // Relative to the largest: nothing overflows.
                input[x] *= Math.exp(divergence[x] - largest);
                sum += input[x];
            }
            for (int x = 0; x < rows.length; x++) {
                input[x] /= sum;
            }
        }
    }
}
