package dev.shatter.bound;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A margin bound over the margins γ_k = 2^{−k}, k whole: any may be chosen after training, paid for by {@link
 * Stratification} with N = 1/γ.
 *
 * <p>Where the complexity is far above 1 the smallest value is found at margins beyond every output, where the loss is 1, the
 * complexity next to 0, and the value the same whatever the network. What the bound makes of the network shows at the
 * margin that the network does fit.
 *
 * @param best the smallest value
 * @param fitted at the largest margin whose loss exceeds that at the smallest margin, the training error, by at most
 *     {@value #NEAR}
 */
record MarginGrid(MarginBound best, MarginBound fitted) {
    /** Far beyond what a float's output spans with any use for a bound. */
    private static final int WIDEST = 64;

    /** Margin loss above the training error at which a margin still counts as fitted. */
    private static final double NEAR = 0.05;

    /** A bound at one margin. */
    @FunctionalInterface
    interface Form {
        /**
         * The bound.
         *
         * @param gamma the margin
         * @param penalty ln Z + 2 ln(1 + |k|), to be added to ln(1/δ)
         */
        MarginBound at(double gamma, double penalty);
    }

    static MarginGrid search(Form form) {
        MarginBound fitted = at(form, WIDEST);
        double error = fitted.loss();
        MarginBound best = fitted;
        for (int k = WIDEST - 1; k >= -WIDEST; k--) {
            MarginBound bound = at(form, k);
            if (bound.loss() <= error + NEAR) {
                fitted = bound;
            }
            if (bound.value() < best.value()) {
                best = bound;
            }
        }
        return new MarginGrid(best, fitted);
    }

    private static MarginBound at(Form form, int k) {
        return form.at(Math.scalb(1.0, -k), Stratification.penalty(k));
    }

    /** The certificate of the best margin, with the terms at both. */
    MarginCertificate certificate(Theorem theorem, double delta, Scope scope, String paid) {
        SortedMap<String, Double> terms = new TreeMap<>();
        terms.put("margin", best.gamma());
        terms.put("marginLoss", best.loss());
        terms.put("complexity", best.complexity());
        terms.put("fittedMargin", fitted.gamma());
        terms.put("fittedMarginLoss", fitted.loss());
        terms.put("fittedComplexity", fitted.complexity());
        terms.put("fittedValue", fitted.value());
        Certificate certificate =
                Certificate.of(theorem, best.value(), delta, scope).assuming("margin " + best.gamma() + paid);
        return new MarginCertificate(certificate, terms);
    }
}
