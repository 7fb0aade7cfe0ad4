package dev.shatter.curvature;

import dev.shatter.core.BadInput;
import dev.shatter.curvature.SpectralDensity.LogDeterminant;
import dev.shatter.torch.StepScope;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The answers to {@link CurvatureQuestions} about one matrix.
 *
 * @param size q
 * @param top descending
 * @param bottom ascending
 */
public record CurvatureFindings(
        long size,
        List<Eigenvalue> top,
        List<Eigenvalue> bottom,
        Optional<Estimate> trace,
        Optional<Estimate> frobenius,
        Optional<SpectralDensity> density,
        Optional<Inertia> inertia,
        Optional<LogDeterminant> logDeterminant) {
    /**
     * Asks them.
     *
     * @throws BadInput if more eigenvalues are asked for than there are, or a determinant is not defined
     */
    public static CurvatureFindings of(LinearOperator operator, CurvatureQuestions questions) {
        int most = Math.max(questions.top(), questions.bottom());
        if (most > operator.size()) {
            throw BadInput.in(
                    questions.top() >= questions.bottom() ? "--top" : "--bottom",
                    most + " is more than the " + operator.size() + " parameters",
                    "give at most " + operator.size());
        }
        long seed = questions.seed();
        int probes = questions.probes();
        try (StepScope scope = StepScope.open()) {
            Optional<Eigenpairs> pairs = most == 0
                    ? Optional.empty()
                    : Optional.of(Eigenpairs.of(
                            operator,
                            questions.top(),
                            questions.bottom(),
                            new Eigenpairs.Effort(questions.products(), questions.tolerance(), seed)));
            Optional<SpectralDensity> density = when(
                    questions.density() || questions.shift().isPresent(),
                    () -> SpectralDensity.of(operator, CurvatureQuestions.STEPS, probes, seed));
            return new CurvatureFindings(
                    operator.size(),
                    pairs.map(Eigenpairs::top).orElse(List.of()),
                    pairs.map(Eigenpairs::bottom).orElse(List.of()),
                    when(
                            questions.trace(),
                            () -> Hutchinson.plusPlus(operator, CurvatureQuestions.TRACE * probes, seed)),
                    when(
                            questions.frobenius(),
                            () -> Hutchinson.both(operator, 2 * probes, seed).frobenius()),
                    density.filter(d -> questions.density()),
                    when(
                            questions.inertia(),
                            () -> Inertia.of(
                                    operator, CurvatureQuestions.ZERO, CurvatureQuestions.STEPS, probes, seed)),
                    density.filter(d -> questions.shift().isPresent())
                            .map(d -> d.logDeterminant(questions.shift().getAsDouble())));
        }
    }

    private static <T> Optional<T> when(boolean asked, Supplier<T> answer) {
        return asked ? Optional.of(answer.get()) : Optional.empty();
    }
}
