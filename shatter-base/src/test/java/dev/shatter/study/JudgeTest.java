package dev.shatter.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.stats.Interval;
import dev.shatter.study.Verdict.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Evidence NOTHING = new Evidence(List.of());

    private static Sample sample(String network, double... values) {
        List<Sample.Value> list = new ArrayList<>();
        for (double value : values) {
            list.add(new Sample.Value(network, list.size(), value, 0, Double.NaN));
        }
        return new Sample(list, List.of());
    }

    private static Claim claim(Sample sample, Criterion criterion) {
        return claim(sample, Range.ANY, criterion);
    }

    private static Claim claim(Sample sample, Range range, Criterion criterion) {
        return new Claim(
                "c" + System.identityHashCode(sample), "It is so.", "1", "s", range, e -> sample, criterion, "0");
    }

    private static Verdict alone(Sample sample, Criterion criterion) {
        return Judge.judge(List.of(claim(sample, criterion)), NOTHING, Look.REGISTERED)
                .get(0);
    }

    @Test
    void aClaimIsDecidedEitherWayOrNot() {
        double[] high = {0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96};
        assertThat(alone(sample("a", high), new Criterion.Above(0.5)).decision())
                .isEqualTo(Decision.HOLDS);
        assertThat(alone(sample("a", high), new Criterion.Below(0.5)).decision())
                .isEqualTo(Decision.FAILS);
        assertThat(alone(sample("a", high), new Criterion.Above(0.93)).decision())
                .isEqualTo(Decision.UNDECIDED);
        assertThat(alone(sample("a", high), new Criterion.Within(0.93, 0.1)).decision())
                .isEqualTo(Decision.HOLDS);
        assertThat(alone(sample("a", high), new Criterion.Within(0.5, 0.1)).decision())
                .isEqualTo(Decision.FAILS);
        assertThat(alone(sample("a", high), new Criterion.Within(0.89, 0.03)).decision())
                .isEqualTo(Decision.UNDECIDED);
    }

    @Test
    void threeSeedsDecideNothingAndAreToldSo() {
        Verdict verdict = alone(sample("a", 1, 1, 1), new Criterion.Above(0));
        assertThat(verdict.decision()).isEqualTo(Decision.UNDECIDED);
        assertThat(verdict.adjustedP()).isCloseTo(0.25 / 0.8, within(1e-12));
        assertThat(verdict.reason()).contains("Too few runs").contains("6 runs can decide");
    }

    @Test
    void networksThatDisagreeLeaveAClaimOpen() {
        List<Sample.Value> values =
                new ArrayList<>(sample("a", 1, 1, 1, 1, 1, 1, 1, 1, 1).values());
        values.addAll(sample("b", -0.1).values());
        Verdict verdict = alone(new Sample(values, List.of()), new Criterion.Above(0));
        assertThat(verdict.adjustedP()).isLessThan(Verdict.ALPHA);
        assertThat(verdict.decision()).isEqualTo(Decision.UNDECIDED);
        assertThat(verdict.reason()).contains("1 of 2");
    }

    @Test
    void holmCountsEveryRegisteredClaimEvenThoseWithoutRuns() {
        Sample clear = sample("a", 1, 1, 1, 1, 1, 1, 1);
        List<Claim> claims = new ArrayList<>(List.of(claim(clear, new Criterion.Above(0))));
        assertThat(Judge.judge(claims, NOTHING, Look.REGISTERED).get(0).decision())
                .isEqualTo(Decision.HOLDS);
        for (int i = 0; i < 4; i++) {
            claims.add(claim(new Sample(List.of(), List.of("a, seed 1: gone")), new Criterion.Above(0)));
        }
        List<Verdict> verdicts = Judge.judge(claims, NOTHING, Look.REGISTERED);
        assertThat(verdicts.get(0).adjustedP()).isCloseTo(5 * 2 / 128.0 / 0.8, within(1e-12));
        assertThat(verdicts.get(0).decision()).isEqualTo(Decision.UNDECIDED);
        assertThat(verdicts.get(1).reason()).contains("gone");
    }

    @Test
    void chanceIsBeatenByEveryRunOrNotAtAll() {
        Sample.Value good = new Sample.Value("a", 1, 0.5, 2000, 0.1);
        Sample.Value guess = new Sample.Value("a", 2, 0.105, 2000, 0.1);
        Sample.Value worse = new Sample.Value("a", 3, 0.05, 2000, 0.1);
        Criterion criterion = new Criterion.BetterThanChance();
        assertThat(alone(new Sample(List.of(good, good), List.of()), criterion).decision())
                .isEqualTo(Decision.HOLDS);
        assertThat(alone(new Sample(List.of(good, guess), List.of()), criterion).decision())
                .isEqualTo(Decision.UNDECIDED);
        assertThat(alone(new Sample(List.of(worse), List.of()), criterion).decision())
                .isEqualTo(Decision.FAILS);
    }

    /** Six runs are the least that give an interval of 95 %: all of them, at 2 · 2⁻⁶ = 0.031. */
    @Test
    void intervalsAreThoseOfTheTest() {
        assertThat(interval(sample("a", 0.7), Range.SHARE).width()).isInfinite();
        assertThat(interval(sample("a", 1, 2, 3, 4, 5), Range.ANY).width()).isInfinite();
        Interval six = interval(sample("a", 6, 2, 3, 4, 5, 1), Range.ANY);
        assertThat(six.estimate()).isEqualTo(3.5);
        assertThat(six.low()).isEqualTo(1);
        assertThat(six.high()).isEqualTo(6);
    }

    /** Nothing was run: no verdict, and no claim is undecided for it. */
    @Test
    void whatWasNotRunIsNotUndecided() {
        Verdict verdict = Judge.judge(
                        List.of(claim(
                                new Sample(List.of(), List.of(), List.of("a, seed 1: it has not been run"), Range.ANY),
                                new Criterion.Above(0))),
                        NOTHING,
                        Look.REGISTERED)
                .get(0);
        assertThat(verdict.decision()).isEqualTo(Decision.NOT_RUN);
        assertThat(verdict.reason()).contains("it has not been run");
    }

    /** Slopes over seeds that fitted, for instance: the seeds that are left are not a sample of all. */
    @Test
    void gapsThatDependOnTheOutcomeCountAgainstAClaim() {
        double[] clear = new double[16];
        Arrays.fill(clear, 1);
        Sample.Value[] values = sample("a", clear).values().toArray(new Sample.Value[0]);
        Sample three = new Sample(List.of(values), List.of("x", "y", "z"));
        // As if all three were on the other side: P(Bin(19, 1/2) ≥ 16) = 1160/2¹⁹, by hand.
        assertThat(Location.MEDIAN.above(three, 0).p()).isCloseTo(1160 / 524288.0, within(1e-12));
        assertThat(alone(three, new Criterion.Above(0)).decision()).isEqualTo(Decision.HOLDS);
        Sample five = new Sample(List.of(values), List.of("v", "w", "x", "y", "z"));
        Verdict verdict = alone(five, new Criterion.Above(0));
        assertThat(verdict.decision()).isEqualTo(Decision.UNDECIDED);
        assertThat(verdict.reason()).contains("5 of 21 values are missing");
    }

    @Test
    void valuesThatAreAllEqualHaveNoInterval() {
        Verdict verdict = alone(sample("a", 1, 1, 1, 1, 1, 1, 1), new Criterion.Above(0));
        assertThat(verdict.reason()).contains("1 in every run").doesNotContain("±");
    }

    private static Interval interval(Sample sample, Range range) {
        Verdict verdict = Judge.judge(List.of(claim(sample, range, new Criterion.Above(0))), NOTHING, Look.REGISTERED)
                .get(0);
        return Objects.requireNonNull(verdict.finding()).effect();
    }
}
