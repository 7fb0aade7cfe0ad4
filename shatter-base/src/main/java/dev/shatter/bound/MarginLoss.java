package dev.shatter.bound;

/**
 * Losses of a margin m = f_y − max_{j≠y} f_j (binary: y f): 1[m ≤ 0] ≤ ramp ≤ 1[m ≤ γ]. Means over a sample are in
 * [0, 1]; a margin that is not a number counts as an error.
 */
public final class MarginLoss {
    private MarginLoss() {}

    /** clip(1 − m/γ, 0, 1), γ &gt; 0: 1/γ-Lipschitz in m. */
    public static double ramp(double margin, double gamma) {
        return margin > 0 ? Math.max(0, 1 - margin / gamma) : 1;
    }

    /** Mean ramp loss. */
    public static double ramp(double[] margins, double gamma) {
        Domain.positive("gamma", gamma);
        double sum = 0;
        for (double margin : margins) {
            sum += ramp(margin, gamma);
        }
        return mean(sum, margins);
    }

    /** Share of margins ≤ γ. */
    public static double hard(double[] margins, double gamma) {
        double count = 0;
        for (double margin : margins) {
            count += margin > gamma ? 0 : 1;
        }
        return mean(count, margins);
    }

    /** Share of errors, ties included: margins ≤ 0. */
    public static double zeroOne(double[] margins) {
        return hard(margins, 0);
    }

    private static double mean(double sum, double[] margins) {
        Domain.sampleSize(margins.length);
        return sum / margins.length;
    }
}
