package dev.shatter.information;

import dev.shatter.core.BadInput;
import java.util.Arrays;

/**
 * A point of the rate–distortion curve R(D) = min I(X;T) over p(t|x) with E d(X,T) ≤ D, where its slope is −β: Blahut's iteration
 * p(t|x) ∝ p(t) exp(−β d(x,t)). Source: Shannon 1959; Blahut 1972.
 *
 * @param beta −dR/dD ≥ 0 in nats a unit of distortion
 * @param rate I(X;T) in nats
 * @param distortion E d(X,T)
 * @param encoder p(t|x) [values of x][values of t]
 * @param iterations made
 */
public record RateDistortion(double beta, double rate, double distortion, double[][] encoder, int iterations) {
    private static final double STILL = 1e-13;
    private static final int MOST = 100_000;

    /**
     * The point of slope −β.
     *
     * @param law p(x)
     * @param distortions d(x, t) ≥ 0 [values of x][values of t]
     */
    public static RateDistortion of(double[] law, double[][] distortions, double beta) {
        double[] p = Entropy.law("law", law);
        int values = distortions.length == 0 ? 0 : distortions[0].length;
        if (distortions.length != p.length
                || values == 0
                || Arrays.stream(distortions).anyMatch(d -> d.length != values)) {
            throw BadInput.in(
                    "distortions", "are no table of " + p.length + " rows", "give a row a value of x, of one length");
        }
        if (!(beta >= 0) || Double.isInfinite(beta)) {
            throw BadInput.in("beta", beta + " is no slope", "give a finite number of at least 0");
        }
        double[] output = new double[values];
        Arrays.fill(output, 1.0 / values);
        for (int t = 1; ; t++) {
            double[][] encoder = encoder(output, distortions, beta);
            Joint joint = Joint.of(p, encoder);
            double[] next = joint.y();
            double moved = 0;
            for (int v = 0; v < values; v++) {
                moved = Math.max(moved, Math.abs(next[v] - output[v]));
            }
            if (moved <= STILL || t == MOST) {
                return new RateDistortion(beta, joint.information(), mean(joint, distortions), encoder, t);
            }
            output = next;
        }
    }

    private static double[][] encoder(double[] output, double[][] distortions, double beta) {
        double[][] encoder = new double[distortions.length][];
        for (int x = 0; x < encoder.length; x++) {
            double least = Arrays.stream(distortions[x]).min().orElseThrow();
            double[] row = new double[output.length];
            double sum = 0;
            for (int t = 0; t < row.length; t++) {
                row[t] = output[t] * Math.exp(-beta * (distortions[x][t] - least));
                sum += row[t];
            }
            for (int t = 0; t < row.length; t++) {
                row[t] /= sum;
            }
            encoder[x] = row;
        }
        return encoder;
    }

    private static double mean(Joint joint, double[][] distortions) {
        double mean = 0;
        for (int x = 0; x < distortions.length; x++) {
            for (int t = 0; t < distortions[x].length; t++) {
                mean += joint.p()[x][t] * distortions[x][t];
            }
        }
        return mean;
    }
}
