package dev.shatter.study;

/**
 * When a claim is judged: at the number of runs that was registered, or at any other. Of the {@link Verdict#ALPHA} that a
 * study may err by, each has its share, so that looking early, stopping when it pleases and adding seeds err no more often
 * in all than a single look would.
 */
public enum Look {
    /** All runs that were registered, and no others: n was fixed in advance, and p-values of fixed n are valid. */
    REGISTERED(0.8) {
        @Override
        double p(Weight weight) {
            return weight.p();
        }
    },

    /** Some runs are still to be made, or the seeds were chosen: only e-values are valid whatever made one stop. */
    ANY_TIME(0.2) {
        @Override
        double p(Weight weight) {
            return 1 / weight.e();
        }
    };

    private final double share;

    Look(double share) {
        this.share = share;
    }

    /** The p-value in units of the whole of {@link Verdict#ALPHA}: what this look may spend is taken into account. */
    double spent(Weight weight) {
        return Math.min(1, p(weight) / share);
    }

    abstract double p(Weight weight);

    /** In a report, after "judged". */
    String words() {
        return this == REGISTERED
                ? "at the registered number of seeds"
                : "by e-values, which hold at any number of seeds";
    }
}
