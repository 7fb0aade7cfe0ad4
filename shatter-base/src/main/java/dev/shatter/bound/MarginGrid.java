package dev.shatter.bound;

/**
 * The best margin γ_k = 2^{−k}, k whole, chosen after training and paid for by {@link Stratification} with N = 1/γ.
 *
 * @param k grid index
 * @param gamma 2^{−k}, in the unit of the network's output
 * @param value the bound there; +∞ if there is none
 */
record MarginGrid(int k, double gamma, double value) {
    /** Far beyond what a float's output spans with any use for a bound. */
    private static final int WIDEST = 64;

    /** A bound at one margin. */
    @FunctionalInterface
    interface Form {
        /**
         * The bound.
         *
         * @param gamma the margin
         * @param penalty ln Z + 2 ln(1 + |k|), to be added to ln(1/δ)
         */
        double at(double gamma, double penalty);
    }

    static MarginGrid best(Form form) {
        MarginGrid best = new MarginGrid(0, 1, Double.POSITIVE_INFINITY);
        for (int k = -WIDEST; k <= WIDEST; k++) {
            double gamma = Math.scalb(1.0, -k);
            double value = Domain.orVacuous(form.at(gamma, Stratification.penalty(k)));
            if (value < best.value) {
                best = new MarginGrid(k, gamma, value);
            }
        }
        return best;
    }
}
