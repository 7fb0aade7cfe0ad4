package dev.shatter.bound;

import dev.shatter.core.BadInput;
import java.util.List;

/**
 * Upper bounds on the VC dimension of the sign of a ReLU network (Bartlett, Harvey, Liaw and Mehrabian 2019,
 * arXiv:1703.02930): O(W L lg W).
 *
 * @param parameters W, weights and biases
 * @param cumulative Σ_i W_i, W_i = parameters of layers 1 … i
 * @param closedForm L + (Σ W_i) lg(4eR lg(2eR)), R = Σ d_i k_i, d_i = i where every layer has parameters: layers with
 *     parameters up to i
 * @param growthForm from the growth function itself: the largest sample the count of sign patterns cannot exclude
 */
public record ReluVcDimension(double parameters, double cumulative, double closedForm, double growthForm) {
    public static final Theorem THEOREM = Theorem.named(
                    "vc-dimension", Guarantee.EXACT, "upper bound on the VC dimension of a ReLU network")
            .formula("VCdim <= L + (sum_i W_i) lg(4 e R lg(2 e R)), W_i = parameters of layers 1..i, R = sum_i i k_i")
            .reading("grows like W L lg W: far above n for every network in use, so uniform bounds are vacuous")
            .assuming("layered network, piecewise-linear units, one output", "batch norm folded")
            .pitfalls("several classes: the class of errors, with K(K-1) comparisons of outputs as the last layer")
            .from("Bartlett, Harvey, Liaw and Mehrabian 2019, arXiv:1703.02930");

    /** The smaller of both forms. */
    public double best() {
        return Math.min(closedForm, growthForm);
    }

    /** A fully connected network; widths from input to output, for instance 784, 600, 600, 1. */
    public static ReluVcDimension ofWidths(List<Integer> widths) {
        if (widths.size() < 2 || widths.stream().anyMatch(w -> w < 1)) {
            throw BadInput.in("widths", widths + " is not a network", "give input, hidden and output widths, all >= 1");
        }
        double[] units = new double[widths.size() - 1];
        double[] parameters = new double[units.length];
        for (int i = 0; i < units.length; i++) {
            units[i] = widths.get(i + 1);
            parameters[i] = (widths.get(i) + 1.0) * units[i];
        }
        return of(units, parameters);
    }

    /**
     * Any layered network.
     *
     * @param units k_i: units of each layer; of a convolution channels times positions
     * @param parameters distinct weights and biases of each layer; 0 for a max-pooling layer, which does not raise the
     *     polynomials' degree
     */
    public static ReluVcDimension of(double[] units, double[] parameters) {
        Domain.nonNegative("units", units);
        Domain.nonNegative("parameters", parameters);
        if (units.length != parameters.length) {
            throw BadInput.in("network", units.length + " and " + parameters.length + " layers", "give both for each");
        }
        int layers = units.length;
        double total = 0;
        double cumulative = 0;
        double pieces = 0;
        double[] upTo = new double[layers];
        double[] degreeTimesUnits = new double[layers];
        int degree = 0;
        for (int i = 0; i < layers; i++) {
            total += parameters[i];
            upTo[i] = total;
            cumulative += total;
            degree += parameters[i] > 0 ? 1 : 0;
            degreeTimesUnits[i] = degree * units[i];
            pieces += degreeTimesUnits[i];
        }
        if (!(pieces > 2) || !(parameters[0] > 0)) {
            throw BadInput.in("network", "has too few units for the theorem", "give more than two");
        }
        double closed = layers + cumulative * log2(4 * Math.E * pieces * log2(2 * Math.E * pieces));
        return new ReluVcDimension(total, cumulative, closed, growth(degreeTimesUnits, upTo, cumulative, closed) - 1);
    }

    /**
     * Smallest whole m ≥ Σ W_i at which the growth function falls under 2^m: Σ_i [1 + W_i lg(2 e m d_i k_i/W_i)] &lt; m. The
     * left side minus m is concave in m, so there is one crossing at most between Σ W_i and the closed form.
     */
    private static double growth(double[] degreeTimesUnits, double[] upTo, double cumulative, double closed) {
        if (logGrowth(degreeTimesUnits, upTo, cumulative) < cumulative) {
            return cumulative;
        }
        double low = cumulative;
        double high = Math.ceil(closed) + 1;
        while (high - low > 1 && Math.rint((low + high) / 2) != high && Math.rint((low + high) / 2) != low) {
            double mid = Math.rint((low + high) / 2);
            if (logGrowth(degreeTimesUnits, upTo, mid) < mid) {
                high = mid;
            } else {
                low = mid;
            }
        }
        return high;
    }

    private static double logGrowth(double[] degreeTimesUnits, double[] upTo, double m) {
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += 1 + upTo[i] * log2(2 * Math.E * m * degreeTimesUnits[i] / upTo[i]);
        }
        return sum;
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
