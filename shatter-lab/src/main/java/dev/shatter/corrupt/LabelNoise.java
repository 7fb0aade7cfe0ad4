package dev.shatter.corrupt;

/**
 * What is known of labels Ỹ drawn from true ones Y, given any input and whatever a classifier f predicts: bounds on
 * k = P(Ỹ = Y) and, where f errs, on h = P(Ỹ = f(X)).
 *
 * <p>From them follow bounds on the risk R̃ under noisy labels of a classifier with true risk R:
 * R̃ = 1 - (1 - R) k - R h. For a class replaced by a uniform one, k and h are known and R̃ is exact.
 *
 * @param leastKept smallest k over the classes
 * @param mostKept largest k
 * @param leastHit smallest h over pairs of different classes
 * @param mostHit largest h
 * @param independent whether each label was drawn by a chance of its own, so that examples that were independent and
 *     identically distributed still are
 */
public record LabelNoise(double leastKept, double mostKept, double leastHit, double mostHit, boolean independent) {
    /** Labels as they are. */
    public static final LabelNoise NONE = new LabelNoise(1, 1, 0, 0, true);

    public LabelNoise {
        if (!(0 <= leastKept && leastKept <= mostKept && mostKept <= 1)
                || !(0 <= leastHit && leastHit <= mostHit && mostHit <= 1)) {
            throw new IllegalArgumentException(
                    "no probabilities: " + leastKept + " " + mostKept + " " + leastHit + " " + mostHit);
        }
    }

    /** Each label kept with probability 1 - changed, else another of the K classes, all equally likely. */
    public static LabelNoise symmetric(double changed, int classes) {
        double hit = changed / (classes - 1);
        return new LabelNoise(1 - changed, 1 - changed, hit, hit, true);
    }

    /** The same probabilities, of labels that were not drawn independently. */
    public LabelNoise dependent() {
        return new LabelNoise(leastKept, mostKept, leastHit, mostHit, false);
    }

    /** Whether labels may differ from the true ones. */
    public boolean corrupts() {
        return leastKept < 1;
    }

    /** Whether labels are uniform and say nothing of the true ones. */
    public boolean random() {
        return exact() && Math.abs(leastKept - leastHit) < 1e-12;
    }

    /** Whether the noisy risk is known from the true one. */
    public boolean exact() {
        return leastKept == mostKept && leastHit == mostHit;
    }

    /** The smallest noisy risk of a classifier of this true risk: the noisy risk itself where that is {@link #exact}. */
    public double leastRisk(double risk) {
        return (1 - mostKept) + risk * (mostKept - mostHit);
    }

    /** A lower bound on the noisy risk of a classifier whose true risk is at least this. */
    public double leastRiskFrom(double risk) {
        // Linear in the risk; falling where a wrong prediction is hit more often than a right one kept.
        return Math.max(0, Math.min(leastRisk(risk), leastRisk(1)));
    }
}
