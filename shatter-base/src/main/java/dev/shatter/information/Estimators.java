package dev.shatter.information;

import dev.shatter.core.Catalogue;
import java.util.List;
import java.util.stream.Stream;

/** Every estimator; those that count also work on tables of counts. */
public final class Estimators {
    private static final List<CountEstimator> COUNTS = List.of(new PlugIn(), new MillerMadow(), new Grassberger());

    private static final List<Estimator> OTHERS = List.of(
            new Ksg1(),
            new Ksg2(),
            new Mixed(),
            new GaussianInformation(),
            new KernelUpper(),
            new KernelLower(),
            new KnnDivergence(),
            new KnnEntropy());

    /** Those that need counts only. */
    public static final Catalogue<CountEstimator> OF_COUNTS =
            Catalogue.of("estimator of counts", COUNTS.toArray(CountEstimator[]::new));

    public static final Catalogue<Estimator> CATALOGUE = Catalogue.of(
            "estimator", Stream.concat(COUNTS.stream(), OTHERS.stream()).toArray(Estimator[]::new));

    private Estimators() {}
}
