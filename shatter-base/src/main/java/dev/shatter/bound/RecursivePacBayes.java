package dev.shatter.bound;

import java.util.List;

/** PAC-Bayes in several steps: each posterior is the next one's prior, and nothing that was learnt of it is forgotten. */
public final class RecursivePacBayes {
    public static final Theorem THEOREM = Theorem.named(
                    "recursive-pac-bayes",
                    Guarantee.IN_PROBABILITY,
                    "PAC-Bayes in steps, each posterior the prior of the next")
            .formula(
                    "B_1 = klinv(Rhat(Q_1), c_1), B_t = E_t + gamma_t B_{t-1}; E_t >= R(Q_t) - gamma_t R(Q_{t-1}) by"
                            + " split-kl on {-gamma, 0, 1-gamma, 1}, c_t = (KL(Q_t||Q_{t-1}) + ln(2 K_t T sqrt(n_t) / delta)) / n_t")
            .reading("the first, rough posterior is judged by all points, each later one by what is new in it: the"
                    + " confidence in the prior is not thrown away when the prior is left")
            .assuming(
                    Clause.IID,
                    Clause.ZERO_ONE,
                    "the first prior was fixed without these points",
                    "Q_{t-1} depends on the parts of the sample before t only, and step t is judged by the parts from t on",
                    "the gammas and the parts were fixed beforehand",
                    Clause.UNAUGMENTED,
                    Clause.FIXED_PREPROCESSING)
            .pitfalls("covers the last stochastic network, not its mean")
            .from("Wu, Zhang, Cherief-Abdellatif and Seldin 2024, arXiv:2405.14681");

    private RecursivePacBayes() {}

    /**
     * One step, judged by points its prior never saw.
     *
     * @param values what the judged loss can be: {0, 1} in the first step, {−γ, 0, 1−γ, 1} later
     * @param tails empirical shares of losses ≥ the second value, the third, …, each with what its drawing spent of δ
     * @param kl KL(Q_t‖Q_{t−1})
     * @param n points of the step
     */
    public record Step(double[] values, List<SampledRisk> tails, double kl, long n) {
        public Step {
            values = values.clone();
            tails = List.copyOf(tails);
        }

        /** The first step. */
        public static Step first(SampledRisk error, double kl, long n) {
            return new Step(new double[] {0, 1}, List.of(error), kl, n);
        }

        /**
         * A later step: of a draw h of Q_t and one h' of Q_{t−1} at a point.
         *
         * @param gamma γ in (0, 1)
         * @param notSpared share of points where not (h is right and h' wrong)
         * @param wrong share of points where h is wrong
         * @param newlyWrong share of points where h is wrong and h' right
         */
        public static Step next(
                double gamma, SampledRisk notSpared, SampledRisk wrong, SampledRisk newlyWrong, double kl, long n) {
            return new Step(new double[] {-gamma, 0, 1 - gamma, 1}, List.of(notSpared, wrong, newlyWrong), kl, n);
        }

        double gamma() {
            return -values[0];
        }

        double excess(double delta) {
            double[] shares = tails.stream().mapToDouble(SampledRisk::upper).toArray();
            return SplitKl.upper(values, shares, SplitKl.budget(kl, shares.length, n, delta));
        }
    }

    /** B_T of the steps, each at δ/T. */
    public static double upper(List<Step> steps, double delta) {
        double[] bounds = all(steps, delta);
        return Domain.orVacuous(bounds[bounds.length - 1]);
    }

    /** B_1 … B_T, all at once. */
    public static double[] all(List<Step> steps, double delta) {
        double[] bounds = new double[steps.size()];
        for (int t = 0; t < bounds.length; t++) {
            Step step = steps.get(t);
            bounds[t] = step.excess(Domain.delta(delta) / bounds.length) + step.gamma() * (t == 0 ? 0 : bounds[t - 1]);
        }
        return bounds;
    }

    /**
     * The certificate of the last posterior.
     *
     * @param scope n of the last step
     * @param delta δ of the bounds; drawing from the posteriors adds its own
     */
    public static Certificate certify(Scope scope, List<Step> steps, double delta) {
        scope.require(LossKind.ZERO_ONE).require(Predictor.STOCHASTIC).require(SampleRole.PRIOR_FREE);
        double drawing = steps.stream()
                .flatMap(step -> step.tails().stream())
                .mapToDouble(SampledRisk::delta)
                .sum();
        Confidence confidence =
                Confidence.of("the sample, all steps", delta).and("drawing from the posteriors", drawing);
        return Certificate.of(THEOREM, upper(steps, delta), confidence, scope);
    }
}
