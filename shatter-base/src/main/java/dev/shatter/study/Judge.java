package dev.shatter.study;

import dev.shatter.core.Chance;
import dev.shatter.stats.HolmCorrection;
import dev.shatter.stats.Interval;
import dev.shatter.study.Verdict.Decision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges all claims of a study together: Holm's correction over every claim that was registered, so that a claim without
 * runs does not make the others easier.
 *
 * <p>A claim is decided if its adjusted two-sided p is at most {@link Verdict#ALPHA} and every network, taken alone, lies
 * on the same side. The side is that of the estimate.
 */
public final class Judge {
    private Judge() {}

    /** One verdict a claim, in the order given. */
    public static List<Verdict> judge(List<Claim> claims, Evidence evidence) {
        List<Sample> samples = new ArrayList<>();
        List<@Nullable Finding> findings = new ArrayList<>();
        double[] p = new double[claims.size()];
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            Sample sample = claim.measure().apply(evidence).within(claim.range());
            Finding finding =
                    sample.size() == 0 ? null : claim.criterion().judge(sample, Chance.of(0, "claim", claim.name()));
            samples.add(sample);
            findings.add(finding);
            p[i] = finding == null ? 1 : finding.p();
        }
        double[] adjusted = HolmCorrection.adjust(p);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            verdicts.add(verdict(claims.get(i), samples.get(i), findings.get(i), adjusted[i], claims.size()));
        }
        return verdicts;
    }

    private static Verdict verdict(Claim claim, Sample sample, @Nullable Finding finding, double adjusted, int family) {
        if (finding == null) {
            String why = sample.missing().isEmpty()
                    ? "no run speaks of it"
                    : sample.missing().get(0);
            return new Verdict(
                    claim, Decision.UNDECIDED, null, 1, "There is nothing to judge by: " + why + ".", sample);
        }
        if (adjusted > Verdict.ALPHA) {
            return new Verdict(claim, Decision.UNDECIDED, finding, adjusted, open(finding, family), sample);
        }
        if (finding.agreeing() < finding.networks()) {
            return new Verdict(
                    claim,
                    Decision.UNDECIDED,
                    finding,
                    adjusted,
                    "The networks disagree: only " + finding.agreeing() + " of " + finding.networks()
                            + " lie on the side of the whole.",
                    sample);
        }
        Decision decision = finding.favourable() ? Decision.HOLDS : Decision.FAILS;
        return new Verdict(claim, decision, finding, adjusted, decided(finding), sample);
    }

    /** Why a claim stays open. */
    private static String open(Finding finding, int family) {
        if (finding.p() <= finding.least()) {
            int enough = 1;
            while (2 * SignFlip.least(enough) * family > Verdict.ALPHA) {
                enough++;
            }
            return "Too few runs: the smallest p that " + finding.n() + " can give is "
                    + Text.number(finding.least()) + ", too much for one of " + family + " claims; " + enough
                    + " runs can decide.";
        }
        Interval effect = finding.effect();
        return "The runs do not settle it: the estimate is " + Text.number(effect.estimate()) + " in ["
                + Text.number(effect.low()) + ", " + Text.number(effect.high()) + "].";
    }

    private static String decided(Finding finding) {
        Interval effect = finding.effect();
        String networks = finding.networks() == 1 ? "one network" : "all " + finding.networks() + " networks";
        return "Estimate " + Text.number(effect.estimate()) + " in [" + Text.number(effect.low()) + ", "
                + Text.number(effect.high()) + "], n = " + finding.n() + " " + finding.of() + ", the same side in "
                + networks + ".";
    }
}
