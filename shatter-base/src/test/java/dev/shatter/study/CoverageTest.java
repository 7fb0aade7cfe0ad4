package dev.shatter.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shatter.core.Chance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How often each criterion says HOLDS or FAILS of a law that lies at its threshold, where neither is true: at most 5 %, over
 * {@value #TRIALS} simulated studies of one claim, with 3.5 standard errors of slack. And how often it does when somebody looks
 * after every four seeds and stops at the first decision.
 */
class CoverageTest {
    private static final int TRIALS = 1000;

    /** Of somebody who looks again and again. */
    private static final int PEEKERS = 400;

    private static double most(int trials) {
        return 0.05 + 3.5 * Math.sqrt(0.05 * 0.95 / trials);
    }

    /** A law of values with its median and mean. */
    private record Law(String name, double median, double mean, Range range, ToDoubleFunction<Chance> draw) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Law> LAWS = List.of(
            new Law("Gaussian", 0, 0, Range.ANY, Chance::nextGaussian),
            new Law("skewed, exponential", Math.log(2), 1, Range.NON_NEGATIVE, c -> -Math.log1p(-c.nextDouble())),
            new Law("bounded and skewed, u^3", 0.125, 0.25, Range.SHARE, c -> Math.pow(c.nextDouble(), 3)),
            // Accuracies of 1 but for rare failures: the sign-flip test called their mean above 0.99 in half of the
            // samples.
            new Law("rare failures", 1, 0.99, Range.SHARE, c -> c.nextDouble() < 0.05 ? 0.8 : 1),
            new Law("coin", 0.5, 0.5, Range.SHARE, c -> c.nextDouble() < 0.5 ? 1 : 0));

    static Stream<Arguments> atTheThreshold() {
        List<Arguments> cases = new ArrayList<>();
        for (Law law : LAWS) {
            cases.add(Arguments.of(law, new Criterion.Above(law.median()), true));
            cases.add(Arguments.of(law, new Criterion.Below(law.median()), true));
            if (law.range().equals(Range.SHARE)) {
                cases.add(Arguments.of(law, new Criterion.Above(Location.MEAN, law.mean()), true));
                cases.add(Arguments.of(law, new Criterion.Below(Location.MEAN, law.mean()), true));
            }
            // The median lies on the edge of the interval: "within" is false there, "not within" all but true.
            cases.add(Arguments.of(law, new Criterion.Within(law.median() + 0.5, 0.5), false));
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("atTheThreshold")
    void oneLookErrsInAtMostOneOfTwenty(Law law, Criterion criterion, boolean both) {
        for (int runs : new int[] {10, 20}) {
            int holds = 0;
            int fails = 0;
            Chance chance = Chance.of(18, "one look", law.name(), criterion.words());
            for (int trial = 0; trial < TRIALS; trial++) {
                Verdict.Decision decision = decide(values(law, chance, runs), law, criterion, Look.REGISTERED);
                holds += decision == Verdict.Decision.HOLDS ? 1 : 0;
                fails += both && decision == Verdict.Decision.FAILS ? 1 : 0;
            }
            assertThat((holds + fails) / (double) TRIALS).isLessThan(most(TRIALS));
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("atTheThreshold")
    void lookingAfterEveryFourSeedsErrsNoMoreOften(Law law, Criterion criterion, boolean both) {
        int wrong = 0;
        Chance chance = Chance.of(18, "peeking", law.name(), criterion.words());
        for (int trial = 0; trial < PEEKERS; trial++) {
            List<Sample.Value> all = values(law, chance, 40);
            boolean decided = false;
            for (int n = 4; n <= all.size() && !decided; n += 4) {
                // The plan was 20 seeds; the look at 20 is the registered one.
                Verdict.Decision decision =
                        decide(all.subList(0, n), law, criterion, n == 20 ? Look.REGISTERED : Look.ANY_TIME);
                decided = decision == Verdict.Decision.HOLDS || (both && decision == Verdict.Decision.FAILS);
            }
            wrong += decided ? 1 : 0;
        }
        assertThat(wrong / (double) PEEKERS).isLessThan(most(PEEKERS));
    }

    /** Guessing networks, judged by their test points: each run at chance exactly. */
    @ParameterizedTest
    @MethodSource("chances")
    void guessingIsCalledLearningInAtMostOneOfTwenty(double chanceLevel) {
        int wrong = 0;
        Chance chance = Chance.of(18, "guessing");
        for (int trial = 0; trial < TRIALS; trial++) {
            int correct = 0;
            for (int i = 0; i < 200; i++) {
                correct += chance.nextDouble() < chanceLevel ? 1 : 0;
            }
            Sample.Value value = new Sample.Value("a", 1, correct / 200.0, 200, chanceLevel);
            Verdict verdict = Judge.judge(
                            List.of(claim(
                                    new Sample(List.of(value), List.of()),
                                    Range.SHARE,
                                    new Criterion.BetterThanChance())),
                            new Evidence(List.of()),
                            Look.REGISTERED)
                    .get(0);
            wrong += verdict.decision() == Verdict.Decision.UNDECIDED ? 0 : 1;
        }
        assertThat(wrong / (double) TRIALS).isLessThan(most(TRIALS));
    }

    static Stream<Double> chances() {
        return Stream.of(0.1, 0.5);
    }

    private static List<Sample.Value> values(Law law, Chance chance, int runs) {
        List<Sample.Value> values = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            values.add(new Sample.Value("a", i, law.draw().applyAsDouble(chance), 0, Double.NaN));
        }
        return values;
    }

    private static Verdict.Decision decide(List<Sample.Value> values, Law law, Criterion criterion, Look look) {
        Sample sample = new Sample(values, List.of(), List.of(), law.range());
        if (!Judge.settles(criterion, sample, look, 1)) {
            return Verdict.Decision.UNDECIDED;
        }
        return criterion.holds(sample).p() <= criterion.fails(sample).p()
                ? Verdict.Decision.HOLDS
                : Verdict.Decision.FAILS;
    }

    private static Claim claim(Sample sample, Range range, Criterion criterion) {
        return new Claim("c", "It is so.", "1", "s", range, e -> sample, criterion, "0");
    }
}
