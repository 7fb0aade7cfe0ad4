package dev.shatter.study;

import dev.shatter.stats.HolmCorrection;
import dev.shatter.stats.Interval;
import dev.shatter.study.Verdict.Decision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges all claims of a study together: Holm's correction over every claim that was registered, so that a claim without
 * runs does not make the others easier.
 *
 * <p>A claim is decided if its adjusted two-sided p is at most {@link Verdict#ALPHA} and every network, taken alone, lies
 * on the same side. The side is that of the estimate. Holm's correction needs p-values and no more, and the reciprocal of an
 * e-value is one at whatever number of runs one stops, so {@linkplain Look looks} of both kinds may stand side by side.
 */
public final class Judge {
    /** No study has more seeds than this. */
    private static final int MOST = 1000;

    private Judge() {}

    /**
     * One verdict a claim, in the order given.
     *
     * @param look which look it would be if all runs asked for were there; a claim some of whose runs are not is judged at
     *     {@link Look#ANY_TIME}
     */
    public static List<Verdict> judge(List<Claim> claims, Evidence evidence, Look look) {
        List<Sample> samples = new ArrayList<>();
        List<Look> looks = new ArrayList<>();
        List<@Nullable Finding> findings = new ArrayList<>();
        double[] p = new double[claims.size()];
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            Sample sample = claim.measure().apply(evidence).within(claim.range());
            Finding finding = sample.size() == 0 ? null : claim.criterion().judge(sample);
            samples.add(sample);
            findings.add(finding);
            looks.add(sample.absent().isEmpty() ? look : Look.ANY_TIME);
            p[i] = finding == null ? 1 : looks.get(i).spent(finding.weight());
        }
        double[] adjusted = HolmCorrection.adjust(p);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            verdicts.add(
                    verdict(claims.get(i), samples.get(i), findings.get(i), looks.get(i), adjusted[i], claims.size()));
        }
        return verdicts;
    }

    private static Verdict verdict(
            Claim claim, Sample sample, @Nullable Finding finding, Look look, double adjusted, int family) {
        Decision decision;
        String reason;
        if (finding == null) {
            boolean tried = !sample.missing().isEmpty();
            List<String> gaps = tried ? sample.missing() : sample.absent();
            decision = tried ? Decision.UNDECIDED : Decision.NOT_RUN;
            reason = (tried ? "There is nothing to judge by: " : "Not run: ")
                    + (gaps.isEmpty() ? "no run of this design speaks of it" : gaps.get(0)) + ".";
        } else if (sample.missing().size() > Verdict.MISSING * sample.judged()) {
            decision = Decision.UNDECIDED;
            reason = sample.missing().size() + " of " + sample.judged()
                    + " values are missing because of how their runs came out, more than "
                    + Math.round(100 * Verdict.MISSING) + " %: what is left is no fair sample ("
                    + sample.missing().get(0) + ").";
        } else if (adjusted > Verdict.ALPHA) {
            decision = Decision.UNDECIDED;
            reason = open(claim, sample, finding, look, family);
        } else if (finding.agreeing() < finding.networks()) {
            decision = Decision.UNDECIDED;
            reason = "The networks disagree: only " + finding.agreeing() + " of " + finding.networks()
                    + " lie on the side of the whole.";
        } else {
            decision = finding.favourable() ? Decision.HOLDS : Decision.FAILS;
            reason = decided(finding);
        }
        return new Verdict(claim, decision, finding, look, adjusted, reason, sample);
    }

    /** Why a claim stays open. */
    private static String open(Claim claim, Sample sample, Finding finding, Look look, int family) {
        if (claim.criterion().countsRuns() && !decides(claim, sample, look, family, sample.judged())) {
            int enough = enough(claim, sample, look, family);
            return "Too few runs: " + finding.n() + " cannot decide one of " + family + " claims "
                    + (look == Look.REGISTERED ? "" : "at a look that was not registered ") + "however clear they are; "
                    + (enough > MOST ? "more than " + MOST : String.valueOf(enough)) + " runs can decide.";
        }
        return "The runs do not settle it: the estimate is " + estimate(finding.effect()) + ".";
    }

    /** The least number of runs, all as favourable as the range allows, that decides the claim among so many. */
    static int enough(Claim claim, Sample sample, Look look, int family) {
        int few = sample.judged();
        int many = MOST + 1;
        while (many - few > 1) {
            int n = (few + many) / 2;
            if (decides(claim, sample, look, family, n)) {
                many = n;
            } else {
                few = n;
            }
        }
        return many;
    }

    /** Whether so many runs could, all as favourable as the range allows. */
    private static boolean decides(Claim claim, Sample sample, Look look, int family, int n) {
        double ideal = claim.criterion().ideal(claim.range());
        Sample best = new Sample(
                Collections.nCopies(n, new Sample.Value("", 1, ideal, 0, Double.NaN)),
                List.of(),
                List.of(),
                sample.range());
        return settles(claim.criterion(), best, look, family);
    }

    /** Whether a sample decides a claim, either way, that is the first to be decided of so many. */
    static boolean settles(Criterion criterion, Sample sample, Look look, int family) {
        return look.spent(criterion.holds(sample).either(criterion.fails(sample))) * family <= Verdict.ALPHA;
    }

    private static String decided(Finding finding) {
        String networks = finding.networks() == 1 ? "one network" : "all " + finding.networks() + " networks";
        return "Estimate " + estimate(finding.effect()) + ", n = " + finding.n() + " " + finding.of()
                + ", the same side in " + networks + ".";
    }

    private static String estimate(Interval effect) {
        String value = StatedNumber.number(effect.estimate());
        if (effect.low() == effect.high()) {
            return value + " in every run";
        }
        return Double.isInfinite(effect.width())
                ? value + ", of too few runs for an interval"
                : value + " in [" + StatedNumber.number(effect.low()) + ", " + StatedNumber.number(effect.high()) + "]";
    }
}
