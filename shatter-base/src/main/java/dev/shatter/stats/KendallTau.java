package dev.shatter.stats;

/**
 * Kendall's rank agreement of two columns of length N: C concordant, D discordant pairs, of N(N−1)/2.
 *
 * <p>τ_a = 2(C − D)/(N(N−1)), ties count 0. τ_b = (C − D)/√((pairs untied in x)(pairs untied in y)); 0 if one column is
 * constant. Both in [−1, 1]. Cost O(N²). Source: Kendall 1938, 1945; use of τ_a for measures: Jiang et al. 2020,
 * arXiv:1912.02178.
 *
 * @param a τ_a
 * @param b τ_b
 * @param concordant pairs ordered alike
 * @param discordant pairs ordered oppositely
 */
public record KendallTau(double a, double b, long concordant, long discordant) {
    public static KendallTau of(double[] x, double[] y) {
        Check.pairs(x, y, 2);
        long concordant = 0;
        long discordant = 0;
        long untiedX = 0;
        long untiedY = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                double dx = Math.signum(x[i] - x[j]);
                double dy = Math.signum(y[i] - y[j]);
                untiedX += dx != 0 ? 1 : 0;
                untiedY += dy != 0 ? 1 : 0;
                concordant += dx * dy > 0 ? 1 : 0;
                discordant += dx * dy < 0 ? 1 : 0;
            }
        }
        double excess = (double) concordant - discordant;
        double pairs = x.length * (x.length - 1.0) / 2;
        double untied = Math.sqrt((double) untiedX) * Math.sqrt((double) untiedY);
        return new KendallTau(excess / pairs, untied == 0 ? 0 : clip(excess / untied), concordant, discordant);
    }

    /** Rounding of the square roots may leave [−1, 1] by one unit in the last place. */
    private static double clip(double value) {
        return Math.max(-1, Math.min(1, value));
    }
}
