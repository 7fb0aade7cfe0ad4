package dev.shatter.bound;

import dev.shatter.core.BadInput;

/** PAC-Bayesian spectral margin bound (Neyshabur, Bhojanapalli and Srebro 2018), constants from its proof. */
public final class SpectralPacBayes {
    public static final Theorem THEOREM = Theorem.named(
                    "spectral-pac-bayes", Guarantee.IN_PROBABILITY, "margin bound from spectral and Frobenius norms")
            .formula("R01 <= hard_gamma + 4 sqrt((KL + ln(6n/delta) + ln L + ln(n)/(2L)) / (n - 1)),"
                    + " KL = 42^2 e^2 L^2 B^2 h ln(4hL) prod ||W_i||_2^2 sum (||W_i||_F^2/||W_i||_2^2) / (2 gamma^2)")
            .reading("how much Gaussian noise the weights tolerate before a margin is lost; never better than the bound"
                    + " 'spectral' up to logarithms, and with a factor of the width")
            .assuming(
                    Clause.IID,
                    Clause.ZERO_ONE,
                    "ReLU network without biases (homogenised), batch norm folded, no skip connections",
                    "||x|| <= B for every possible input",
                    Clause.UNAUGMENTED,
                    Clause.FIXED_PREPROCESSING)
            .pitfalls("h is the largest dimension of any weight matrix, the input dimension included")
            .from("Neyshabur, Bhojanapalli and Srebro 2018, Theorem 1, arXiv:1707.09564");

    /** 42 = ⌈4 e² √2⌉ of the proof. */
    private static final double PROOF = 42;

    private SpectralPacBayes() {}

    /**
     * KL of the proof, in nats.
     *
     * @param spectral ‖W_i‖₂
     * @param frobenius ‖W_i‖_F
     * @param largestInput B
     * @param dimension h
     * @param gamma γ &gt; 0
     */
    public static double divergence(
            double[] spectral, double[] frobenius, double largestInput, double dimension, double gamma) {
        Domain.nonNegative("spectral norm", spectral);
        Domain.nonNegative("Frobenius norm", frobenius);
        if (spectral.length != frobenius.length) {
            throw BadInput.in(
                    "norms",
                    spectral.length + " spectral norms, " + frobenius.length + " Frobenius norms",
                    "give one a layer");
        }
        double sum = 0;
        for (int i = 0; i < spectral.length; i++) {
            // Π s² · F_i²/s_i² without dividing: layers of norm 0 need no special case.
            sum += Math.exp(2 * (Math.log(frobenius[i]) + Product.logWithout(spectral, i)));
        }
        return divergence(sum, spectral.length, largestInput, dimension, gamma);
    }

    /** As above from Π‖W_i‖₂² Σ(‖W_i‖_F²/‖W_i‖₂²) as one number. */
    public static double divergence(
            double productTimesSum, int layers, double largestInput, double dimension, double gamma) {
        double constant = PROOF * PROOF * Math.E * Math.E * layers * layers / 2;
        double inputs = Domain.nonNegative("B", largestInput) * largestInput;
        double width = Domain.atLeastOne("dimension", dimension) * Math.log(4 * dimension * layers);
        return Domain.orVacuous(
                constant * inputs * width * productTimesSum / (Domain.positive("gamma", gamma) * gamma));
    }

    /** 4 √((KL + ln(6n/δ) + ln L + ln(n)/(2L))/(n − 1)). */
    public static double term(double divergence, int layers, double n, double delta) {
        return term(divergence, layers, n, Domain.delta(delta), 0);
    }

    private static double term(double divergence, int layers, double n, double delta, double penalty) {
        if (Domain.sampleSize(n) < 2) {
            return Double.POSITIVE_INFINITY;
        }
        double nats = divergence + Math.log(6 * n / delta) + penalty + Math.log(layers) + Math.log(n) / (2.0 * layers);
        return Domain.orVacuous(4 * Math.sqrt(nats / (n - 1)));
    }

    /** The certificate of a trained network; only the margin needs stratification, the proof unions over the norms. */
    public static MarginCertificate certify(
            Scope scope,
            double[] margins,
            double[] spectral,
            double[] frobenius,
            double largestInput,
            double dimension,
            double delta) {
        scope.require(LossKind.ZERO_ONE)
                .require(Predictor.DETERMINISTIC, Predictor.COMPRESSED)
                .requireCount(margins.length);
        Domain.delta(delta);
        // The confidence is under the root with the divergence.
        return MarginGrid.search((gamma, penalty) -> new MarginBound(
                        gamma,
                        MarginLoss.hard(margins, gamma),
                        term(
                                divergence(spectral, frobenius, largestInput, dimension, gamma),
                                spectral.length,
                                scope.n(),
                                delta,
                                penalty),
                        0))
                .certificate(THEOREM, delta, scope, " paid for by stratification");
    }
}
