package dev.shatter.measure.sharpness;

import dev.shatter.curvature.CurvatureMatrices;
import dev.shatter.curvature.Eigenpairs;
import dev.shatter.curvature.Eigenvalue;
import dev.shatter.curvature.Estimate;
import dev.shatter.curvature.Hutchinson;
import dev.shatter.curvature.LinearOperator;
import dev.shatter.curvature.LocalLoss;
import dev.shatter.curvature.Matrix;
import dev.shatter.measure.Lazy;
import dev.shatter.measure.Reading;
import dev.shatter.measure.Subject;
import dev.shatter.measure.Unmeasurable;
import dev.shatter.torch.StepScope;
import dev.shatter.train.Examples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What several measures ask of one matrix of second derivatives of the training loss, each made once. */
final class Spectra {
    /** Products: both ends of a network's spectrum usually settle in 20 to 60. */
    private static final int PRODUCTS = 80;

    private static final double TOLERANCE = 1e-3;

    /** Products of a trace by Hutch++, a third of them for the largest directions: those make most of it. */
    private static final int TRACE = 30;

    /** Forward passes a product counts. */
    private static final int PASSES = 12;

    private final Subject subject;
    private final Matrix matrix;
    private final Lazy<List<Eigenvalue>> ends = Lazy.of(this::findEnds);
    private final Lazy<Estimate> trace = Lazy.of(this::findTrace);

    private Spectra(Subject subject, Matrix matrix) {
        this.subject = subject;
        this.matrix = matrix;
    }

    private record All(Map<Matrix, Spectra> made) {}

    /**
     * Those of a subject.
     *
     * @throws Unmeasurable if the matrix is not defined for its loss
     */
    static Spectra of(Subject subject, Matrix matrix) {
        matrix.refusal(subject.loss()).ifPresent(reason -> {
            throw new Unmeasurable(reason);
        });
        // Where it is defined, the Fisher information is the Gauss-Newton matrix: no work twice.
        Matrix same = matrix.equals(CurvatureMatrices.FISHER) ? CurvatureMatrices.GAUSS_NEWTON : matrix;
        return subject.derived(All.class, s -> new All(new HashMap<>()))
                .made()
                .computeIfAbsent(same, m -> new Spectra(subject, m));
    }

    /** A number with the examples that it is of. */
    Reading said(Reading reading) {
        Examples examples = subject.sample(PASSES * PRODUCTS);
        return GradientMeasures.ofSample(subject, examples, reading.n(examples.count()));
    }

    Eigenvalue largest() {
        return ends.get().get(0);
    }

    /** Of a matrix that is not semi-definite. */
    Eigenvalue smallest() {
        return ends.get().get(1);
    }

    Estimate trace() {
        return trace.get();
    }

    /** tr A / max |λ|. */
    Estimate effectiveRank() {
        double norm = ends.get().stream()
                .mapToDouble(end -> Math.abs(end.value()))
                .max()
                .orElseThrow();
        if (norm == 0) {
            throw new Unmeasurable("the matrix is exactly 0");
        }
        return trace().as(sum -> sum / norm, sum -> 1 / norm);
    }

    private List<Eigenvalue> findEnds() {
        return with(operator -> {
            int bottom = matrix.semidefinite() ? 0 : 1;
            Eigenpairs found =
                    Eigenpairs.of(operator, 1, bottom, new Eigenpairs.Effort(PRODUCTS, TOLERANCE, subject.seed()));
            return Stream.concat(found.top().stream(), found.bottom().stream()).toList();
        });
    }

    private Estimate findTrace() {
        return with(operator -> Hutchinson.plusPlus(operator, TRACE, subject.seed()));
    }

    private <T> T with(Function<LinearOperator, T> question) {
        try (StepScope scope = StepScope.open()) {
            LocalLoss loss = LocalLoss.of(
                    subject.lossOf(subject.sample(PASSES * PRODUCTS)),
                    subject.network().flat());
            return question.apply(matrix.at(loss));
        }
    }
}
