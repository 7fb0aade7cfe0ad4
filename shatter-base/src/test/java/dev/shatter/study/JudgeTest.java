package dev.shatter.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shatter.core.Chance;
import dev.shatter.stats.Interval;
import dev.shatter.study.Verdict.Decision;
import java.util.ArrayList;
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
        return Judge.judge(List.of(claim(sample, criterion)), NOTHING).get(0);
    }

    /** By hand: of 2³ sign patterns of (1, 2, 3), one has a sum of at least 6, two of at least 4, three of at least 2. */
    @Test
    void theSignFlipTestIsExact() {
        Chance chance = Chance.of(1, "flip");
        assertThat(SignFlip.positive(new double[] {1, 2, 3}, chance)).isEqualTo(1 / 8.0);
        assertThat(SignFlip.positive(new double[] {-1, 2, 3}, chance)).isEqualTo(2 / 8.0);
        assertThat(SignFlip.positive(new double[] {1, -2, 3}, chance)).isEqualTo(3 / 8.0);
        assertThat(SignFlip.positive(new double[] {0, 0}, chance)).isEqualTo(1);
        assertThat(SignFlip.least(3)).isEqualTo(1 / 8.0);
    }

    /** Beyond enumeration: 20 values of ±1 with a sum of 10 are a binomial tail, P(Bin(20, 1/2) ≥ 15) = 0.0207. */
    @Test
    void manyValuesAreTestedByRandomPatterns() {
        double[] values = new double[20];
        for (int i = 0; i < 20; i++) {
            values[i] = i < 15 ? 1 : -1;
        }
        // Standard error 0.00045: within 4 of them.
        assertThat(SignFlip.positive(values, Chance.of(2, "flip"))).isCloseTo(0.020695, within(0.0018));
    }

    /** Level: under the null at most 5 % of 2,000 samples of 10 Gaussians are decided; 4 standard errors of slack. */
    @Test
    void theLevelIsKeptUnderTheNull() {
        Chance chance = Chance.of(3, "null");
        int decided = 0;
        for (int i = 0; i < 2000; i++) {
            double[] values = new double[10];
            for (int j = 0; j < 10; j++) {
                values[j] = chance.nextGaussian();
            }
            Verdict verdict = alone(sample("a", values), new Criterion.Above(0));
            decided += verdict.decision() == Decision.UNDECIDED ? 0 : 1;
        }
        assertThat(decided / 2000.0).isLessThan(0.05 + 4 * Math.sqrt(0.05 * 0.95 / 2000));
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
        assertThat(verdict.adjustedP()).isEqualTo(0.25);
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
        assertThat(Judge.judge(claims, NOTHING).get(0).decision()).isEqualTo(Decision.HOLDS);
        for (int i = 0; i < 4; i++) {
            claims.add(claim(new Sample(List.of(), List.of("a, seed 1: gone")), new Criterion.Above(0)));
        }
        List<Verdict> verdicts = Judge.judge(claims, NOTHING);
        assertThat(verdicts.get(0).adjustedP()).isEqualTo(5 * 2 / 128.0);
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

    /** Two networks far apart, each steady: the interval of the mean is narrow. By hand: s² = 0.02/4, half = t₄ s/√6. */
    @Test
    void theIntervalPoolsTheVarianceWithinNetworks() {
        List<Sample.Value> values = new ArrayList<>(sample("a", 0.9, 1.0, 1.1).values());
        values.addAll(sample("b", 9.0, 9.0, 9.0).values());
        var interval = StratifiedMean.of(new Sample(values, List.of()), 0.95);
        assertThat(interval.estimate()).isCloseTo(5, within(1e-12));
        assertThat(interval.width() / 2).isCloseTo(2.776445 * Math.sqrt(0.02 / 4 / 6), within(1e-6));
    }

    @Test
    void intervalsStayWhereTheirClaimSaysThatValuesAre() {
        Sample wide = sample("a", 0.7, 1.0);
        assertThat(interval(wide, Range.ANY).low()).isNegative();
        assertThat(interval(wide, Range.ANY).high()).isGreaterThan(2);
        assertThat(interval(wide, Range.NON_NEGATIVE).low()).isZero();
        assertThat(interval(wide, Range.NON_NEGATIVE).high()).isGreaterThan(2);
        assertThat(interval(wide, Range.SHARE).high()).isEqualTo(1);
        assertThat(interval(wide, Range.SHARE).estimate()).isCloseTo(0.85, within(1e-12));
        // Nothing is made of one value: no interval, not the whole range.
        assertThat(interval(sample("a", 0.7), Range.SHARE).low()).isInfinite();
    }

    private static Interval interval(Sample sample, Range range) {
        Verdict verdict = Judge.judge(List.of(claim(sample, range, new Criterion.Above(0))), NOTHING)
                .get(0);
        return Objects.requireNonNull(verdict.finding()).effect();
    }
}
