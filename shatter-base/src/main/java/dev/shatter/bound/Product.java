package dev.shatter.bound;

/** Products of layer norms, in log space: hundreds of factors neither overflow nor underflow on the way. */
final class Product {
    private Product() {}

    static double log(double[] factors) {
        double sum = 0;
        for (double factor : factors) {
            sum += Math.log(factor);
        }
        return Domain.orVacuous(sum);
    }

    static double of(double[] factors) {
        return Math.exp(log(factors));
    }

    /** ln of Π_{j≠i} factor_j. */
    static double logWithout(double[] factors, int i) {
        double sum = 0;
        for (int j = 0; j < factors.length; j++) {
            sum += j == i ? 0 : Math.log(factors[j]);
        }
        return sum;
    }
}
