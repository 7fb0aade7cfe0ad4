package dev.shatter.bound;

import dev.shatter.core.Catalogue;

/** All theorems, in the order of the reference page: for help, menus and {@code docs/bounds.md}. */
public final class Bounds {
    public static final Catalogue<Theorem> CATALOGUE = Catalogue.of(
            "bound",
            Hoeffding.THEOREM,
            BinomialInversion.THEOREM,
            KlChernoff.THEOREM,
            Bernstein.THEOREM,
            EmpiricalBernstein.THEOREM,
            Betting.THEOREM,
            Markov.THEOREM,
            McDiarmid.THEOREM,
            Moments.THEOREM,
            Vapnik.THEOREM,
            ReluVcDimension.THEOREM,
            Shattering.THEOREM,
            Cover.THEOREM,
            Rademacher.THEOREM,
            RandomSigns.THEOREM,
            FiniteClass.THEOREM,
            Occam.THEOREM,
            UniformStability.THEOREM,
            SgdStability.THEOREM,
            Robustness.THEOREM,
            FrobeniusProduct.THEOREM,
            SpectralComplexity.THEOREM,
            SpectralPacBayes.THEOREM,
            PacBayes.THEOREM,
            GaussianKl.THEOREM,
            DziugaiteRoy.THEOREM,
            DataDependentPrior.THEOREM,
            Flatness.THEOREM,
            Disintegrated.THEOREM,
            GaussianRenyi.THEOREM,
            SplitKl.THEOREM,
            RecursivePacBayes.THEOREM,
            MajorityVote.THEOREM,
            Compression.THEOREM,
            PickToLearn.THEOREM,
            SampleCompression.THEOREM,
            MixedRisk.THEOREM,
            XuRaginsky.THEOREM,
            IndividualSample.THEOREM,
            Supersampling.WEIGHTS,
            Supersampling.PREDICTIONS,
            Supersampling.LOSSES,
            Supersampling.KL_FORM,
            LossyWeights.THEOREM,
            DistributionShift.THEOREM,
            NoisyBit.THEOREM,
            MeanOfGaussians.THEOREM,
            NoFreeLunch.THEOREM);

    private Bounds() {}
}
