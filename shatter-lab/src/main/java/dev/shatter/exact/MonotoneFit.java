package dev.shatter.exact;

import dev.shatter.core.BadInput;

/**
 * The best monotone approximation of values on a grid in squared error, rising or falling: what a ReLU network of width 1
 * could do at most, since it computes monotone functions only.
 *
 * <p>Pool adjacent violators (Ayer et al. 1955), exact. For the indicator of [1/3, 2/3] on [0, 1] the error is 1/6.
 *
 * @param values the fit, monotone
 * @param error mean squared error
 */
public record MonotoneFit(double[] values, double error) {
    /** The better of the rising and the falling fit; the rising one if they are equal. */
    public static MonotoneFit of(double[] target) {
        if (target.length == 0) {
            throw BadInput.in("monotone fit", "has no values", "give one or more");
        }
        MonotoneFit rising = rising(target);
        double[] turned = new double[target.length];
        for (int i = 0; i < target.length; i++) {
            turned[i] = -target[i];
        }
        MonotoneFit falling = rising(turned);
        if (rising.error <= falling.error) {
            return rising;
        }
        double[] values = falling.values.clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i];
        }
        return new MonotoneFit(values, falling.error);
    }

    private static MonotoneFit rising(double[] target) {
        int n = target.length;
        double[] mean = new double[n];
        int[] size = new int[n];
        int pools = 0;
        for (double value : target) {
            mean[pools] = value;
            size[pools] = 1;
            pools++;
            while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
                int merged = size[pools - 2] + size[pools - 1];
                mean[pools - 2] = (mean[pools - 2] * size[pools - 2] + mean[pools - 1] * size[pools - 1]) / merged;
                size[pools - 2] = merged;
                pools--;
            }
        }
        double[] values = new double[n];
        double error = 0;
        for (int p = 0, i = 0; p < pools; p++) {
            for (int j = 0; j < size[p]; j++, i++) {
                values[i] = mean[p];
                error += (target[i] - mean[p]) * (target[i] - mean[p]) / n;
            }
        }
        return new MonotoneFit(values, error);
    }
}
